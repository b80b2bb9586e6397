"""Wild landmarks through the core: the report must come, or a ValueError that says why."""

import json
import warnings
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report_json import to_json
from formcheck.analysis.session import Session
from formcheck.exercises import catalogue
from tests.support.body import (
    Camera,
    Motion,
    camera,
    donkey_kick,
    film,
    glute_bridge,
    lateral_band_walk,
)

VALUES = (np.nan, np.inf, -np.inf, 0.0, -1.0, 1e-300, 1e9, -1e9, 1e154, 1e308, -1e308)
PARTS = ("image", "world", "confidence", "trunk", "stickers")

SETS: dict[str, tuple[Motion, Camera]] = {
    "bridge": (glute_bridge(1), camera("side")),
    "kick": (donkey_kick(("left",), 1), camera("side")),
    "walk": (lateral_band_walk(1), camera("front")),
}


@cache
def _plain(name: str) -> tuple[PoseFrame, ...]:
    motion, where = SETS[name]
    return tuple(film(motion, where))


def names() -> list[str]:
    """Return the exercises."""
    return sorted(catalogue())


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


def judged(exercise: str, examples: int) -> None:
    """Try wild frames, and wild times, on one exercise; raises at the first that goes wrong."""
    every = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )

    @every
    @given(wild())
    def landmarks(frames: list[PoseFrame]) -> None:
        report_of(exercise, frames)

    @every
    @given(
        st.lists(
            st.floats(-100, 100) | st.sampled_from([np.nan, np.inf, -np.inf, 1e300]), max_size=60
        )
    )
    def times(moments: list[float]) -> None:
        frames = [replace(f, time=t) for f, t in zip(_plain("bridge"), moments, strict=False)]
        try:
            report_of(exercise, frames)
        except ValueError as error:
            if "time" not in str(error):
                raise AssertionError(f"not the documented one: {error!r}") from error

    landmarks()
    times()
