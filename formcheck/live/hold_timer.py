"""How long the top has been held so far, while a repetition is under way."""

from collections import deque

from formcheck.analysis.counting.rep_counter import AT_FIFTH

BEFORE = 3.0
"""Seconds of the number kept before a rise, from which its base is read."""

FADED = 0.7
"""Share of the rise below which the top is over; the hold stands still from then on."""


class HoldTimer:
    """Push the counted number of each frame; `seconds` is the hold of the rise under way.

    The top begins where `rep_counter.measure` puts it: a minimum-jerk rise from its crossings of
    20 and 80 %. A finished repetition is read again as a whole, and that is what its report says.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._rows: deque[tuple[float, float]] = deque()
        self._low = self._peak = 0.0
        self._rising = self._over = False

    def push(self, time: float, value: float | None, *, rising: bool) -> float:
        """Take the number at `time` (None = not seen) and whether a repetition is under way."""
        if not rising:
            self._rising, self.seconds = False, 0.0
        elif not self._rising:
            self._rising, self._over = True, False
            self._low = min((v for _, v in self._rows), default=0.0)
            self._peak = -float("inf")
        if value is not None:
            self._rows.append((time, value))
        while not rising and self._rows and time - self._rows[0][0] > BEFORE:
            self._rows.popleft()
        if rising and value is not None and not self._over:
            self._rise(time, value)
        return self.seconds

    def _rise(self, time: float, value: float) -> None:
        self._peak = max(self._peak, value)
        rise = self._peak - self._low
        self._over = value < self._low + FADED * rise
        if self._over:
            return
        low = self._crossed(self._low + 0.2 * rise)
        high = self._crossed(self._low + 0.8 * rise)
        if low is not None and high is not None:
            top = high + AT_FIFTH * (high - low) / (1 - 2 * AT_FIFTH)
            self.seconds = max(time - top, 0.0)

    def _crossed(self, level: float) -> float | None:
        """Return when the number rose through `level`, looking back from the top."""
        after: tuple[float, float] | None = None
        for time, value in reversed(self._rows):
            if value < level:
                if after is None:
                    return None
                return time + (after[0] - time) * (level - value) / (after[1] - value)
            after = (time, value)
        return None
