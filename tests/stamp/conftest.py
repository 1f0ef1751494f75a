"""A timestamp authority of our own on loopback: its certificates by cryptography, its replies written as RFC 3161 and RFC 5652 say."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"
SHA256, ECDSA_SHA256, POLICY = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2", "1.2.3.4.1"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    width = (len(body).bit_length() + 7) // 8
    size = bytes([len(body)]) if len(body) < 128 else bytes([0x80 + width]) + len(body).to_bytes(width, "big")
    return bytes([tag]) + size + body


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def integer(value: int) -> bytes:
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    found = bytearray([40 * first + second])
    for number in rest:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(0x80 | number & 0x7F)
        found += bytes(reversed(septets))
    return der(0x06, bytes(found))


def certificate(name: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey, stamps: bool) -> x509.Certificate:
    subject, issued_by = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, issuer))
    valid = NOW - timedelta(9), NOW + timedelta(999)
    builder = x509.CertificateBuilder(issued_by, subject, key.public_key(), x509.random_serial_number(), *valid)
    builder = builder.add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), critical=True)
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(by, hashes.SHA256())


@dataclass
class Office:
    """An authority. ``nonce_off`` and ``digest_off`` make it answer another question than it was asked."""

    name: str = "Office"
    nonce_off: int = 0
    digest_off: bytes = b""
    asked: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        root, self.key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.root = certificate(f"{self.name} root", root, f"{self.name} root", root, stamps=False)
        self.leaf = certificate(self.name, self.key, f"{self.name} root", root, stamps=True)

    def pem(self, folder: Path) -> Path:
        path = folder / f"{self.name}.pem"
        path.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        return path

    def answer(self, question: bytes) -> bytes:
        """A reply to a question whose digest and nonce stand where our own questions have them."""
        self.asked.append(question)
        at = question.index(bytes([0x04, 32])) + 2
        digest = self.digest_off or question[at : at + 32]
        nonce = int.from_bytes(question[at + 34 : at + 34 + question[at + 33]], "big") + self.nonce_off
        algorithm = sequence(oid(SHA256), der(0x05))
        info = sequence(
            integer(1), oid(POLICY), sequence(algorithm, der(0x04, digest)), integer(7),
            der(0x18, NOW.strftime("%Y%m%d%H%M%SZ").encode()), integer(nonce),
        )  # fmt: skip
        return sequence(sequence(integer(0)), sequence(oid(SIGNED_DATA), der(0xA0, self._signed(info, algorithm))))

    def _signed(self, info: bytes, algorithm: bytes) -> bytes:
        encoded = self.leaf.public_bytes(serialization.Encoding.DER)
        named = sequence(sequence(sequence(der(0x04, hashlib.sha256(encoded).digest()))))
        attributes = [
            sequence(oid(CONTENT_TYPE), der(0x31, oid(TST_INFO))),
            sequence(oid(MESSAGE_DIGEST), der(0x31, der(0x04, hashlib.sha256(info).digest()))),
            sequence(oid(SIGNING_CERTIFICATE), der(0x31, named)),
        ]
        attributes.sort()
        signature = self.key.sign(der(0x31, *attributes), ec.ECDSA(hashes.SHA256()))
        signer = sequence(
            integer(1), sequence(self.leaf.issuer.public_bytes(), integer(self.leaf.serial_number)), algorithm,
            der(0xA0, *attributes), sequence(oid(ECDSA_SHA256)), der(0x04, signature),
        )  # fmt: skip
        content = sequence(oid(TST_INFO), der(0xA0, der(0x04, info)))
        return sequence(integer(3), der(0x31, algorithm), content, der(0xA0, encoded), der(0x31, signer))


class Served:
    """An office on loopback."""

    def __init__(self, office: Office) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                reply = office.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve() -> Iterator:
    served: list[Served] = []

    def start(office: Office) -> str:
        served.append(Served(office))
        return served[-1].url

    yield start
    for one in served:
        one.close()
