"""The tests lie where the package has what they test."""

from pathlib import Path

from tests.conftest import LONG

TESTS = Path(__file__).parent
BESIDE = {"benchmarks", "data", "pelvis_recipe", "support", "trial", "web"}
"""Folders that are no package's: what all share, the page, and what is tried, measured or
trained apart."""


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {p.parent.relative_to(TESTS).parts[0] for p in TESTS.glob("*/**/*.py")}
    packages = {p.parent.name for p in (TESTS.parent / "formcheck").glob("*/__init__.py")}
    assert folders - BESIDE <= packages
    assert packages <= folders


def test_the_files_that_are_begun_first_are_there() -> None:
    assert [name for name in LONG if not (TESTS / f"{name}.py").is_file()] == []
