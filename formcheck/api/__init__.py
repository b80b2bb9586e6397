"""The web page and its API."""

from formcheck.api.app import create_app

__all__ = ["create_app"]
