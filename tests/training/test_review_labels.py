"""Decisions of people as labels: what is known, and what stays unknown."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.thresholds import Limit, changed
from formcheck.api import create_app
from formcheck.cli import app
from formcheck.estimation.pipeline import Analysis as Judged
from formcheck.estimation.pipeline import judge
from formcheck.estimation.pose_io import Saved, save
from formcheck.evaluation import ReviewedSet, decisions_table, evaluate_reviewed
from formcheck.exercises import catalogue
from formcheck.model_size import ModelSize
from formcheck.training.review_labels import COACH, OWNER, Decided, Missed, labels
from formcheck.worker.intake import keep_live
from tests.support import data_folder
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge
from tests.support.reports import mixed


def decided(rep: int, cue: str, verdict: str, accepted: bool, weight: int = OWNER) -> Decided:
    one = mixed().reps[rep - 1]
    return Decided(rep, cue, one.start, one.end, verdict, accepted, weight, "0.1.0")


def test_decisions_are_labels_and_silence_is_none() -> None:
    (two, three) = labels(
        mixed(),
        [
            decided(3, "knee_cave", "fault", False),
            decided(3, "height", "fault", True),
            decided(2, "hold", "ok", False),
            decided(2, "height", "ok", True),
        ],
    )
    assert (two.number, two.faults, two.clean) == (2, frozenset({"hold"}), frozenset({"height"}))
    assert (three.faults, three.clean) == (frozenset({"height"}), frozenset({"knee_cave"}))
    assert (three.start, three.end) == (mixed().reps[2].start, mixed().reps[2].end)


def test_a_coachs_word_counts_more_and_a_later_one_more_than_an_earlier_one() -> None:
    coach = decided(1, "height", "ok", False, COACH)
    (one,) = labels(mixed(), [coach, decided(1, "height", "ok", True)])
    assert one.faults == {"height"}
    (one,) = labels(mixed(), [coach, decided(1, "height", "ok", True, COACH)])
    assert one.clean == {"height"}


def test_a_finding_rejected_because_its_cue_is_unclear_stays_unknown() -> None:
    unclear = replace(decided(3, "height", "fault", False, COACH), objection="cue_unclear")
    assert labels(mixed(), [unclear]) == ()
    (one,) = labels(mixed(), [unclear, decided(3, "height", "fault", True)])
    assert one.faults == {"height"}
    wrong = replace(unclear, objection="not_this_fault")
    (one,) = labels(mixed(), [wrong])
    assert one.clean == {"height"}


def test_an_added_finding_is_a_fault_of_its_repetition() -> None:
    (one,) = labels(mixed(), [], [Missed("knee_cave", time=mixed().reps[3].start + 1)])
    assert (one.number, one.faults) == (4, frozenset({"knee_cave"}))
    (one,) = labels(mixed(), [], [Missed("hold", time=0.0, rep=5)])
    assert one.number == 5
    assert labels(mixed(), [], [Missed("hold", time=0.0)]) == ()


def bridge() -> Judged:
    poses = PoseSequence.of(film(glute_bridge(reps=2), camera("side")))
    return judge(Saved(poses, mixed().source, ModelSize.HEAVY, "glute_bridge", False, ()))


def test_what_people_said_is_compared_with_what_is_told_now(tmp_path: Path) -> None:
    made = bridge()
    save(tmp_path / "poses.npz", made.saved)
    first, second = made.report.reps
    message = [
        Decided(1, "height", first.start, first.end, "ok", True, COACH, "0.0.9"),
        Decided(
            2, "height", second.start, second.end, "ok", False, COACH, "0.0.9", "missed_something"
        ),
    ]
    one = ReviewedSet(
        name="bridge",
        report=made.report,
        decided=tuple(message),
        missed=(),
        poses=tmp_path / "poses.npz",
    )
    trial, _ = changed(catalogue(), [Limit(exercise="glute_bridge", cue="height", low=300.0)])
    found = evaluate_reviewed([one], [catalogue(), trial])
    (now,), (then,) = found.outcomes
    told = [(c.rep, c.cue, c.expected, c.verdict) for c in now.cues if c.expected != "unknown"]
    assert told == [(1, "height", "clean", "ok"), (2, "height", "fault", "ok")]
    assert all(r.start is None and r.hold is None for r in now.reps)
    assert [c.verdict for c in then.cues if c.cue == "height"] == ["fault", "fault"]
    (row,) = decisions_table([one]).rows
    assert row == ("glute_bridge/height", "0.0.9", "0", "0", "1", "1", "0", "0", "1", "0")


def test_poses_that_cannot_be_read_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "poses.npz").write_bytes(b"nothing")
    one = ReviewedSet(
        name="broken",
        report=mixed(),
        decided=(decided(1, "height", "ok", True),),
        missed=(),
        poses=tmp_path / "poses.npz",
    )
    found = evaluate_reviewed([one], [catalogue()])
    assert found.outcomes == ((),)
    assert "broken" in found.skipped[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a set of which one finding was rejected, and its export beside it."""
    services = data_folder.services(tmp_path / "data")
    client = TestClient(create_app(services.settings, services), base_url="http://localhost")
    ident = keep_live(services, services.store.only_person(), bridge(), "Bridge")
    path = f"/api/analyses/{ident}/review/decisions/1/height"
    assert client.put(path, json={"decision": "rejected", "reason": "no"}).status_code == 200
    services.store.close()
    return tmp_path / "data"


def test_evaluate_takes_a_data_folder(data: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", str(data)])
    assert done.exit_code == 0, done.output
    line = next(x for x in done.output.splitlines() if "glute_bridge/height" in x)
    assert line.split() == ["glute_bridge/height", "0.1.0", *"0001", *"0000"]
    row = next(x for x in done.output.splitlines() if x.split()[:1] == ["height"])
    assert row.split()[1:4] == ["0", "1", "0"]


def test_a_data_folder_without_decisions_says_so(tmp_path: Path) -> None:
    services = data_folder.services(tmp_path / "data")
    keep_live(services, services.store.only_person(), bridge(), "Bridge")
    services.store.close()
    done = CliRunner().invoke(app, ["evaluate", str(tmp_path / "data")])
    assert done.exit_code == 1
    assert "has been reviewed yet" in done.output
