"""One analysis path: live is file, and nothing but the movement changes what is said."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pydantic import TypeAdapter

from formcheck.analysis.pose import TRUNK_POINTS, Array, N, PoseFrame
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Finding, Report
from formcheck.analysis.report.json_format import to_json
from formcheck.analysis.session import Session, analyse
from formcheck.analysis.set_analysis import verdict
from formcheck.exercises import catalogue, get
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film, hidden, mirrored
from tests.support.motions import donkey_kick, glute_bridge, lateral_band_walk

SETS: dict[str, tuple[str, Motion, Camera]] = {
    "bridge": ("glute_bridge", glute_bridge(2, top=(176, 206), hold=(6, 3)), camera("side")),
    "knees": ("glute_bridge", glute_bridge(2, knees_cave=(0, 25)), camera("three-quarter")),
    "kick": ("donkey_kick", donkey_kick(("left", "right"), 2, arch=(0, 4)), camera("side")),
    "walk": (
        "lateral_band_walk",
        lateral_band_walk(3, ("left", "left", "right"), knees_cave=(0, 22, 0)),
        camera("front"),
    ),
    "squat": ("lateral_band_walk", lateral_band_walk(2, shank=48), camera("walked towards")),
}
EVERY = pytest.mark.parametrize("name", SETS)


@cache
def clip(name: str) -> tuple[PoseFrame, ...]:
    _, motion, where = SETS[name]
    return tuple(film(motion, where))


@cache
def plain(name: str) -> Report:
    return analyse(get(SETS[name][0]), clip(name))


def again(name: str, change: Callable[[PoseFrame], PoseFrame]) -> Report:
    return analyse(get(SETS[name][0]), map(change, clip(name)))


def verdicts(report: Report) -> list[tuple[str, list[tuple[str, str, str | None]]]]:
    return [
        (r.side, [(f.cue, f.verdict, f.reason) for f in r.findings if not f.informative])
        for r in report.reps
    ]


def pairs(a: Report, b: Report) -> list[tuple[Finding, Finding]]:
    return [
        (f, g)
        for r, s in zip(a.reps, b.reps, strict=True)
        for f, g in zip(r.findings, s.findings, strict=True)
    ]


@EVERY
def test_the_sets_are_what_they_should_be(name: str) -> None:
    report = plain(name)
    assert [r.side for r in report.reps] == [r.side for r in SETS[name][1].reps]
    assert {"fault", "ok"} <= {f.verdict for r in report.reps for f in r.findings}


@EVERY
def test_live_says_a_repetition_as_it_ends_and_the_report_is_the_file_s(name: str) -> None:
    session, told = Session(get(SETS[name][0])), []
    for frame in clip(name):
        for rep in session.push(frame):
            told.append(rep)
            assert frame.time - rep.end < 1.5
        assert session.now.time <= frame.time
    report = session.finish()
    assert report == plain(name)
    assert len(report.reps) - 1 <= len(told) <= len(report.reps)
    for early, rep in zip(told, report.reps, strict=False):
        assert (early.number, early.side, early.verdict) == (rep.number, rep.side, rep.verdict)
        assert early.end == pytest.approx(rep.end, abs=0.2)


@EVERY
@pytest.mark.parametrize("size", [1, 7, 50])
def test_several_frames_at_once_are_as_one_by_one(name: str, size: int) -> None:
    session = Session(get(SETS[name][0]))
    for i in range(0, len(clip(name)), size):
        session.extend(clip(name)[i : i + size])
    assert tuple(session.reps) == plain(name).reps
    assert session.finish() == plain(name)
    assert tuple(session.reps) == plain(name).reps


@EVERY
def test_a_report_survives_json_and_has_a_schema(name: str) -> None:
    adapter = TypeAdapter(Report)
    text = json.dumps(to_json(plain(name)), allow_nan=False)
    assert adapter.validate_json(text) == plain(name)
    assert "Finding" in adapter.json_schema()["$defs"]


@EVERY
def test_a_mirror_exchanges_left_and_right_and_nothing_else(name: str) -> None:
    swapped = analyse(get(SETS[name][0]), mirrored(clip(name)))
    other = {"left": "right", "right": "left", "both": "both"}
    for r, s in zip(plain(name).reps, swapped.reps, strict=True):
        assert s.side == other[r.side]
        assert (s.start, s.top_start, s.top_end, s.end) == pytest.approx(
            (r.start, r.top_start, r.top_end, r.end), abs=1e-6
        )
    for f, g in pairs(plain(name), swapped):
        assert (g.verdict, g.reason) == (f.verdict, f.reason)
        if f.value is not None and g.value is not None:
            assert abs(g.value) == pytest.approx(abs(f.value), abs=0.002)


@EVERY
@pytest.mark.parametrize("fps", [10.0, 12.0, 24.0, 30.0, 60.0])
def test_the_frame_rate_does_not_matter(name: str, fps: float) -> None:
    exercise, motion, where = SETS[name]
    report = analyse(get(exercise), film(motion, where, fps))
    assert verdicts(report) == verdicts(plain(name))
    for f, g in pairs(plain(name), report):
        if f.value is not None and g.value is not None and not f.informative:
            assert g.value == pytest.approx(f.value, abs=(f.margin or 0) + (g.margin or 0))
    timed = {"hold"} & {c.id for c in get(exercise).cues}
    for true, rep in zip(motion.reps if timed else (), report.reps if timed else (), strict=True):
        assert rep.hold == pytest.approx(true.top_end - true.top_start, abs=0.2)


@EVERY
@settings(deadline=None, max_examples=6)
@given(scale=st.floats(0.3, 3), x=st.floats(-500, 500), y=st.floats(-500, 500))
def test_the_size_and_place_of_the_picture_do_not_matter(
    name: str, scale: float, x: float, y: float
) -> None:
    report = again(name, lambda f: replace(f, image=f.image * scale + [x, y]))
    assert verdicts(report) == verdicts(plain(name))
    for f, g in pairs(plain(name), report):
        assert g.value == pytest.approx(f.value, abs=0.002)


@EVERY
@pytest.mark.parametrize("times", [0.85, 1.4])
def test_a_nearer_or_farther_camera_says_the_same(name: str, times: float) -> None:
    exercise, motion, where = SETS[name]
    lower = (where.height - 0.3) * times + 0.3  # from the same direction
    there = replace(where, distance=where.distance * times, height=lower)
    report = analyse(get(exercise), film(motion, there))
    assert verdicts(report) == verdicts(plain(name))


@EVERY
@pytest.mark.parametrize("shift", [-7.0, 1000.0])
def test_the_clock_does_not_matter(name: str, shift: float) -> None:
    report = again(name, lambda f: replace(f, time=f.time + shift))
    assert verdicts(report) == verdicts(plain(name))
    for r, s in zip(plain(name).reps, report.reps, strict=True):
        assert s.start - shift == pytest.approx(r.start, abs=0.002)
        assert s.hold == pytest.approx(r.hold, abs=0.002)
    for f, g in pairs(plain(name), report):
        # Rounding may move a frame over the edge of a phase.
        assert g.value == pytest.approx(f.value, abs=(f.margin or 0) / 2)
        if g.evidence:
            assert f.start - 0.1 <= g.evidence.time - shift <= f.end + 0.1


@EVERY
@settings(deadline=None, max_examples=5)
@given(noise=st.floats(0, 0.8), seed=st.integers(0, 9999))
def test_a_little_noise_changes_no_verdict(name: str, noise: float, seed: int) -> None:
    exercise, motion, where = SETS[name]
    report = analyse(get(exercise), film(motion, where, noise=noise, seed=seed))
    assert verdicts(report) == verdicts(plain(name))


@EVERY
@settings(deadline=None, max_examples=12)
@given(at=st.floats(0, 20), gap=st.floats(0.1, 2.5), kept=st.booleans())
def test_missing_frames_make_no_good_repetition_bad(
    name: str, at: float, gap: float, kept: bool
) -> None:
    frames = [
        PoseFrame.nobody(f.time) if at <= f.time < at + gap else f
        for f in clip(name)
        if kept or not at <= f.time < at + gap
    ]
    report = analyse(get(SETS[name][0]), frames)
    truly = {f.cue for r in plain(name).reps for f in r.findings if f.verdict == "fault"}
    for rep in report.reps:
        assert {f.cue for f in rep.findings if f.verdict == "fault"} <= truly
    assert len(report.reps) <= len(plain(name).reps)


@EVERY
def test_wherever_the_recording_ends_nothing_is_made_up(name: str) -> None:
    truly = {f.cue for r in plain(name).reps for f in r.findings if f.verdict == "fault"}
    motion = SETS[name][1]
    for n in range(0, len(clip(name)), 9):
        frames = clip(name)[:n]
        report = analyse(get(SETS[name][0]), frames)
        last = frames[-1].time if frames else 0.0
        assert len(report.reps) >= sum(r.end + 0.1 < last for r in motion.reps)
        assert len(report.reps) <= sum(r.top_end < last for r in motion.reps)
        for rep in report.reps:
            assert {f.cue for f in rep.findings if f.verdict == "fault"} <= truly


@EVERY
def test_wherever_the_recording_begins_what_follows_is_counted(name: str) -> None:
    motion = SETS[name][1]
    for n in range(0, len(clip(name)), 9):
        frames = clip(name)[n:]
        report = analyse(get(SETS[name][0]), frames)
        whole = sum(r.start > frames[0].time + 0.7 for r in motion.reps)
        assert whole <= len(report.reps) <= whole + 1


def nothing_was_seen(report: Report) -> bool:
    return not report.reps and report.view is None and report.primary_fault is None


@pytest.mark.parametrize("exercise", catalogue())
def test_nobody_gives_a_report_with_no_repetitions(exercise: str) -> None:
    e = get(exercise)
    assert nothing_was_seen(analyse(e, []))
    assert nothing_was_seen(analyse(e, [PoseFrame.nobody(0.0)]))
    empty = analyse(e, [PoseFrame.nobody(i / 15) for i in range(100)])
    assert nothing_was_seen(empty)
    assert empty.source.seen == 0
    assert json.dumps(to_json(empty), allow_nan=False)


def test_another_person_jumping_in_is_noted_once() -> None:
    def other(f: PoseFrame) -> PoseFrame:
        return replace(f, image=f.image + np.array([900.0, 0.0])) if f.time > 11 else f

    notes = again("bridge", other).notes
    assert [n.code for n in notes] == ["another_person"]
    assert notes[0].time == pytest.approx(11, abs=0.3)
    assert plain("bridge").notes == ()


def test_who_leaves_half_way_keeps_what_was_done() -> None:
    end = SETS["walk"][1].reps[1].end + 0.3
    report = again("walk", lambda f: PoseFrame.nobody(f.time) if f.time > end else f)
    assert verdicts(report) == verdicts(plain("walk"))[:2]
    assert report.source.seen < 0.8


# numpy remarks on sums of nothing and of infinities; that they come out as NaN is the point.
WILD = pytest.mark.filterwarnings("ignore::RuntimeWarning")

poses = st.tuples(
    arrays(float, (N, 2), elements=st.floats(-2000, 2000) | st.just(np.nan), fill=st.nothing()),
    arrays(float, (N, 3), elements=st.floats(-3, 3) | st.just(np.nan), fill=st.nothing()),
    arrays(float, (2, TRUNK_POINTS), elements=st.floats(0, 1) | st.just(np.nan)),
)


@WILD
@pytest.mark.parametrize("exercise", catalogue())
@settings(deadline=None, max_examples=8)
@given(seen=st.lists(poses, min_size=1, max_size=3), steady=st.integers(1, 12))
def test_no_landmarks_break_it(
    exercise: str, seen: list[tuple[Array, Array, Array]], steady: int
) -> None:
    frames = []
    for i in range(60):
        image, world, trunk = seen[i // steady % len(seen)]
        frames.append(PoseFrame(i / 15, image, world, np.ones(N), trunk))
    assert json.dumps(to_json(analyse(get(exercise), frames)), allow_nan=False)


@WILD
@pytest.mark.parametrize("exercise", catalogue())
@pytest.mark.parametrize("value", [0.0, 100.0, np.inf, -np.inf])
def test_constant_and_infinite_landmarks_say_nothing(exercise: str, value: float) -> None:
    image, world = np.full((N, 2), value), np.full((N, 3), value)
    trunk = np.full((2, TRUNK_POINTS), value)
    frames = [PoseFrame(i / 15, image, world, np.ones(N), trunk) for i in range(60)]
    assert analyse(get(exercise), frames).reps == ()


@WILD
@pytest.mark.parametrize("exercise", catalogue())
@pytest.mark.parametrize("seed", range(3))
def test_wild_landmarks_say_nothing(exercise: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    frames = []
    for i in range(150):
        image, world = rng.normal(300, 150, (N, 2)), rng.normal(0, 0.5, (N, 3))
        if i % 3 == 0:
            image[rng.integers(N)] = world[rng.integers(N)] = np.nan
        frames.append(PoseFrame(i / 15, image, world, np.ones(N), rng.random((2, TRUNK_POINTS))))
    report = analyse(get(exercise), frames)
    assert {f.verdict for r in report.reps for f in r.findings} <= {"unsure"}


@EVERY
@pytest.mark.parametrize("landmark", [L.LEFT_HIP, L.RIGHT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL])
def test_a_landmark_that_is_never_seen_makes_nothing_bad(name: str, landmark: L) -> None:
    report = analyse(get(SETS[name][0]), hidden(clip(name), landmark))
    truly = {f.cue for r in plain(name).reps for f in r.findings if f.verdict == "fault"}
    told = {f.cue for r in report.reps for f in r.findings if f.verdict == "fault"}
    assert told <= truly


def test_the_verdict_of_a_repetition() -> None:
    (ok, *_), fault = plain("bridge").reps[0].findings, plain("bridge").reps[1].findings[1]
    ok, unsure = replace(ok, verdict="ok"), replace(ok, verdict="unsure")
    assert verdict([ok, unsure, replace(fault, verdict="fault")]) == "fault"
    assert verdict([ok, unsure]) == "ok"
    assert verdict([unsure]) == verdict([]) == "unsure"
    assert verdict([replace(ok, informative=True), unsure]) == "unsure"
