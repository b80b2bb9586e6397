"""What a class of the trial is, what it finds, and the table that is printed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One case: what was tried, whether it went as expected, what was seen, and its measure.

    `value` is the measure that the class makes its figure of, where the case has one. A case that
    cannot be tried on this machine is not `tried`: `seen` says why.
    """

    case: str
    passed: bool
    seen: str = ""
    value: float | None = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """Where a class works: an empty folder, and whether only its short part is wanted."""

    folder: Path
    short: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of cases.

    Attributes:
        name: on the command line and in the table.
        cases: yields the results, one by one.
        figure: says the one number that counts, of all results.
    """

    name: str
    cases: Callable[[Room], Iterator[Result]]
    figure: Callable[[Sequence[Result]], str]


def largest(results: Sequence[Result]) -> float:
    """Return the largest measure; 0 where there is none."""
    return max((r.value for r in results if r.value is not None), default=0.0)


def table(rows: Iterable[tuple[Kind, Sequence[Result]]]) -> str:
    """Return the table: class, tried, passed, figure."""
    lines = [("class", "tried", "passed", "figure")]
    for kind, results in rows:
        tried = [r for r in results if r.tried]
        passed = sum(r.passed for r in tried)
        lines.append((kind.name, str(len(tried)), str(passed), kind.figure(tried)))
    wide = [max(len(line[i]) for line in lines) for i in range(4)]
    lines.insert(
        1, ("-" * wide[0], "-" * (wide[1] - 1) + ":", "-" * (wide[2] - 1) + ":", "-" * wide[3])
    )
    return "\n".join(
        f"| {a:<{wide[0]}} | {b:>{wide[1]}} | {c:>{wide[2]}} | {d:<{wide[3]}} |"
        for a, b, c, d in lines
    )
