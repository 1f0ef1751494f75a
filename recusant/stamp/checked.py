"""Is a reply the authority's word on this digest? Needs its certificate and no network. The libraries are imported only here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from recusant.errors import BadInput
from recusant.records import Json

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SHA256 = "2.16.840.1.101.3.4.2.1"
EXTRA = 'pip install "recusant[evidence]"'


@dataclass(frozen=True, slots=True)
class Stamp:
    """That all entries of the log up to ``entry`` existed before a time, and whose word that is."""

    entry: int
    before: datetime
    by: str

    def to_dict(self) -> Json:
        return {"entry": self.entry, "before": self.before.isoformat(), "by": self.by}


def certificates_of(path: Path) -> list[Certificate]:
    """The certificates in a PEM file. Raises BadInput where there are none, or the libraries are missing."""
    try:
        from cryptography.x509 import load_pem_x509_certificates
    except ImportError:
        raise BadInput("timestamps need more libraries", mend=EXTRA) from None
    try:
        return load_pem_x509_certificates(path.read_bytes())
    except ValueError:
        raise BadInput("there is no certificate in it", file=str(path), mend="give the authority's certificate as PEM") from None


def read_stamp(entry: int, digest: bytes, reply: bytes, certificates: Iterable[Certificate], nonce: int | None = None) -> Stamp:
    """The stamp in a reply. Raises BadInput where an authority with none of these certificates signed it, or it is about another
    digest, or answers another question (``nonce``, where it was just asked).
    """
    try:
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    except ImportError:
        raise BadInput("timestamps need more libraries", mend=EXTRA) from None
    given = list(certificates)
    roots = [one for one in given if one.issuer == one.subject] or given
    verifier = VerifierBuilder(roots=roots, intermediates=[one for one in given if one not in roots], nonce=nonce).build()
    try:
        said = decode_timestamp_response(reply)
        verifier.verify(said, digest)
    except (VerificationError, ValueError) as fault:
        raise BadInput(f"the stamp is refused ({fault})", mend="give the certificate of the authority that made it") from None
    if said.tst_info.message_imprint.hash_algorithm.dotted_string != SHA256:
        raise BadInput("the stamp is refused (it is not of a SHA-256 digest)", mend="ask another authority")
    signer = next(iter(said.signed_data.signer_infos))
    return Stamp(entry, said.tst_info.gen_time.astimezone(UTC), _name(signer.serial_number, said.signed_data.certificates, given))


def check_stamps(stamps: Iterable[tuple[int, str, bytes]], certificates: Path) -> tuple[list[Stamp], list[str]]:
    """Stamps (each the number of an entry, the digest of that entry as it is now, and the raw reply) as what they prove, and a line for
    each that is refused.
    """
    given, proven, refused = certificates_of(certificates), list[Stamp](), list[str]()
    for entry, digest, reply in stamps:
        try:
            proven.append(read_stamp(entry, bytes.fromhex(digest), reply, given))
        except BadInput as fault:
            refused.append(f"stamp of log entry {entry}: {fault.what}")
    return proven, refused


def _name(serial: int, embedded: Iterable[bytes], given: Iterable[Certificate]) -> str:
    """Who signed, by the subject of the certificate."""
    from cryptography.x509 import load_der_x509_certificate

    known = [*map(load_der_x509_certificate, embedded), *given]
    return next((one.subject.rfc4514_string() for one in known if one.serial_number == serial), "an authority without a name")
