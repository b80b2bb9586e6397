"""How long something will still take, from how far it is."""

SMOOTHING = 0.2
"""Weight of the newest pace against the ones before."""

SETTLED = 1.5
"""Seconds of progress before anything is said."""


class EtaEstimator:
    """Smooths the time left; starting up, before the first progress, says nothing of the pace."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None
        self._before, self._share = 0.0, 0.0
        self._rate: float | None = None

    def left(self, now: float, share: float) -> float | None:
        """Return the seconds left until `share` is 1, or None while nothing is known.

        Args:
            now: seconds on any clock that only goes on.
            share: how far it is, 0..1.
        """
        if share > self._share or self._first is None:
            self._take(now, share)
        if self._rate is None or self._first is None or now - self._first[0] < SETTLED:
            return None
        ahead = (1 - self._share) / self._rate
        return round(max(0.0, ahead - (now - self._before)), 1)

    def _take(self, now: float, share: float) -> None:
        if share <= 0:
            return
        if self._first is None:
            self._first = (now, share)
            self._before, self._share = now, share
            return
        gap = now - self._before
        if gap < 0.5:
            return
        rate = (share - self._share) / gap
        whole = (share - self._first[1]) / (now - self._first[0])
        before = whole if self._rate is None else self._rate
        self._rate = before + SMOOTHING * (rate - before)
        self._before, self._share = now, share
