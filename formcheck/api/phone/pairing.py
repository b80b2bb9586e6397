"""Which phone is paired: a code shown on the computer, used once and for two minutes."""

import hmac
import secrets
import time
from collections.abc import Callable
from typing import Literal

from formcheck.errors import FormcheckError

CODE_LASTS = 120.0
"""Seconds for which a code can be used: enough to scan it and to accept the certificate."""

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What a code is made of: nothing that is read as something else (I, L, O, 0, 1)."""

CODE_LENGTH = 8
"""Letters of a code: 31 ** 8 are 8.5e11 codes, of which `WRONG_CODES` may be tried."""

WRONG_CODES = 5
"""Wrong codes after which the right one is no longer taken either."""

PairingState = Literal["off", "waiting", "paired"]


class PhonePairing:
    """One phone, or none.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._code: str | None = None
        self._code_ends = self._pairing_ends = 0.0
        self._wrong = 0
        self._token: str | None = None

    @property
    def state(self) -> PairingState:
        """Whether a phone is paired, or a code waits for one."""
        self._expire()
        if self._token is not None:
            return "paired"
        return "waiting" if self._code is not None else "off"

    @property
    def seconds_left(self) -> float:
        """Seconds for which the code, or the pairing, is still good; 0 when there is neither."""
        ends = {"paired": self._pairing_ends, "waiting": self._code_ends}.get(self.state)
        return 0.0 if ends is None else ends - self._clock()

    def new_code(self, lasts: float) -> str:
        """Return a new code in place of the one before.

        Args:
            lasts: seconds from now for which the phone stays paired.

        Raises:
            FormcheckError: a phone is paired.
        """
        if self.state == "paired":
            raise _paired()
        self._code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        self._wrong = 0
        self._code_ends = self._clock() + CODE_LASTS
        self._pairing_ends = self._clock() + lasts
        return self._code

    def redeem(self, code: str) -> str:
        """Return the token of the phone that brings the code; the code is used up.

        Raises:
            FormcheckError: another phone is paired, or the code is wrong or too old.
        """
        state = self.state
        if state == "paired":
            raise _paired()
        given = code.strip().upper().encode()
        if self._code is None or not hmac.compare_digest(given, self._code.encode()):
            self._wrong += 1
            if self._wrong >= WRONG_CODES:
                self._code = None
            raise FormcheckError(
                "This code is not valid: it is used once, and lasts two minutes. Show a new one on "
                "the computer.",
                "pairing_code",
            )
        self._code = None
        self._token = secrets.token_urlsafe(32)
        return self._token

    def admits(self, token: str | None) -> bool:
        """Whether a token is that of the paired phone."""
        self._expire()
        if self._token is None or token is None:
            return False
        return hmac.compare_digest(token.encode(), self._token.encode())

    def end(self) -> None:
        """Forget the phone and the code."""
        self._code = self._token = None

    def _expire(self) -> None:
        now = self._clock()
        if self._token is not None and now >= self._pairing_ends:
            self._token = None
        if self._code is not None and now >= self._code_ends:
            self._code = None


def _paired() -> FormcheckError:
    return FormcheckError(
        "Another phone is paired: end that on the computer first.", "phone_paired"
    )
