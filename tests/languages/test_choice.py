"""Which language somebody is spoken to in."""

import pytest

from formcheck.languages import accepted, known


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("de-DE,de;q=0.9,es;q=0.8,en;q=0.7", "es"),
        ("de,fr", "en"),
        ("es;q=0,en;q=0.1", "en"),
        ("es;q=often, en;q=0.3", "en"),
    ],
)
def test_the_browser_asks_for_the_language_it_likes_best(header: str, language: str) -> None:
    assert accepted(header) == language


def test_only_languages_that_are_there_can_be_chosen() -> None:
    assert known("es") == "es"
    assert known("xx") is None
    assert known(None) is None
