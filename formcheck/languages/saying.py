"""What is said in a language: sentences, and whole values that hold them."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from formcheck.languages import Language

T = TypeVar("T")

Say = Callable[[str], str]
"""Says an English sentence in some language."""

CODES = frozenset({"verdict", "cue", "shown_by"})
"""Fields of what a report shows that programs read."""


def say_in(language: Language) -> Say:
    """Return what says an English sentence in a language; what it does not know stays English."""
    if language == "es":
        from formcheck.languages.spanish import SPANISH

        return SPANISH.say
    return str


def said(value: T, say: Say) -> T:
    """Return a value with its sentences said: those of a dataclass, a tuple or a dictionary."""
    found: Any = value
    if isinstance(found, str):
        return say(found)  # type: ignore[return-value]
    if isinstance(found, tuple):
        return tuple(said(v, say) for v in found)  # type: ignore[return-value]
    if isinstance(found, list):
        return [said(v, say) for v in found]  # type: ignore[return-value]
    if isinstance(found, dict):
        return {k: said(v, say) for k, v in found.items()}  # type: ignore[return-value]
    if is_dataclass(found) and not isinstance(found, type):
        kept = {f.name: getattr(found, f.name) for f in fields(found) if f.name not in CODES}
        return replace(found, **{name: said(v, say) for name, v in kept.items()})  # type: ignore[return-value]
    return value
