"""A site must prove who it is before anything is asked of it."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from benchmarks.site import HOST, Site, article, page, visitor
from recusant.errors import BadSource

AUTHORITY = trustme.CA()
YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def fetched(tmp_path: Path, certificate: trustme.LeafCert, path: str = "/a") -> tuple[Site, bytes]:
    trusted = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(trusted))
    with Site(serving(certificate)) as site:
        site.answers["/a"] = page(article("Words."))
        try:
            return site, visitor(certificates=str(trusted)).fetch(site.url(path)).body
        except BadSource as fault:
            assert site.asked == []
            raise fault from None


def test_a_site_with_a_good_certificate_is_asked(tmp_path: Path) -> None:
    site, body = fetched(tmp_path, AUTHORITY.issue_cert(HOST))
    assert body.decode() == article("Words.") and site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("certificate", "why"),
    [
        (AUTHORITY.issue_cert("other.example"), "Hostname mismatch"),
        (AUTHORITY.issue_cert(HOST, not_after=YESTERDAY), "certificate has expired"),
        (trustme.CA().issue_cert(HOST), "unable to get local issuer"),
    ],
)
def test_nothing_is_asked_of_a_site_with_a_bad_one(tmp_path: Path, certificate: trustme.LeafCert, why: str) -> None:
    with pytest.raises(BadSource, match=f"certificate is not valid .*{why}.*Mend: "):
        fetched(tmp_path, certificate)
