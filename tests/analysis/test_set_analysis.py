"""People as they really film themselves: turned round, cut off, knocked, partly out of sight."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.pose import MIRROR, PoseFrame
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import Report, Source
from formcheck.analysis.session import Session, analyse
from formcheck.exercises import get
from tests.support.body import HEIGHT, WIDTH
from tests.support.filming import camera, film, joined, mirrored
from tests.support.findings import findings
from tests.support.motions import donkey_kick, glute_bridge, lateral_band_walk

BRIDGE, KICK, WALK = get("glute_bridge"), get("donkey_kick"), get("lateral_band_walk")
SIDE = camera("side")


def kicks(**changes: object) -> list[PoseFrame]:
    """Left kicks from the left side, 15 poses a second."""
    return film(donkey_kick("left", **changes), SIDE, noise=0.2)  # type: ignore[arg-type]


def faults(report: Report) -> set[str]:
    return {f.cue for r in report.reps for f in r.findings if f.verdict == "fault"}


def codes(report: Report) -> list[str]:
    return [n.code for n in report.notes]


def changed(
    frames: Sequence[PoseFrame], begin: float, end: float, how: Callable[[PoseFrame], PoseFrame]
) -> list[PoseFrame]:
    return [how(f) if begin <= f.time < end else f for f in frames]


def swapped(frame: PoseFrame) -> PoseFrame:
    return replace(frame, image=frame.image[MIRROR], world=frame.world[MIRROR])


def test_both_sides_are_judged_as_each_alone_after_turning_round() -> None:
    left = kicks()
    right = mirrored(left)
    both = analyse(KICK, joined(left, right))
    assert [r.side for r in both.reps] == ["left"] * 3 + ["right"] * 3
    alone = analyse(KICK, left)
    told = [[(f.cue, f.verdict, f.reason) for f in r.findings] for r in both.reps]
    assert told[:3] == [[(f.cue, f.verdict, f.reason) for f in r.findings] for r in alone.reps]
    assert [x[1] for x in told[3]] == [x[1] for x in told[0]]


def test_turning_round_for_every_repetition_spoils_none() -> None:
    one = kicks(reps=1)
    report = analyse(KICK, joined(one, mirrored(one), one, mirrored(one)))
    assert [r.side for r in report.reps] == ["left", "right"] * 2
    assert {r.verdict for r in report.reps} == {"ok"}


@pytest.mark.parametrize("begin", [0.2, 0.5, 5.7])
def test_sides_that_swap_at_rest_change_nothing(begin: float) -> None:
    plain = analyse(KICK, kicks())
    report = analyse(KICK, changed(kicks(), begin, begin + 0.2, swapped))
    assert [r.verdict for r in report.reps] == [r.verdict for r in plain.reps]
    assert [r.side for r in report.reps] == ["left"] * 3


def test_sides_that_swap_at_the_top_make_that_repetition_unsure() -> None:
    top = donkey_kick("left").reps[1].top_start
    report = analyse(KICK, changed(kicks(), top + 0.2, top + 2.4 - 1.0, swapped))
    assert len(report.reps) == 3
    assert faults(report) == set()


def test_a_skeleton_that_goes_wrong_at_rest_spoils_no_set() -> None:
    def wild(f: PoseFrame) -> PoseFrame:
        rng = np.random.default_rng(int(f.time * 100))
        world = f.world + rng.normal(0, 0.3, f.world.shape)
        return replace(f, world=world, image=f.image + rng.normal(0, 60, f.image.shape))

    frames = kicks(rest=2.0)
    start = donkey_kick("left", rest=2.0).reps[1].start
    report = analyse(KICK, changed(frames, start - 1.0, start - 0.5, wild))
    assert [r.verdict for r in report.reps] == ["ok"] * 3


def without_feet(frames: Sequence[PoseFrame], *, made_up: float = 0.0) -> list[PoseFrame]:
    """Film the same with the ankles beyond the picture's edge, where they are `made_up`, pixels."""
    ankles = np.array([f.image[[L.LEFT_ANKLE, L.RIGHT_ANKLE], 0] for f in frames])
    inside = np.array([f.image[[L.LEFT_KNEE, L.RIGHT_KNEE], 0] for f in frames])
    towards = 1 if ankles.mean() > inside.mean() else -1
    edge = WIDTH if towards > 0 else 0.0
    shift = edge - (ankles.min() if towards > 0 else ankles.max()) + 20 * towards
    out = []
    for f in frames:
        image = f.image + np.array([shift, 0.0])
        image[L.LEFT_ANKLE :, 1] += made_up * np.sin(4 * f.time)
        out.append(replace(f, image=image))
    return out


def picture(frames: Sequence[PoseFrame]) -> Source:
    return Source(
        name="",
        duration=frames[-1].time,
        width=int(WIDTH),
        height=int(HEIGHT),
        fps=15.0,
        frames=len(frames),
        damaged=0,
        cut_short=False,
        poses=len(frames),
        seen=1.0,
    )


def test_feet_out_of_the_picture_are_named_and_nothing_is_made_up() -> None:
    frames = film(glute_bridge(3, knee=130), SIDE)
    moved = without_feet(frames)
    session = Session(BRIDGE)
    session.extend(moved)
    report = session.finish(picture(moved))
    assert len(report.reps) == 3
    for f in findings(report, "knee_bend"):
        assert (f.verdict, f.reason, f.value) == ("unsure", "hidden", None)
        assert f.message == "Your feet are not in the picture."
    seen = Session(BRIDGE)
    seen.extend(frames)
    assert {f.reason for f in findings(seen.finish(picture(frames)), "knee_bend")} != {"hidden"}


def test_a_bridge_is_timed_by_hips_and_shoulders_where_the_feet_are_made_up() -> None:
    moved = without_feet(film(glute_bridge(3, hold=(6, 4, 2)), SIDE), made_up=25)
    session = Session(BRIDGE)
    session.extend(moved)
    report = session.finish(picture(moved))
    assert [f.value for f in findings(report, "hold")] == pytest.approx([6, 4, 2], abs=0.4)


def test_no_time_is_told_that_only_feet_outside_the_picture_could_show() -> None:
    moved = without_feet(kicks())
    session = Session(KICK)
    session.extend(moved)
    report = session.finish(picture(moved))
    assert report.reps
    for cue in ("hold", "lowering", "rushing"):
        for f in findings(report, cue):
            assert (f.verdict, f.reason, f.value) == ("unsure", "hidden", None)
            assert f.message == "Your feet and knees are not in the picture."


def test_a_knock_is_told_and_nothing_is_measured_across_it() -> None:
    a = np.radians(12)
    matrix = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])

    def tipped(f: PoseFrame) -> PoseFrame:
        world = np.concatenate([f.world[:, :2] @ matrix.T, f.world[:, 2:]], 1)
        return replace(f, image=f.image @ matrix.T, world=world)

    motion = glute_bridge(3, hold=6.0)
    at = motion.reps[1].top_start + 2
    report = analyse(BRIDGE, changed(film(motion, SIDE), at, np.inf, tipped))
    assert [r.verdict for r in report.reps] == ["ok", "unsure", "ok"]
    assert codes(report) == ["camera_moved"]
    assert {f.message for f in report.reps[1].findings if f.reason == "hidden"} == {
        "The camera moved during this repetition."
    }


def test_a_first_repetition_that_had_begun_is_named() -> None:
    motion = glute_bridge(3)
    top = motion.reps[0].top_start + 1
    report = analyse(BRIDGE, [f for f in film(motion, SIDE) if f.time >= top])
    assert len(report.reps) == 2
    assert codes(report) == ["not_counted"]
    assert "began before the recording" in report.notes[0].text


def test_a_last_one_that_is_not_over_is_named() -> None:
    motion = donkey_kick("left")
    report = analyse(KICK, [f for f in film(motion, SIDE) if f.time < motion.reps[2].top_end - 0.2])
    assert len(report.reps) == 2
    assert "not over when the recording ended" in report.notes[0].text


def test_a_cut_repetition_is_not_timed_where_it_is_cut() -> None:
    motion = donkey_kick("left", lower=2.4)
    half = motion.reps[2].top_end + 1.35
    report = analyse(KICK, [f for f in film(motion, SIDE) if f.time < half])
    assert len(report.reps) == 3
    assert codes(report) == ["cut_end"]
    for cue in ("lowering", "rushing"):
        assert findings(report, cue)[2].message == "The recording ends before this repetition does."


def test_knees_that_start_far_out_may_come_back_over_the_feet() -> None:
    report = analyse(WALK, film(lateral_band_walk(4, knees_cave=(0, 4, 8, 4)), camera("front")))
    assert "knee_cave" not in faults(report)
    out = film(glute_bridge(2, feet=1.0, knees_cave=(0.0, 3.0)), camera("three-quarter"))
    assert "knee_cave" not in faults(analyse(BRIDGE, out))


def test_pressing_out_less_than_at_the_start_is_not_called_caving_in() -> None:
    report = analyse(WALK, film(lateral_band_walk(3, knees_cave=(0, 14, 26)), camera("front")))
    _, less, caving = findings(report, "knee_cave")
    cue = WALK.cue("knee_cave")
    assert (less.verdict, less.title, less.message) == ("fault", cue.title_own, cue.fix_own)
    assert (caving.verdict, caving.title) == ("fault", cue.title)
    assert min(f.high or 0 for f in (less, caving)) >= 8.4


def test_notes_have_their_time_and_the_frame_order_does_not_matter() -> None:
    frames = kicks()
    with pytest.raises(ValueError, match="strictly increasing"):
        analyse(KICK, [frames[1], frames[0]])
