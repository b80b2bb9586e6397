"""What others made and formcheck ships or installs is named with its hash."""

import hashlib
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.support import audit

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
NEEDED = {
    "run": [*PROJECT["project"]["dependencies"], *GROUPS["build"]],
    "test": [*PROJECT["project"]["dependencies"], *GROUPS["build"], *GROUPS["dev"]],
    "trial": [
        *PROJECT["project"]["dependencies"],
        *GROUPS["build"],
        *GROUPS["dev"],
        *GROUPS["trial"],
    ],
    "upkeep": GROUPS["upkeep"],
}
"""What each lock file is made of; `make lock` makes them."""

VENDORED = ("web/vendor", "tests/web/vendor", "formcheck/output/fonts")


def pins(name: str) -> list[tuple[Requirement, str]]:
    """Return what a lock file pins, each with its version."""
    text = (ROOT / ".requirements" / f"{name}.txt").read_text("utf-8")
    out = []
    for entry in re.split(r"\n(?=\S)", text.strip()):
        line, *hashes = entry.split(" \\\n")
        assert hashes, line
        assert all(re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}", h) for h in hashes), line
        pinned = Requirement(line)
        (version,) = pinned.specifier
        assert version.operator == "==", line
        out.append((pinned, version.version))
    return out


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", NEEDED)
def test_every_dependency_is_pinned_within_its_bounds(name: str) -> None:
    """When this fails: make lock."""
    pinned: dict[str, list[str]] = {}
    for one, version in pins(name):
        pinned.setdefault(normal(one.name), []).append(version)
    for text in NEEDED[name]:
        wanted = Requirement(text)
        versions = pinned.get(normal(wanted.name), [])
        assert versions, wanted
        assert all(v in wanted.specifier for v in versions), (text, versions)


def test_the_lock_files_agree() -> None:
    trial = {(normal(p.name), v, str(p.marker)) for p, v in pins("trial")}
    for name in ("run", "test"):
        assert {(normal(p.name), v, str(p.marker)) for p, v in pins(name)} <= trial, name


def test_every_dependency_has_an_upper_bound() -> None:
    optional = [r for some in PROJECT["project"]["optional-dependencies"].values() for r in some]
    for text in {*NEEDED["trial"], *NEEDED["upkeep"], *optional}:
        operators = {s.operator for s in Requirement(text).specifier}
        assert operators & {"<", "<=", "==", "~="}, text


@pytest.mark.parametrize("folder", VENDORED)
def test_every_vendored_file_is_the_one_that_was_taken(folder: str) -> None:
    """After a new version: sha256sum FILES > SHA256SUMS, in that folder."""
    place = ROOT / folder
    lines = (place / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: known for known, name in (line.split("  ", 1) for line in lines)}
    own = {"SHA256SUMS", "README.md"}
    there = {p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()} - own
    assert set(sums) == there
    for name, known in sums.items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == known, name


def test_no_committed_lock_names_a_registry() -> None:
    for path in (*(ROOT / ".requirements").iterdir(), ROOT / "web" / "package-lock.json"):
        text = re.sub(r'"url": "[^"]*"', "", path.read_text("utf-8"))  # of those who made it
        assert "://" not in text, path.name


# --- make audit -----------------------------------------------------------------------------------


def printing(text: str) -> list[str]:
    return [sys.executable, "-c", f"print({text!r})"]


CLEAN = printing('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}')
WEAK = printing('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}')
NODE_CLEAN = printing('{"vulnerabilities": {}}')
NODE_WEAK = printing('{"vulnerabilities": {"b": {"severity": "high"}}}')
SKIPPED = printing('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}')
AWAY = [sys.executable, "-c", "import sys; sys.exit('could not connect')"]
NODE_AWAY = printing('{"message": "request failed", "error": {"summary": ""}}')


@pytest.mark.parametrize(
    ("python", "node", "code", "said"),
    [
        (CLEAN, NODE_CLEAN, 0, "no known weaknesses"),
        (WEAK, NODE_CLEAN, 1, "a 1: PYSEC-1"),
        (CLEAN, NODE_WEAK, 1, "b: high"),
        (SKIPPED, NODE_CLEAN, 2, "not checked, nothing could be found out about a"),
        (AWAY, NODE_CLEAN, 2, "Python's packages: not checked"),
        (CLEAN, NODE_AWAY, 2, "the page's checks: not checked"),
        (WEAK, NODE_AWAY, 1, "the page's checks: not checked"),
        (CLEAN, ["/nowhere/npm"], 2, "not checked"),
    ],
)
def test_an_audit_says_what_is_known_and_what_nobody_could_be_asked(
    python: list[str], node: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(python, node) == code
    assert said in capsys.readouterr().out


def test_an_audit_that_found_out_nothing_does_not_say_that_all_is_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert audit.main(SKIPPED, NODE_AWAY) == audit.NOT_ASKED
    assert "no known weaknesses" not in capsys.readouterr().out
