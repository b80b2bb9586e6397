"""How often somebody may try to sign in: counted before the password is looked at.

Counted in this process: with several servers behind one name, each counts its own.
"""

import math
import threading
import time
from collections import OrderedDict, deque

from fastapi import Request

from formcheck.api.errors import ApiError

WINDOW = 15 * 60.0
"""Seconds that a failure counts."""

PER_LOGIN, PER_ADDRESS = 5, 20
"""Failures within the window after which a login, or an address, has to wait."""

REMEMBERED = 50_000
"""Logins and addresses that are remembered at once."""


def address_of(request: Request) -> str:
    """Return where a request comes from."""
    return request.client.host if request.client is not None else ""


class LoginThrottle:
    """Failures of the last while, by login and by address.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self) -> None:
        self.clock = time.monotonic
        self._lock = threading.Lock()
        self._failed: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def begin(self, login: str, address: str) -> None:
        """Count a try, as failed until `good` is said.

        Raises:
            Refused: 429, there were too many.
        """
        now = self.clock()
        keys = ((("login", login), PER_LOGIN), (("address", address), PER_ADDRESS))
        with self._lock:
            waits = [self._wait(key, most, now) for key, most in keys]
            if max(waits) > 0:
                seconds = math.ceil(max(waits))
                raise ApiError(
                    429,
                    "too_often",
                    f"That was tried too often: wait {math.ceil(seconds / 60)} minutes, then try "
                    "again.",
                    {"Retry-After": str(seconds)},
                )
            for key, _ in keys:
                self._failed.setdefault(key, deque()).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)

    def good(self, login: str, address: str) -> None:
        """Say that the try was right: it does not count, nor do those before it by this login."""
        with self._lock:
            self._failed.pop(("login", login), None)
            found = self._failed.get(("address", address))
            if found:
                found.pop()

    def _wait(self, key: tuple[str, str], most: int, now: float) -> float:
        """Return the seconds until the next try is taken."""
        found = self._failed.get(key)
        if found is None:
            return 0.0
        while found and found[0] <= now - WINDOW:
            found.popleft()
        if not found:
            del self._failed[key]
        return found[0] + WINDOW - now if len(found) >= most else 0.0
