"""The table of the trial: class by class what was tried, what passed, and one figure."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Measures = Mapping[str, Sequence[float]]

FIGURES: dict[str, Callable[[Measures], str]] = {
    "files": lambda m: f"at most {max(m['degrees']):.2f} degrees from the healthy twin",
    "files, uploaded": lambda m: "nothing is left of what was refused",
    "fuzz: video files": lambda m: f"{sum(m['files']):,.0f} files read, no death, no wrong answer",
    "fuzz: landmarks": lambda m: f"{sum(m['sets']):,.0f} sets, each with a report or a reason",
    "fuzz: routes": lambda m: f"{sum(m['requests']):,.0f} requests, none answered with 5xx",
    "fuzz: routes, team": lambda m: f"{sum(m['requests']):,.0f} requests, none answered with 5xx",
    "crashes: kill -9": lambda m: (
        f"{sum(m['files']):.0f} files sent meanwhile, all whole and judged once"
    ),
    "crashes: accidents": lambda m: (
        f"nothing lost, nothing left; cancelled work ended within {max(m['seconds']):.1f} s"
    ),
    "load": lambda m: f"`/healthz` answered within {max(m['seconds']):.2f} s",
    "several machines": lambda m: (
        f"PostgreSQL and S3; a dead worker's set done in {max(m['seconds']):.0f} s, "
        f"{sum(m['files']):.0f} files whole"
    ),
    "break-in": lambda m: "no way in is open",
}
"""The classes in the order of the table, and how each makes its figure of what was measured."""

BEGIN, END = "<!-- trial: begin -->", "<!-- trial: end -->"


@dataclass(kw_only=True)
class Tally:
    """What became of the cases of one class."""

    with_subtests: set[str] = field(default_factory=set)
    passed: int = 0
    tried: int = 0
    measures: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def count(self, passed: bool) -> None:
        """Count one case."""
        self.tried += 1
        self.passed += passed


def table(tallies: Mapping[str, Tally]) -> str:
    """Return the table: class, tried, passed, figure."""
    lines = ["| class | tried | passed | figure |", "|---|---:|---:|---|"]
    for name, figure in FIGURES.items():
        if (t := tallies.get(name)) is None or not t.tried:
            continue
        try:
            told = figure(t.measures) if t.passed == t.tried else ""
        except ValueError:  # nothing was measured
            told = ""
        lines.append(f"| {name} | {t.tried} | {t.passed} | {told} |")
    return "\n".join(lines)


def written(text: str, made: str) -> str:
    """Return a Markdown text with the table in its place; a ValueError where it has none."""
    if BEGIN not in text or END not in text:
        raise ValueError(f"there is no place for a table: {BEGIN} and {END}, a line each")
    return re.sub(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{made}\n{END}", text, flags=re.DOTALL)
