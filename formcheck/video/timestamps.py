"""Strictly increasing seconds out of a file's timestamps.

Time is seconds from the first shown frame, so a clip starts at 0 whatever its own clock says:

* no timestamp: one step after the frame before;
* a timestamp repeated, or less than a second back: the frame is dropped (and counted as damaged);
* a second or more back, or over a minute ahead and past the header's end: the clock was reset
  (a joined or damaged file), so its times are moved to go on one step after the frame before.
"""

import math
from fractions import Fraction


class Clock:
    """Turns timestamps into times.

    Args:
        time_base: seconds of one tick.
        step: seconds between frames, until two frames have shown it.
        end: seconds at which the header says the video ends, infinity if unknown.
    """

    def __init__(self, time_base: Fraction, step: float, end: float) -> None:
        self.time_base, self.end = time_base, end
        self.step = step
        self.origin: int | None = None
        self.restart()

    def restart(self) -> None:
        """Forget what came before, except where zero is: the reading begins again."""
        self.last = -math.inf
        self._shift = 0.0

    @property
    def moved(self) -> bool:
        """Whether times are not simply those of the timestamps, or no frame was read yet."""
        return self._shift != 0 or self.origin is None

    def ticks(self, time: float) -> int:
        """Return the timestamp of a time that was never moved."""
        return (self.origin or 0) + math.floor(time / self.time_base + 0.5)

    def seconds(self, stamp: int) -> float:
        """Return the time of a timestamp that was never moved."""
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
            if -1 < gap <= 0:
                return None
            if gap <= 0 or (gap > 60 and time > self.end + 60):
                time = self.last + self.step
                self._shift += self.step - gap
            elif gap < 1:
                self.step = gap
        self.last = time
        return time
