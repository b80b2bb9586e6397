"""Turns the timestamps of a file into strictly increasing seconds.

Time is seconds from the first shown frame, so every clip starts at 0. Irregular timestamps:

* none: one step after the frame before;
* repeated, or less than `RESET_BACK` earlier: the frame is dropped and counted as damaged;
* `RESET_BACK` or more earlier, or over `RESET_AHEAD` later and past the header's end: the clock was
  reset (a joined or damaged file), so later times are shifted to follow one step after the frame
  before.
"""

import math
from fractions import Fraction

RESET_BACK = 1.0
"""Seconds: frames that are merely out of order differ by a few frames, far less than this."""

RESET_AHEAD = 60.0
"""Seconds: a camera that paused leaves a shorter gap, a clock that was set anew a longer one. By
reasoning, not measured."""

MAX_STEP = 1.0
"""Seconds: a longer gap between two frames is a pause and does not change `Clock.step`."""


class Clock:
    """Turns timestamps into times.

    Args:
        time_base: seconds of one tick.
        step: seconds between frames, used until two frames give it.
        end: end of the video by its header, seconds; infinity if unknown.
    """

    def __init__(self, time_base: Fraction, step: float, end: float) -> None:
        self.time_base, self.end = time_base, end
        self.step = step
        self.origin: int | None = None
        self.restart()

    def restart(self) -> None:
        """Start reading again from the first frame; the origin is kept."""
        self.last = -math.inf
        self._shift = 0.0

    @property
    def moved(self) -> bool:
        """Whether times were shifted, or no frame was read yet."""
        return self._shift != 0 or self.origin is None

    def ticks(self, time: float) -> int:
        """Return the timestamp of a time in seconds, without shift."""
        return (self.origin or 0) + math.floor(time / self.time_base + 0.5)

    def seconds(self, stamp: int) -> float:
        """Return the time of a timestamp in seconds, without shift."""
        return float((stamp - (self.origin or 0)) * self.time_base)

    def read(self, stamp: int | None) -> float | None:
        """Return the time of the next frame in seconds, or None to drop it."""
        first = self.last == -math.inf
        if first and self.origin is None:
            self.origin = stamp or 0
        if stamp is None:
            time = 0.0 if first else self.last + self.step
        else:
            time = self.seconds(stamp) + self._shift
        if not first:
            gap = time - self.last
            if -RESET_BACK < gap <= 0:
                return None
            if gap <= 0 or (gap > RESET_AHEAD and time > self.end + RESET_AHEAD):
                time = self.last + self.step
                self._shift += self.step - gap
            elif gap < MAX_STEP:
                self.step = gap
        self.last = time
        return time
