"""The language that a request is to be answered in."""

from starlette.requests import HTTPConnection

from formcheck.languages import Language, accepted, known

COOKIE = "formcheck-language"
"""Set by the page where somebody has chosen a language; without it the browser's own counts."""


def language_of(request: HTTPConnection) -> Language:
    """Return the language chosen in this browser, else the one that it asks for."""
    chosen = known(request.cookies.get(COOKIE))
    return chosen or accepted(request.headers.get("accept-language", ""))
