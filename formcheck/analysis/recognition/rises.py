"""Rises of a signal: its ways up to a top and back, whole or cut off by the recording's ends."""

from dataclasses import dataclass

import numpy as np

from formcheck.analysis.pose import Array, Bools


@dataclass(frozen=True, slots=True)
class Rise:
    """One rise of a signal: frame numbers of its start, its top and its end.

    `end` is None where the clip ends, or the body leaves the posture, before the way back;
    `start` lies after `top` where the clip begins at the top.
    """

    start: int
    top: int
    end: int | None

    @property
    def whole(self) -> bool:
        """Whether both ways, up and back, were seen."""
        return self.end is not None and self.start < self.top

    @property
    def first(self) -> int:
        """The first frame of it."""
        return min(self.start, self.top)

    @property
    def last(self) -> int:
        """The last frame of it."""
        return max(self.start, self.top if self.end is None else self.end)


def rises(values: Array, ready: Bools, least: float) -> list[Rise]:
    """Return the rises of `values` [F] by at least `least` among the frames that are `ready`."""
    frames = np.flatnonzero(ready & np.isfinite(values))
    turns = _turns(values, frames, least)
    out = []
    for k, (high, i) in enumerate(turns):
        if not high or len(turns) < 2:
            continue
        before = turns[k - 1][1] if k else None
        after = turns[k + 1][1] if k + 1 < len(turns) else None
        if before is not None:
            out.append(Rise(before, i, after))
        elif after is not None:  # it begins at the top, or on the way up
            first = int(frames[0])
            up = values[i] - values[first] >= least
            out.append(Rise(first, i, after) if up else Rise(after, i, None))
    return out


def _turns(values: Array, frames: Array | np.ndarray, least: float) -> list[tuple[bool, int]]:
    """Return the highs (True) and lows (False) of `values` that differ by at least `least`."""
    out: list[tuple[bool, int]] = []
    if not len(frames):
        return out
    high = low = int(frames[0])
    way = 0
    for i in map(int, frames):
        high = i if values[i] > values[high] else high
        low = i if values[i] < values[low] else low
        if way >= 0 and values[high] - values[i] >= least:
            out.append((True, high))
            way, low = -1, i
        elif way <= 0 and values[i] - values[low] >= least:
            out.append((False, low))
            way, high = 1, i
    if way:
        out.append((True, high) if way > 0 else (False, low))
    return out
