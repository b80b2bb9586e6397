"""What a course of events tells of each of its cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Result:
    """One case: what was tried, whether it went as expected, what was seen, what was measured."""

    case: str
    passed: bool
    seen: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
