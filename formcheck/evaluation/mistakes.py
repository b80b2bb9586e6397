"""What went wrong, by name: one line for each set and cue, the repetitions drawn together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from formcheck.analysis.formatting import plain
from formcheck.evaluation.compare import CueOutcome, SetOutcome
from formcheck.evaluation.metrics import clean, seen


@dataclass(frozen=True, slots=True)
class Remark:
    """One line: what sort it is, in which set, with which model."""

    sort: str
    model: str
    video: str
    text: str


SORTS = {
    "counted": "Repetitions miscounted",
    "side": "Wrong side",
    "missed": "Faults missed (found unsure or ok)",
    "weak": "Faults not found, in a view that shows them weakly",
    "false": "Clean, but called a fault",
    "outside": "Judged although the view cannot show it",
    "margin": "True value outside the margin",
}


def remarks(sets: Iterable[SetOutcome]) -> list[Remark]:
    """Return all that went wrong in the sets, by sort."""
    found = [r for s in sets for r in _of(s)]
    order = list(SORTS)
    return sorted(found, key=lambda r: order.index(r.sort))


def _of(s: SetOutcome) -> list[Remark]:
    out: list[Remark] = []

    def add(sort: str, text: str) -> None:
        out.append(Remark(sort, s.model, s.video, text))

    view = {"weak": ", a weak view", "cannot": ", an unusable view"}.get(s.usable or "", "")
    if not s.exact:
        lost = [r.number for r in s.reps if r.counted is None]
        told = f", not counted: {_list(lost)}" if lost else ""
        more = f", not true: {_list(s.extra)}" if s.extra else ""
        add("counted", f"{s.counted} of {s.true_reps} in {s.video}{told}{more}{view}")
    wrong = [r.number for r in s.reps if r.side_right is False]
    if wrong:
        add("side", f"{_reps(wrong)} of {s.video}{view}")
    tests: dict[str, Callable[[CueOutcome], bool]] = {
        "missed": lambda c: c.expected == "fault" and seen(c) and c.verdict != "fault",
        "weak": lambda c: c.planted and c.sight == "weak" and c.verdict != "fault",
        "false": lambda c: clean(c) and c.verdict == "fault",
        "outside": lambda c: c.sight == "cannot" and c.verdict in ("ok", "fault"),
        "margin": lambda c: c.covered is False,
    }
    for sort, test in tests.items():
        groups: dict[str, list[CueOutcome]] = {}
        for c in s.cues:
            if test(c):
                groups.setdefault(c.cue, []).append(c)
        for cue, rows in groups.items():
            reps = _reps([c.rep for c in rows])
            add(sort, f"{cue} {reps} of {s.video} ({'; '.join(_unlike(rows))})")
    return out


def _unlike(rows: Sequence[CueOutcome]) -> list[str]:
    return list(dict.fromkeys(_why(c) for c in rows))


def _why(c: CueOutcome) -> str:
    if c.verdict is None:
        return "not counted"
    words = [f"unsure: {c.reason}" if c.verdict == "unsure" else c.verdict]
    if c.value is not None and c.margin is not None:
        words.append(f"{_number(c.value)} ± {_number(c.margin)}")
        if c.limit is not None:
            words.append(f"limit {_number(c.limit)}")
    if c.true is not None:
        words.append(f"truly {_number(c.true)}")
    return ", ".join(words)


def _number(value: float) -> str:
    return plain(value, 0 if abs(value) >= 30 else 1 if abs(value) >= 3 else 2)


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(str(n) for n in numbers)


def _reps(numbers: Sequence[int]) -> str:
    return f"rep {numbers[0]}" if len(numbers) == 1 else f"reps {_list(numbers)}"
