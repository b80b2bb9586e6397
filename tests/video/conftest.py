"""Fixtures of the tests with real video files."""

from collections.abc import Iterator

import pytest


@pytest.fixture
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing may reach the terminal."""
    capfd.readouterr()
    yield
    assert capfd.readouterr() == ("", "")
