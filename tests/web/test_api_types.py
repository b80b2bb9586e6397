"""The types that the page's scripts are checked with are those of the API."""

from tests.web.api_types import FILE, api_types


def test_the_pages_types_are_those_of_the_api() -> None:
    assert FILE.read_text("utf-8") == api_types(), "run: python -m tests.web.api_types"
