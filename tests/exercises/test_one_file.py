"""An exercise is one file: a toy that is dropped in is known everywhere, nothing else touched."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from formcheck import exercises
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.report import Source
from formcheck.analysis.session import analyse
from formcheck.api.routes.exercises import exercises as listed
from formcheck.cli import app
from formcheck.estimation.pose_io import Saved
from formcheck.evaluation import PoseStore
from formcheck.evaluation.runner import digest
from formcheck.exercises import catalogue, get
from formcheck.filming.geometry import camera_places
from formcheck.live.protocol import pack
from formcheck.live.session import LiveSession
from formcheck.model_size import ModelSize
from formcheck.output.html import report_html
from formcheck.output.summary import lines
from formcheck.settings import Settings
from formcheck.training.plan import phases
from tests.support.body import Body, Motion, course, each, upright
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge
from tests.support.recognition import recognise

TOY = Path(__file__).with_name("arm_raise.py")
SAMPLE = Path(__file__).parents[2] / "sample_videos/glute_bridge__hyperextension18__side__ben_L.mp4"
FRONT = camera("front", height=1.2)
ARM = 0.55


def arm_raises(*tops: float) -> Motion:
    """Lift both arms sideways to each of these angles against straight down."""
    way = course(len(tops), 1.0, 2.0, 1.0, 1.2)

    def at(time: float) -> Body:
        s, i = way.at(time)
        turn = np.radians(12.0 + s * (each(tops, i) - 12.0))
        shoulder = upright(knee=172.0, shank=5.0)[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]]
        out = np.array([0.0, np.sin(turn), -np.cos(turn)]) * ARM
        hands = shoulder[0] + out, shoulder[1] + out * np.array([1.0, -1.0, 1.0])
        return Body(upright(knee=172.0, shank=5.0, hands=hands))

    return Motion("upright", way.seconds, at, way.reps)


SET = arm_raises(88.0, 88.0, 64.0)
FRAMES = film(SET, FRONT, noise=0.3)


@pytest.fixture(autouse=True)
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exercise]:
    """Drop the toy into a folder of exercises."""
    folder = tmp_path / "exercises"
    folder.mkdir()
    shutil.copy(TOY, folder)
    monkeypatch.setattr(exercises, "__path__", [*exercises.__path__, str(folder)])
    catalogue.cache_clear()
    yield get("arm_raise")
    sys.modules.pop("formcheck.exercises.arm_raise", None)
    catalogue.cache_clear()


def run(*words: object) -> str:
    result = CliRunner().invoke(app, [str(w) for w in words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_is_recognised_and_the_others_are_still() -> None:
    assert recognise(FRAMES, catalogue().values()) == "arm_raise"
    bridge = film(glute_bridge(2), camera("side"))
    assert recognise(bridge, catalogue().values()) == "glute_bridge"


def test_it_is_reported(toy: Exercise) -> None:
    report = analyse(toy, FRAMES)
    assert [r.verdict for r in report.reps] == ["ok", "ok", "fault"]
    assert report.primary_fault is not None
    assert report.primary_fault.message == "Lift your arms to shoulder height."
    assert any("Arms high enough" in line for line in lines(report))
    assert "Lift your arms to shoulder height." in report_html(report)


def test_it_is_followed_live(toy: Exercise) -> None:
    live = LiveSession(toy, ModelSize.HEAVY, camera_places(toy, ModelSize.HEAVY))
    rest = film(arm_raises(12.0, 12.0), FRONT)
    later = film(SET, FRONT, start=rest[-1].time + 0.1)
    answers = [live.take(pack(f, i)) for i, f in enumerate([*rest, *later])]
    assert {"setup", "countdown", "set"} <= {a["phase"] for a in answers}
    spoken = [a["speak"] for a in answers if "speak" in a]
    assert "Rep 3. Arms up higher" in spoken


def test_it_is_filmed_drawn_and_explained(tmp_path: Path) -> None:
    said = run("film", "arm_raise", "--out", tmp_path)
    assert "in front of you" in said
    drawing = (tmp_path / "arm_raise-front.svg").read_text("utf-8")
    assert "standing, arms a little away from the body" in drawing
    assert "Watched with the arms out" in run("explain", "arm_raise/arm_height")
    assert "arm_raise" in run("exercises")
    assert "arm_raise" in {e.id for e in listed().exercises}


def test_it_is_planned() -> None:
    last = phases()[2].planned[-1]
    assert (last.exercise, last.filmed, last.reps, last.hold) == (
        "arm_raise",
        True,
        (8, 12),
        (1.0, 3.0),
    )


def test_it_is_evaluated(tmp_path: Path) -> None:
    _rendered(tmp_path, "raises")
    store = PoseStore(tmp_path / "poses", Settings())
    source = Source(
        name="raises.mp4",
        duration=SET.seconds,
        width=854,
        height=480,
        fps=15.0,
        frames=len(FRAMES),
        damaged=0,
        cut_short=False,
        poses=len(FRAMES),
        seen=1.0,
    )
    saved = Saved(
        poses=PoseSequence.of(FRAMES),
        source=source,
        model=ModelSize.HEAVY,
        exercise="arm_raise",
        recognised=False,
        notes=(),
    )
    store.put(digest(tmp_path / "raises.mp4"), ModelSize.HEAVY, saved)
    tree = json.loads(
        run("evaluate", tmp_path, "--poses", tmp_path / "poses", "--model", "heavy", "--json")
    )
    (total,) = tree["totals"]
    assert total["exact"] == {"part": 1, "whole": 1}
    assert total["found"] == {"part": 1, "whole": 1}
    arms: list[dict[str, Any]] = [c for c in tree["sets"][0]["cues"] if c["cue"] == "arm_height"]
    assert [c["expected"] for c in arms] == ["clean", "clean", "fault"]
    assert [c["visibility"] for c in arms] == ["shows"] * 3
    assert [c["true"] for c in arms] == pytest.approx([88, 88, 64], abs=3)
    assert tree["sets"][0]["unwatched"] == ["hiccup"]


def _rendered(folder: Path, name: str) -> None:
    """Write the truth of the set as the renderer would, beside some video."""
    shutil.copy(SAMPLE, folder / f"{name}.mp4")
    parts = ("shoulder", "hip", "wrist")
    names = [f"{side}_{part}" for side in ("left", "right") for part in parts]
    time = np.arange(0, SET.seconds, 0.1)
    every = np.array([SET.at(float(t)).points for t in time])
    number = np.zeros(len(time))
    for i, r in enumerate(SET.reps):
        number[(time >= r.start) & (time <= r.end)] = i + 1
    np.savez(
        folder / f"{name}.npz",
        time=time,
        rep=number,
        points3d=every[:, [L[n.upper()] for n in names]],
        angles=np.zeros((len(time), 0)),
    )
    reps = [
        {"start": r.start, "top_start": r.top_start, "top_end": r.top_end, "end": r.end}
        for r in SET.reps
    ]
    faults: tuple[dict[str, int], ...] = ({}, {}, {"arms_low": 24, "hiccup": 1})
    truth = {
        "format": "set-truth-1",
        "video": f"{name}.mp4",
        "exercise": "arm_raise",
        "side": "left",
        "reps": [{**r, "faults": f} for r, f in zip(reps, faults, strict=True)],
        "camera": {"eye": [FRONT.distance, 0.0, FRONT.height]},
        "points": names,
        "angles": [],
    }
    (folder / f"{name}.json").write_text(json.dumps(truth))
