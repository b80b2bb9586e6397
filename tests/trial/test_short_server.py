"""The short part of the trial of a server: killed, crowded, broken into, asked wild things."""

from pathlib import Path

import pytest

from tests.trial import accidents, breakin, crashes, fuzz, load
from tests.trial.__main__ import run
from tests.trial.results import Kind, Room

KINDS = [crashes.KIND, accidents.KIND, load.KIND, breakin.KIND]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_short_part(kind: Kind, tmp_path: Path) -> None:
    results = run(kind, Room(tmp_path, short=True))
    assert results
    assert [r for r in results if not r.passed] == []


@pytest.mark.filterwarnings("ignore")
def test_routes(tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    results = run(fuzz.ROUTES, Room(tmp_path, short=True))
    assert len(results) > 10
    assert [r for r in results if not r.passed] == []
