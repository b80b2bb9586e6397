"""Rate limits: for signing in, joining and uploading.

Counted by the `limits` library in this process: several servers behind one name each count their
own requests.
"""

import ipaddress
import math
import time

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import HTTPConnection

from formcheck.api.errors import ApiError

LOGIN_WINDOW = 15 * 60
"""Seconds for which a failed sign-in counts."""

FAILURES_PER_LOGIN, FAILURES_PER_ADDRESS = 5, 20
"""Failures within the window after which a login from one address, or an address, has to wait.

A login is counted together with the address, so that nobody can lock another person out. The
figures leave a person several slips, and a guesser 1,920 tries a day: NIST SP 800-63B allows 100
in a row.
"""

INVITATION_WINDOW, TAKEN_LOGINS = 60 * 60, 5
"""Seconds, and taken logins that may be tried with one invitation within them: its link must not
tell who has an account."""

FAILED_RENDERINGS, RENDERING_WINDOW = 3, 10 * 60
"""Failures to make the files of one set within the window, seconds, after which it is not tried."""

UPLOAD_WINDOW = 60 * 60
"""Seconds for which an upload counts."""


def address_of(connection: HTTPConnection) -> str:
    """Return the address of a client; of IPv6 its /64 network, since one person has all of it.

    Behind a proxy this is the client's address only where `trusted_proxies` names the proxy.
    """
    host = connection.client.host if connection.client is not None else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host


class RateLimit:
    """At most so many events of one key within a window.

    Parameters
    ----------
    most
        Events of one key within the window.
    window
        Length of the window, seconds; it begins with the first event.
    message
        What a person is told, with `{minutes}` to wait.
    """

    def __init__(self, most: int, window: int, message: str) -> None:
        self._item = RateLimitItemPerSecond(most, window)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._message = message

    def check(self, *key: str) -> None:
        """Raise ApiError 429 if there were too many events; counts none."""
        if not self._limiter.test(self._item, *key):
            raise self._refusal(key)

    def count(self, *key: str) -> None:
        """Count one event; raises ApiError 429 if there were too many."""
        if not self._limiter.hit(self._item, *key):
            raise self._refusal(key)

    def forget(self, *key: str) -> None:
        """Forget the events of a key."""
        self._limiter.clear(self._item, *key)

    def _refusal(self, key: tuple[str, ...]) -> ApiError:
        reset = self._limiter.get_window_stats(self._item, *key).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        minutes = math.ceil(seconds / 60)
        message = self._message.format(minutes=minutes)
        return ApiError(429, "too_often", message, {"Retry-After": str(seconds)}, minutes=minutes)


class LoginThrottle:
    """Counts failed sign-ins, by login and address, and by address."""

    def __init__(self) -> None:
        message = "That was tried too often: wait {minutes} minutes, then try again."
        self._logins = RateLimit(FAILURES_PER_LOGIN, LOGIN_WINDOW, message)
        self._addresses = RateLimit(FAILURES_PER_ADDRESS, LOGIN_WINDOW, message)

    def begin(self, login: str, address: str) -> None:
        """Count a try as failed before the password is checked; raises ApiError 429."""
        self._addresses.check(address)
        self._logins.count(login, address)

    def failed(self, address: str) -> None:
        """Count that a try from an address failed."""
        try:
            self._addresses.count(address)
        except ApiError:  # others from there failed meanwhile: the next try is refused
            return

    def succeeded(self, login: str, address: str) -> None:
        """Forget the failures of a login from an address: the password was right."""
        self._logins.forget(login, address)


class Rates:
    """The rate limits of one application.

    Parameters
    ----------
    uploads_per_hour
        Files that one person may begin to send within an hour.
    """

    def __init__(self, uploads_per_hour: int) -> None:
        self.logins = LoginThrottle()
        self.uploads = RateLimit(
            uploads_per_hour,
            UPLOAD_WINDOW,
            f"{uploads_per_hour} videos within an hour are the most that is taken: wait "
            "{minutes} minutes, then go on.",
        )
        self.not_drawn = RateLimit(
            FAILED_RENDERINGS,
            RENDERING_WINDOW,
            "The skeleton and the report of this set could not be drawn: analyse the set again.",
        )
        self.taken_logins = RateLimit(
            TAKEN_LOGINS,
            INVITATION_WINDOW,
            "Too many logins were tried that others have: wait {minutes} minutes, then try again.",
        )
