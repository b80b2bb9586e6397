"""A live set from its first frame: what counts, when it begins and ends, and that live is file."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.session import Session, analyse
from formcheck.exercises import get
from formcheck.filming.geometry import camera_places
from formcheck.live import session
from formcheck.live.presence import AWAY, STILL
from formcheck.live.protocol import pack, unpack
from formcheck.live.session import COUNTDOWN, LiveSession, SetOptions
from formcheck.model_size import ModelSize
from tests.support.body import Motion
from tests.support.filming import camera, film, joined
from tests.support.motions import (
    donkey_kick,
    drinking,
    getting_down,
    glute_bridge,
    lateral_band_walk,
    still,
)

SIDE = camera("side")
REST = film(still("supine", 6.0), SIDE, noise=0.4)
SET = film(glute_bridge(3, hold=(6, 3, 6), top=(176, 176, 206)), SIDE, noise=0.4)
GONE = film(still("upright", 8.0), SIDE)

Answers = list[dict[str, Any]]


def course(exercise: str = "glute_bridge") -> LiveSession:
    e = get(exercise)
    return LiveSession(e, ModelSize.LITE, camera_places(e, ModelSize.LITE))


def played(live: LiveSession, frames: list[PoseFrame], first: int = 0) -> Answers:
    return [live.take(pack(f, first + i)) for i, f in enumerate(frames)]


def phases(answers: Answers) -> list[str]:
    out: list[str] = []
    for a in answers:
        if not out or a["phase"] != out[-1]:
            out.append(a["phase"])
    return out


def test_a_set_goes_its_course_by_itself() -> None:
    live = course()
    answers = played(live, joined(REST, SET, GONE))
    assert phases(answers) == ["setup", "ready", "countdown", "set", "ended"]
    counted = [a["countdown"] for a in answers if a["phase"] == "countdown"]
    assert (sorted(set(counted)), counted) == ([1, 2, 3], sorted(counted, reverse=True))
    at = [f.time for f in joined(REST, SET, GONE)]
    begin = next(t for t, a in zip(at, answers, strict=True) if a["phase"] == "set")
    assert begin == pytest.approx(STILL + COUNTDOWN, abs=0.5)
    end = next(t for t, a in zip(at, answers, strict=True) if a["phase"] == "ended")
    left = joined(REST, SET)[-1].time
    assert end == pytest.approx(left + AWAY, abs=0.5)
    report = live.finish()
    assert report is not None
    assert [r.verdict for r in report.reps] == ["ok", "fault", "fault"]
    told = [a["rep"]["number"] for a in answers if "rep" in a]
    assert told == [1, 2, 3]


def test_live_is_file_on_the_frames_after_the_countdown() -> None:
    live = course()
    frames = joined(REST, SET)
    answers = played(live, frames)
    first = next(i for i, a in enumerate(answers) if a["phase"] == "set")
    start = unpack(pack(frames[first], 0)).pose.time
    sent = [unpack(pack(f, 0), start).pose for f in frames[first:]]
    session = Session(get("glute_bridge"), ModelSize.LITE)
    session.extend(sent)
    report = live.finish()
    assert report is not None
    assert session.finish(report.source, report.notes) == report
    assert analyse(get("glute_bridge"), live.poses(), ModelSize.LITE).reps == report.reps


def test_nothing_counts_before_the_countdown_has_ended() -> None:
    live = course()
    restless = glute_bridge(6, hold=0.3, rest=0.4)  # never held still for long enough
    answers = played(live, [f for f in film(restless, SIDE) if f.time > 1.0])
    assert "set" not in phases(answers)
    assert all("reps" not in a for a in answers)
    assert live.finish() is None


@pytest.mark.parametrize("motion", [getting_down(), drinking()])
def test_getting_ready_is_not_mistaken_for_the_start_position(motion: Motion) -> None:
    frames = film(motion, SIDE)
    bridge_rest = [f for f in frames if f.time < motion.seconds - 2.0]
    assert "set" not in phases(played(course(), bridge_rest))


def test_a_countdown_is_given_up_when_the_start_position_is() -> None:
    live = course()
    first = [f for f in REST if f.time < STILL + 1.0]
    answers = played(live, joined(first, film(still("upright", 3.0), SIDE)))
    assert phases(answers) == ["setup", "ready", "countdown", "setup"]


def test_a_bad_view_waits_until_the_person_goes_on_anyway() -> None:
    low = film(still("upright", 12.0), camera("front", azimuth=50))
    live = course("lateral_band_walk")
    answers = played(live, low[:60])
    assert phases(answers) == ["setup"]
    assert answers[-1]["arrow"] is not None
    assert "Knees caving in" in answers[-1]["not_visible"]
    live.accept()
    assert phases(played(live, low[60:], 60))[-1] == "set"


def test_the_button_begins_whatever_is_seen() -> None:
    live = course()
    live.start()
    answers = played(live, [PoseFrame.nobody(i / 15) for i in range(60)])
    assert phases(answers) == ["countdown", "set"]


def test_a_frame_that_comes_again_or_late_counts_once() -> None:
    frames = joined(REST, SET)
    plain, again = course(), course()
    played(plain, frames)
    for i, f in enumerate(frames):
        again.take(pack(f, i))
        if i % 5 == 0:
            assert again.take(pack(f, i))["skipped"]
        if i % 7 == 3:
            assert again.take(pack(frames[i - 2], i - 2))["skipped"]
            assert again.take(pack(frames[i - 2], i))["skipped"]  # a new number, an old time
    assert again.finish() == plain.finish()


def test_a_gap_is_noted_and_the_set_goes_on() -> None:
    rep = glute_bridge(3, hold=(6, 3, 6)).reps[1]
    last = REST[-1].time
    frames = [f for f in joined(REST, SET) if not rep.start < f.time - last < rep.end]
    live = course()
    played(live, frames)
    report = live.finish()
    assert report is not None
    assert [n.code for n in report.notes] == ["gap"]
    assert len(report.reps) == 2


def test_who_comes_to_the_camera_or_leaves_the_picture_ends_the_set() -> None:
    walk = film(lateral_band_walk(3), camera("front"))
    stand = film(still("upright", 6.0), camera("front"))
    for gone in (
        [replace(f, image=(f.image - [427, 240]) * 2.2 + [427, 240]) for f in stand],
        [PoseFrame.nobody(f.time) for f in stand],
    ):
        answers = played(course("lateral_band_walk"), joined(stand, walk, gone))
        assert answers[-1]["phase"] == "ended"
        assert answers[-1]["lost"]
    assert played(course("lateral_band_walk"), joined(stand, walk, stand))[-1]["phase"] == "set"


def test_a_set_of_more_frames_than_any_set_has_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_FRAMES", 40)
    live = course()
    answers = played(live, joined(REST, SET))
    assert answers[-1]["phase"] == "ended"
    assert len(live.poses()) == 40
    assert sum(a["phase"] == "set" for a in answers) == 39


def test_the_hold_is_counted_as_it_is_held() -> None:
    frames = joined(REST, SET)
    answers = played(course(), frames)
    begin = REST[-1].time + 1 / 15
    for rep in glute_bridge(3, hold=(6, 3, 6)).reps:
        at = [
            (f.time - begin - rep.top_start, a["hold"])
            for f, a in zip(frames, answers, strict=True)
            if rep.top_start + 1 < f.time - begin < rep.top_end
        ]
        late = np.array([true - told for true, told in at])
        assert (np.abs(late) < 0.5).all()
    rest = [a for f, a in zip(frames, answers, strict=True) if f.time < begin + 1.0]
    assert {a["hold"] for a in rest if a["phase"] == "set"} == {0.0}


def test_the_working_side_is_told_while_the_top_is_held() -> None:
    kicks = donkey_kick(("left", "right", "right"), 3)
    rest = film(still("prone", 6.0), SIDE)
    frames = joined(rest, film(kicks, SIDE))
    answers = played(course("donkey_kick"), frames)
    begin = rest[-1].time + 1 / 15
    for rep in kicks.reps:
        middle = begin + (rep.top_start + rep.top_end) / 2
        here = min(range(len(frames)), key=lambda i: abs(frames[i].time - middle))
        assert answers[here]["side"] == rep.side
    assert answers[-1]["sides"] == {"left": 1, "right": 2}


def test_words_come_with_the_frame_that_ends_a_repetition() -> None:
    answers = played(course(), joined(REST, SET))
    spoken = [a["speak"] for a in answers if a.get("speak", "").startswith("Rep")]
    assert spoken == ["Rep 1", "Rep 2. Hold longer", "Rep 3. Stop when straight"]
    shown = next(a["cue"] for a in answers if (a.get("cue") or {}).get("id") == "hyperextension")
    assert shown["message"] == "Stop when straight"
    assert len(shown["landmarks"]) == 3


def test_nonsense_is_refused_and_changes_nothing() -> None:
    live = course()
    with pytest.raises(ValueError, match="bytes"):
        live.take(b"abc")
    assert live.last == -1


def test_a_mirrored_camera_has_left_and_right_put_right() -> None:
    exercise = get("donkey_kick")
    places = camera_places(exercise, ModelSize.LITE)
    live = LiveSession(exercise, ModelSize.LITE, places, options=SetOptions(mirrored=True))
    live.start()
    frames = joined(film(still("prone", 4.0), SIDE), film(donkey_kick("left", 2, hold=3), SIDE))
    answers = played(live, frames)
    assert [a["rep"]["side"] for a in answers if "rep" in a] == ["right", "right"]
    assert "right" in {a.get("side") for a in answers}
    assert answers[-1]["sides"] == {"left": 0, "right": 2}
    report = live.finish()
    assert report is not None
    assert [r.side for r in report.reps] == ["right", "right"]
    assert report.source.mirrored


def test_the_mirror_may_be_told_while_the_camera_is_set_up() -> None:
    live = course()
    played(live, REST[:3])
    live.change(SetOptions(mirrored=True))
    live.start()
    played(live, joined(REST, SET)[3:], 3)
    report = live.finish()
    assert report is not None
    assert report.source.mirrored


# --- a set that is only filmed --------------------------------------------------------------------


def filming(exercise: str = "glute_bridge") -> LiveSession:
    live = course(exercise)
    live.change(SetOptions(film=True))
    return live


@pytest.mark.parametrize("rate", [15.0, 4.0, 2.0, 1.2])
def test_a_filmed_set_goes_the_same_course_with_few_poses(rate: float) -> None:
    bridges = glute_bridge(2, hold=(6, 9))  # one is held for longer than who leaves is waited for
    parts = (still("supine", 12.0), bridges, still("upright", 12.0))
    frames = joined(*(film(part, SIDE, rate) for part in parts), pause=1 / rate)
    live = filming()
    answers = played(live, frames)
    assert phases(answers) == ["setup", "ready", "countdown", "set", "ended"]
    at = [f.time for f in frames]
    end = next(t for t, a in zip(at, answers, strict=True) if a["phase"] == "ended")
    left = at[-1] - 12.0
    assert AWAY - 1.0 < end - left < AWAY + 2.5
    assert all("reps" not in a for a in answers)
    assert live.filmed
    assert live.finish() is None


def test_a_filmed_set_in_which_nobody_is_found_lasts_until_it_is_ended() -> None:
    live = filming()
    live.start()
    answers = played(live, [PoseFrame.nobody(i / 5) for i in range(120)])
    assert phases(answers) == ["countdown", "set"]
    assert answers[-1]["time"] == pytest.approx(119 / 5 - COUNTDOWN)
    live.end()
    assert live.filmed


def test_whether_a_set_is_counted_is_settled_when_it_begins() -> None:
    live = course()
    live.start()
    played(live, REST)
    live.change(SetOptions(film=True))
    assert not live.filmed
    assert live.finish() is not None


def test_the_countdown_has_the_length_that_the_person_wants() -> None:
    live = course()
    live.change(SetOptions(countdown=5.0))
    live.start()
    answers = played(live, REST)
    begin = next(f.time for f, a in zip(REST, answers, strict=True) if a["phase"] == "set")
    assert begin == pytest.approx(5.0, abs=0.1)
    assert answers[0]["countdown"] == 5
