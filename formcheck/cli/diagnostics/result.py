"""The result of one check of `formcheck doctor`."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one check.

    Attributes:
        state: `ok`; `note`: works, but could be better; `problem`: broken.
        what: short name of what was checked.
        message: the result in a sentence.
        do: what to do about it; empty when nothing.
    """

    state: State
    what: str
    message: str
    do: str = ""
