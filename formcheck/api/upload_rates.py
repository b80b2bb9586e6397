"""How many files somebody may send: enough for anybody's summer, too few to fill a queue with.

Counted in this process: with several servers behind one name, each counts its own.
"""

import math
import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from formcheck.api.errors import ApiError

WINDOW = 3600.0
"""Seconds that a file counts."""

REMEMBERED = 10_000
"""People that are remembered at once."""


class Rates:
    """The files of the last hour, by who sent them.

    Args:
        most: files an hour.
        clock: seconds that never go back.
    """

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self.most, self._clock = most, clock
        self._lock = threading.Lock()
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, person: str) -> None:
        """Count a file that somebody begins to send.

        Raises:
            Refused: 429, they sent too many.
        """
        now = self._clock()
        with self._lock:
            sent = self._sent.setdefault(person, deque())
            self._sent.move_to_end(person)
            while sent and sent[0] <= now - WINDOW:
                sent.popleft()
            if len(sent) >= self.most:
                wait = math.ceil(sent[0] + WINDOW - now)
                raise ApiError(
                    429,
                    "too_often",
                    f"{self.most} videos within an hour are the most that is taken: wait "
                    f"{math.ceil(wait / 60)} minutes, then go on.",
                    {"Retry-After": str(wait)},
                )
            sent.append(now)
            while len(self._sent) > REMEMBERED:
                self._sent.popitem(last=False)
