"""The authority is asked once, with nothing but a digest. What it answers is checked before it is kept."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from recusant.errors import BadInput, NotReached
from recusant.stamp.checked import EXTRA, Stamp, certificates_of, read_stamp

TIMEOUT = 30.0  # seconds
MOST_BYTES = 200_000  # a reply with a chain of certificates has some 6,000


@dataclass(frozen=True)
class Authority:
    """Where to ask, and the file of certificates (PEM) that its signature must lead to."""

    url: str
    certificates: Path

    def stamp(self, entry: int, line: bytes) -> tuple[Stamp, bytes]:
        """A stamp of an entry of the log, and the raw reply. Raises NotReached, or BadInput where the reply is refused."""
        try:
            from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
        except ImportError:
            raise BadInput("timestamps need more libraries", mend=EXTRA) from None
        given = certificates_of(self.certificates)
        request = TimestampRequestBuilder().data(line).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
        reply = self._ask(request.as_bytes())
        return read_stamp(entry, request.message_imprint.message, reply, given, request.nonce), reply

    def _ask(self, question: bytes) -> bytes:
        if not self.url.lower().startswith(("http://", "https://")):
            raise BadInput(f"{self.url!r} is no web address", mend="give the address of a timestamp authority")
        headers = {"Content-Type": "application/timestamp-query"}
        asked = urllib.request.Request(self.url, question, headers)  # noqa: S310 the scheme was looked at
        try:
            with urllib.request.urlopen(asked, timeout=TIMEOUT) as answer:  # noqa: S310
                reply = bytes(answer.read(MOST_BYTES + 1))
        except (OSError, HTTPException) as fault:
            raise NotReached(f"the authority gives no stamp ({fault})", file=self.url, mend="try again later, or ask another") from None
        if len(reply) > MOST_BYTES:
            raise BadInput("the reply is too long for a stamp", file=self.url, mend="check the address")
        return reply
