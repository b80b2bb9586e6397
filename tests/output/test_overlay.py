import json
from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import TRUNK_POINTS, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report, Source
from formcheck.analysis.session import Session
from formcheck.analysis.smoothing import smoothed
from formcheck.exercises import get
from formcheck.output.curves import curves
from formcheck.output.overlay import curves_json, poses_json, trunk_outline
from tests.support.body import HEIGHT, WIDTH
from tests.support.filming import camera, film
from tests.support.motions import donkey_kick, glute_bridge


def _bridge(top: float = 202.0) -> tuple[PoseSequence, Report]:
    return _judged("glute_bridge", film(glute_bridge(reps=2, hold=1, top=top), camera("side")))


def _judged(exercise: str, frames: list[PoseFrame]) -> tuple[PoseSequence, Report]:
    poses = PoseSequence.of(frames)
    source = Source(
        name="set.mp4",
        duration=9.0,
        width=int(WIDTH),
        height=int(HEIGHT),
        fps=30.0,
        frames=270,
        damaged=0,
        cut_short=False,
        poses=len(poses),
        seen=1.0,
    )
    session = Session(get(exercise))
    session.extend(frames)
    return poses, session.finish(source=source)


def test_poses_are_those_that_were_judged_in_the_pictures_own_pixels() -> None:
    poses, report = _bridge()
    told = poses_json(poses, report)
    still = smoothed(poses)
    assert (told["width"], told["height"]) == (WIDTH, HEIGHT)
    np.testing.assert_allclose(told["times"], poses.time, atol=1e-4)
    image = np.array(told["image"], float).reshape(-1, 33, 2)
    np.testing.assert_allclose(image, still.image, atol=0.051)


def test_nobody_is_none_and_all_of_it_is_json() -> None:
    poses, report = _bridge()
    frames = list(poses)
    frames[7] = PoseFrame.nobody(frames[7].time)
    told = poses_json(PoseSequence.of(frames), report)
    assert told["image"][7] is None
    assert told["trunk"][7] is None
    assert told["image"][6] is not None
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_back_is_on_the_side_away_from_the_chest() -> None:
    # On hands and knees the back is the upper outline in the picture, filmed from either side.
    for side in ("left", "right"):
        poses = PoseSequence.of(film(donkey_kick(reps=1, side=side), camera("side")))
        outline = trunk_outline(poses)
        back, belly = outline[:, 0, 8:20, 1], outline[:, 1, 8:20, 1]
        assert np.isfinite(back).all()
        assert (back < belly).all()


def test_the_outline_lies_as_far_from_the_chord_as_the_profile_says() -> None:
    poses = PoseSequence.of(film(donkey_kick(reps=1), camera("side")))
    outline = trunk_outline(poses)
    shoulder = poses.image[:, [L.LEFT_SHOULDER, L.RIGHT_SHOULDER]].mean(1)
    hip = poses.image[:, [L.LEFT_HIP, L.RIGHT_HIP]].mean(1)
    along = np.linspace(0, 1, TRUNK_POINTS)
    base = shoulder[:, None] + along[:, None] * (hip - shoulder)[:, None]
    away = np.linalg.norm(outline[:, 0] - base, axis=-1)
    length = np.linalg.norm(hip - shoulder, axis=-1)[:, None]
    np.testing.assert_allclose(away, np.abs(poses.trunk[:, 0]) * length, atol=1e-9)


def test_a_hole_in_the_outline_is_a_hole_not_an_end() -> None:
    poses, report = _judged("donkey_kick", film(donkey_kick(reps=1), camera("side")))
    trunk = poses.trunk.copy()
    trunk[:, 0, 3] = np.nan
    back, belly = poses_json(replace(poses, trunk=trunk), report)["trunk"][0]
    assert back[6:8] == [None, None]
    assert None not in back[8:]
    assert None not in belly


def test_every_measured_cue_has_a_curve_and_the_first_is_the_one_to_fix() -> None:
    poses, report = _bridge()
    assert report.primary_fault is not None
    told = curves_json(report, poses)["curves"]
    assert {c["top"] for c in told} == {"at the top"}
    assert told[0]["cue"] == report.primary_fault.cue == "hyperextension"
    assert [c["cue"] for c in told[1:]] == ["height", "knee_bend", None]
    assert told[0]["high"] == pytest.approx(187)
    assert [m["label"] for m in told[0]["marks"]] != []
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_bands_are_the_reports_repetitions() -> None:
    poses, report = _bridge()
    for curve in curves_json(report, poses)["curves"]:
        assert [(b["number"], b["start"], b["end"]) for b in curve["bands"]] == [
            (r.number, r.start, r.end) for r in report.reps
        ]


def test_a_curve_has_the_values_of_the_static_report_and_none_for_gaps() -> None:
    poses, report = _bridge()
    frames = list(poses)
    frames[4] = PoseFrame.nobody(frames[4].time)
    gapped = PoseSequence.of(frames)
    told = curves_json(report, gapped)["curves"][0]
    static = curves(report, smoothed(gapped))[0]
    assert told["values"][4] is None
    assert [v is None for v in told["values"]] == np.isnan(static.values).tolist()
    seen = np.isfinite(static.values)
    np.testing.assert_allclose(
        np.array(told["values"], float)[seen], static.values[seen], atol=1e-4
    )


def test_no_poses_no_curves() -> None:
    poses, report = _bridge()
    assert curves_json(report, poses.part(slice(0, 0))) == {"curves": []}
    assert poses_json(poses.part(slice(0, 0)), report)["image"] == []
