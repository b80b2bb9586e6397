"""The languages that people are spoken to in, and which of them somebody asks for."""

from typing import Literal, get_args

Language = Literal["en", "es"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "en"
"""The language of the code, of what is stored, and of whatever another one lacks."""


def known(name: str | None) -> Language | None:
    """Return the language of that name, None where there is none."""
    return next((one for one in LANGUAGES if one == name), None)


def accepted(header: str) -> Language:
    """Return the language that an `Accept-Language` header likes best of those there are.

    A region counts as its language ("es-MX" as "es"); what cannot be read is passed over.
    """
    best, most = DEFAULT, 0.0
    for part in header.split(","):
        name, _, weight = part.strip().partition(";q=")
        language = known(name.partition("-")[0].lower())
        try:
            liked = float(weight or 1.0)
        except ValueError:
            continue
        if language is not None and liked > most:
            best, most = language, liked
    return best
