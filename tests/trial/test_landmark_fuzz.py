"""Wild landmarks through the core: the report must come, or a ValueError that says why."""

import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report.json_format import to_json
from formcheck.analysis.session import Session
from formcheck.exercises import catalogue
from tests.support.body import Motion
from tests.support.filming import Camera, camera, film
from tests.support.motions import donkey_kick, glute_bridge, lateral_band_walk

pytestmark = pytest.mark.trial("fuzz: landmarks")

EXAMPLES, SHORT_EXAMPLES = 150, 4
"""Wild sets, and wild times, an exercise."""

WILD_TIMES = (np.nan, np.inf, -np.inf, 1e300)
VALUES = (np.nan, np.inf, -np.inf, 0.0, -1.0, 1e-300, 1e9, -1e9, 1e154, 1e308, -1e308)
PARTS = ("image", "world", "confidence", "trunk", "markers")

SETS: dict[str, tuple[Motion, Camera]] = {
    "bridge": (glute_bridge(1), camera("side")),
    "kick": (donkey_kick(("left",), 1), camera("side")),
    "walk": (lateral_band_walk(1), camera("front")),
}


@cache
def _plain(name: str) -> tuple[PoseFrame, ...]:
    motion, where = SETS[name]
    return tuple(film(motion, where))


@st.composite
def wild(draw: st.DrawFn) -> list[PoseFrame]:
    """Frames of a set with something wrong in them."""
    frames = list(_plain(draw(st.sampled_from(sorted(SETS)))))
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(frames) - 1))
        last = draw(st.integers(first, min(len(frames), first + 80)))
        frames[first:last] = _spoilt(draw, frames[first:last])
    return frames


def _spoilt(draw: st.DrawFn, frames: Sequence[PoseFrame]) -> list[PoseFrame]:
    how = draw(st.sampled_from(("value", "constant", "noise", "huge", "nobody", "gone", "some")))
    if how == "gone":
        return []
    if how == "nobody":
        return [PoseFrame.nobody(f.time) for f in frames]
    part = draw(st.sampled_from(PARTS))
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    value = draw(st.sampled_from(VALUES))
    out = []
    for f in frames:
        before = getattr(f, part)
        after = before.copy()
        if how == "value":
            after[:] = value
        elif how == "constant":
            after[:] = getattr(frames[0], part)
        elif how == "noise":
            after += rng.normal(0, 1e6, after.shape)
        elif how == "huge":
            with np.errstate(over="ignore"):
                after *= 1e200
        else:
            after[rng.random(after.shape) < 0.2] = value
        out.append(replace(f, **{part: after}))
    return out


def report_of(exercise: str, frames: Sequence[PoseFrame]) -> str:
    """Return the report on frames as JSON; raises where it cannot be JSON."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of overflow, which is wanted here
        session = Session(catalogue()[exercise])
        for frame in frames:
            session.push(frame)
            json.dumps(session.now.value, allow_nan=False)
        return json.dumps(to_json(session.finish()), allow_nan=False)


def _examples(whole: bool) -> settings:
    return settings(
        max_examples=EXAMPLES if whole else SHORT_EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_wild_landmarks_end_in_a_report(
    exercise: str, whole: bool, record_property: Callable[[str, object], None]
) -> None:
    sets: list[str] = []

    @_examples(whole)
    @given(wild())
    def landmarks(frames: list[PoseFrame]) -> None:
        sets.append(report_of(exercise, frames))

    landmarks()
    record_property("sets", len(sets))


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_wild_times_end_in_a_report_or_the_documented_error(
    exercise: str, whole: bool, record_property: Callable[[str, object], None]
) -> None:
    sets: list[str] = []

    @_examples(whole)
    @given(st.lists(st.floats(-100, 100) | st.sampled_from(WILD_TIMES), max_size=60))
    def times(moments: list[float]) -> None:
        frames = [replace(f, time=t) for f, t in zip(_plain("bridge"), moments, strict=False)]
        try:
            sets.append(report_of(exercise, frames))
        except ValueError as error:
            if "time" not in str(error):  # not the documented one
                raise
            sets.append(str(error))

    times()
    record_property("sets", len(sets))
