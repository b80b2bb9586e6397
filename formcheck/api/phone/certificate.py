"""The certificate of the phone's address: made here once, kept in the data folder."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

FILE = "phone-certificate.pem"
"""Key and certificate in the data folder; readable by its user only."""

LASTS = timedelta(days=397)
"""Browsers on phones accept a certificate for 398 days at the most (CA/Browser
Forum, ballot SC31)."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate and its key in one PEM file."""

    path: Path
    fingerprint: str
    """SHA-256 as browsers show it: pairs of digits with colons between."""


def certificate_for(data_dir: Path, address: str) -> Certificate:
    """Return the kept certificate where it is good for `address`, or a new one.

    Raises:
        OSError: it cannot be written.
    """
    path = data_dir / FILE
    kept = _read(path)
    if kept is None or not _good(kept, address):
        made = trustme.CA(organization_name="formcheck").issue_cert(
            address,
            organization_name="formcheck on this computer",
            not_after=datetime.now(UTC).replace(tzinfo=None) + LASTS,
        )
        fresh = path.with_suffix(".new")
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(file, "wb") as out:
            out.write(made.private_key_and_cert_chain_pem.bytes())
        fresh.replace(path)
        kept = x509.load_pem_x509_certificate(made.cert_chain_pems[0].bytes())
    return Certificate(path=path, fingerprint=kept.fingerprint(SHA256()).hex(":").upper())


def _read(path: Path) -> x509.Certificate | None:
    """Return the first certificate in a file, None if there is none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError):
        return None


def _good(kept: x509.Certificate, address: str) -> bool:
    """Whether a certificate is for `address` and lasts another day."""
    names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasting = kept.not_valid_after_utc > datetime.now(UTC) + timedelta(days=1)
    return lasting and ip_address(address) in names.get_values_for_type(x509.IPAddress)
