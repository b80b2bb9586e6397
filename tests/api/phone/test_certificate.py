"""The phone's certificate is made once, for one address, and is nobody else's to read."""

import ssl
from pathlib import Path

from formcheck.api.phone import certificate
from formcheck.api.phone.certificate import certificate_for


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, "192.168.1.5")
    assert certificate_for(tmp_path, "192.168.1.5") == first
    assert len(first.fingerprint) == 32 * 3 - 1
    assert first.path.stat().st_mode & 0o077 == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(first.path)


def test_another_address_gets_another(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, "192.168.1.5")
    second = certificate_for(tmp_path, "10.0.0.7")
    assert second.fingerprint != first.fingerprint


def test_a_broken_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / certificate.FILE).write_text("not a certificate")
    assert certificate_for(tmp_path, "192.168.1.5").fingerprint
