"""Addresses to hand on, as text and as a QR code."""

from urllib.parse import urljoin

import segno
from fastapi import Request


def address_here(request: Request, path: str) -> str:
    """Return the full address of a path, by the name under which the page was opened.

    A page says so in `Origin`, which `HostOriginMiddleware` has checked; behind a proxy the server
    knows no other. For a program it is the name that it used itself.
    """
    origin = request.headers.get("origin") or str(request.base_url)
    return urljoin(origin, path)


def qr_picture(address: str) -> str:
    """Return an address as a QR code, a data: URI."""
    return str(segno.make(address, error="m").svg_data_uri(scale=6))
