"""The tables people read: the figures against what is asked, cue by cue, margins, what to mend."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from formcheck.analysis.report.formatting import plain
from formcheck.evaluation.compare import CueOutcome, SetOutcome
from formcheck.evaluation.metrics import CueTotals, Share, Totals, add_up, clean, seen

NONE = "-"


# --- a table as aligned text and as Markdown ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a title; `left` columns are words, the rest are numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    note: str = ""

    def text(self) -> str:
        """Return it aligned."""
        every = [self.head, *self.rows]
        widths = [max(len(r[i]) for r in every) for i in range(len(self.head))]
        lines = [self.title, *(_aligned(r, widths, self.left) for r in every)]
        if self.note:
            lines.append(self.note)
        return "\n".join(lines)

    def markdown(self) -> str:
        """Return it as a Markdown table under its title in bold."""
        rule = [":--" if i < self.left else "--:" for i in range(len(self.head))]
        lines = [f"**{self.title}**", "", _piped(self.head), _piped(rule)]
        lines += [_piped(r) for r in self.rows]
        if self.note:
            lines += ["", self.note.replace("\n", " ")]
        return "\n".join(lines)


def _aligned(row: Sequence[str], widths: Sequence[int], left: int) -> str:
    cells = [
        c.ljust(w) if i < left else c.rjust(w)
        for i, (c, w) in enumerate(zip(row, widths, strict=True))
    ]
    return "  " + "  ".join(cells).rstrip()


def _piped(row: Sequence[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in row) + " |"


# --- figures, cue by cue, margins ---------------------------------------------------------------


def _share(s: Share) -> str:
    return NONE if s.percent is None else f"{s.part} of {s.whole} ({s.percent:.0f} %)"


def _fine(s: Share) -> str:
    return NONE if s.percent is None else f"{s.part} of {s.whole} ({s.percent:.1f} %)"


def _number(value: float | None, unit: str = "", digits: int = 2) -> str:
    return NONE if value is None else plain(value, digits) + unit


def _mean(kind: str, view: str | None) -> Callable[[Totals], str]:
    def of(t: Totals) -> str:
        rows = [a for a in t.angles if a.kind == kind and view in (None, a.view)]
        values = sum(a.values for a in rows)
        if not values:
            return NONE
        total = sum(a.mean_absolute * a.values for a in rows)
        return f"{plain(total / values, 1)} deg"

    return of


_FIGURES: tuple[tuple[str, str, Callable[[Totals], str]], ...] = (
    ("sets", "", lambda t: str(t.sets)),
    ("repetitions exact, usable views", "95 %", lambda t: _share(t.exact)),
    ("repetitions exact, weak views", "", lambda t: _share(t.exact_weak)),
    ("side right, usable views", "100 %", lambda t: _share(t.side)),
    ("start, median error", "0.15 s", lambda t: _number(t.start, " s")),
    ("top reached, median error", "0.15 s", lambda t: _number(t.top_start, " s")),
    ("top left, median error", "0.15 s", lambda t: _number(t.top_end, " s")),
    ("end, median error", "0.15 s", lambda t: _number(t.end, " s")),
    ("hold, median error", "0.20 s", lambda t: _number(t.hold, " s")),
    ("planted faults found, views that show them", "90 %", lambda t: _share(t.found)),
    ("planted faults found, weak views", "", lambda t: _share(t.found_weak)),
    ("clean and judged, called a fault", "at most 2 %", lambda t: _fine(t.false)),
    ("clean, all", "", lambda t: str(t.clean)),
    ("judged where the view cannot show it", "0", lambda t: str(t.outside)),
    ("azimuth, median error", "15 deg", lambda t: _number(t.azimuth, " deg", 0)),
    ("elevation, median error", "15 deg", lambda t: _number(t.elevation, " deg", 0)),
    ("knee angle, side view, mean error", "5 deg", _mean("knee angle", "side")),
    ("hip angle, side view, mean error", "5 deg", _mean("hip angle", "side")),
    ("frontal knee angle, mean error", "3 deg", _mean("frontal knee angle", None)),
    ("true value within the margin", "90-98 %", lambda t: _fine(t.covered)),
)


def figures(totals: Sequence[Totals]) -> Table:
    """Return the figures by model size beside those asked for."""
    rows = tuple((name, *(of(t) for t in totals), asked) for name, asked, of in _FIGURES)
    return Table("Figures", ("", *(t.model for t in totals), "asked"), rows)


_CUE_HEAD = (
    "cue",
    "found",
    "missed",
    "unsure",
    "weak view",
    "clean: ok",
    "fault",
    "close",
    "unseen",
    "not shown",
)


def cue_table(t: Totals) -> Table:
    """Return what became of every cue with one model size."""
    return Table(
        f"Cue by cue, {t.model} model",
        _CUE_HEAD,
        _by_exercise([(c.exercise, (c.cue, *_cue_row(c))) for c in t.cues]),
        note="Found, missed, unsure: faults that are there, in views that show them (hold, "
        "lowering, rushing: by the true times).\nWeak view: found of those that the view shows "
        "weakly. Clean: ok, called a fault, unsure because close or unseen.\nNot shown: judged "
        "although the view cannot show it.",
    )


def _by_exercise(rows: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, ...], ...]:
    """Return rows under a row with their exercise's name."""
    out: list[tuple[str, ...]] = []
    last = ""
    for exercise, (cue, *cells) in rows:
        if exercise != last:
            out.append((exercise, *("" for _ in cells)))
            last = exercise
        out.append((f"  {cue}", *cells))
    return tuple(out)


def _cue_row(c: CueTotals) -> tuple[str, ...]:
    there = c.found + c.missed + c.unsure
    faults = [str(n) if there else NONE for n in (c.found, c.missed, c.unsure)]
    weak = f"{c.weak[0]} of {sum(c.weak)}" if sum(c.weak) else NONE
    cleared = [str(n) for n in (c.right, c.false, c.close, c.not_visible)]
    return (*faults, weak, *cleared, str(c.outside))


def margin_table(t: Totals) -> Table:
    """Return how the values of every cue lie about the true ones."""
    rows = []
    for c in t.cues:
        for m in c.margins:
            digits = 1 if m.unit == "deg" or m.unit.startswith("%") else 3
            errors = (plain(x, digits) for x in (m.bias, m.sd, m.margin))
            within = f"{100 * m.covered / m.values:.0f} %"
            cells = (c.cue, m.unit, str(m.values), *errors, within, _number(m.needed))
            rows.append((c.exercise, cells))
    return Table(
        f"Margins, {t.model} model",
        ("cue", "unit", "values", "bias", "SD", "margin", "within", "x for 95 %"),
        _by_exercise(rows),
        left=2,
        note="Measured less true. x for 95 %: what the margins must be multiplied with.",
    )


def counting_table(model: str, sets: Sequence[SetOutcome]) -> Table:
    """Return how well repetitions are counted by angle, distance, light and background.

    As counters are compared: found of the true ones, true ones of the counted, and both in one
    number (F1). Of usable views, all exercises together.
    """
    usable = [s for s in sets if s.model == model and s.usable in ("shows", "weak")]
    groups: dict[tuple[str, str], list[SetOutcome]] = {("all", ""): usable}
    for s in usable:
        for kind, value in {"angle": s.view, **s.conditions}.items():
            groups.setdefault((kind, value), []).append(s)
    kinds = ("all", "angle", "distance", "light", "background")
    order = sorted(groups, key=lambda key: (kinds.index(key[0]), key[1]))
    return Table(
        f"Counting, {model} model",
        ("under", "", "sets", "repetitions", "found", "counted too many", "F1"),
        tuple((*key, *_counted(groups[key])) for key in order if groups[key]),
        left=2,
        note="Usable views. F1: 2 x found over true and counted repetitions.",
    )


def _counted(sets: Sequence[SetOutcome]) -> tuple[str, ...]:
    true = sum(s.true_reps for s in sets)
    found = sum(r.counted is not None for s in sets for r in s.reps)
    extra = sum(len(s.extra) for s in sets)
    f1 = 2 * found / (true + found + extra) if true + extra else 1.0
    share = f"{found} ({100 * found / true:.1f} %)" if true else NONE
    return str(len(sets)), str(true), share, str(extra), f"{f1:.3f}"


def angle_table(totals: Sequence[Totals]) -> Table:
    """Return the errors of measured angles by view."""
    rows = [
        (a.kind, a.view, t.model, str(a.values), plain(a.bias, 1), plain(a.mean_absolute, 1))
        for t in totals
        for a in t.angles
    ]
    head = ("angle", "view", "model", "values", "bias, deg", "mean error, deg")
    return Table("Angles by view", head, tuple(sorted(rows)), left=3)


# --- what went wrong, by name -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Remark:
    """One line for a set and a cue: what sort it is, in which set, with which model."""

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
        lacking = f", not counted: {_numbers(lost)}" if lost else ""
        more = f", not true: {_numbers(s.extra)}" if s.extra else ""
        add("counted", f"{s.counted} of {s.true_reps} in {s.video}{lacking}{more}{view}")
    wrong = [r.number for r in s.reps if r.side_right is False]
    if wrong:
        add("side", f"{_reps(wrong)} of {s.video}{view}")
    tests: dict[str, Callable[[CueOutcome], bool]] = {
        "missed": lambda c: c.expected == "fault" and seen(c) and c.verdict != "fault",
        "weak": lambda c: c.planted and c.visibility == "weak" and c.verdict != "fault",
        "false": lambda c: clean(c) and c.verdict == "fault",
        "outside": lambda c: c.visibility == "cannot" and c.verdict in ("ok", "fault"),
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
        words.append(f"{_rounded(c.value)} ± {_rounded(c.margin)}")
        if c.limit is not None:
            words.append(f"limit {_rounded(c.limit)}")
    if c.true is not None:
        words.append(f"truly {_rounded(c.true)}")
    return ", ".join(words)


def _rounded(value: float) -> str:
    return plain(value, 0 if abs(value) >= 30 else 1 if abs(value) >= 3 else 2)


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(n) for n in numbers)


def _reps(numbers: Sequence[int]) -> str:
    return f"rep {numbers[0]}" if len(numbers) == 1 else f"reps {_numbers(numbers)}"


# --- everything together ------------------------------------------------------------------------


def full(sets: Sequence[SetOutcome], skipped: Sequence[str] = (), *, markdown: bool = False) -> str:
    """Return all tables and lists for people."""
    totals = add_up(sets)
    tables = [figures(totals)]
    for t in totals:
        tables += [cue_table(t), margin_table(t)]
    tables.append(angle_table(totals))
    tables += [counting_table(t.model, sets) for t in totals]
    lists = [
        _list(title, [r for r in remarks(sets) if r.sort == sort], markdown)
        for sort, title in SORTS.items()
    ]
    parts = [t.markdown() if markdown else t.text() for t in tables if t.rows]
    parts += [part for part in lists if part]
    unwatched = sorted({f"{s.exercise}: {f}" for s in sets for f in s.unwatched})
    for title, lines in (("Planted, but no cue tells of it", unwatched), ("Skipped", skipped)):
        if lines:
            parts.append(_lines(title, lines, markdown))
    return "\n\n".join(parts) + "\n"


def _list(title: str, found: Sequence[Remark], markdown: bool) -> str:
    return _lines(title, [f"{r.model}: {r.text}" for r in found], markdown) if found else ""


def _lines(title: str, lines: Sequence[str], markdown: bool) -> str:
    if markdown:
        return "\n".join([f"**{title}**", "", *(f"- {line}" for line in lines)])
    return "\n".join([title, *(f"  {line}" for line in lines)])


def effect(
    before: Sequence[SetOutcome],
    after: Sequence[SetOutcome],
    only: Sequence[str],
    *,
    markdown: bool = False,
) -> str:
    """Return what a change of limits does: figures, the cues concerned, verdicts that change."""
    rows, cues = [], []
    old, new = add_up(before), add_up(after)
    for a, b in zip(old, new, strict=True):
        rows += [
            (name, a.model, of(a), of(b), asked) for name, asked, of in _FIGURES if of(a) != of(b)
        ]
        for when, t in (("before", a), ("after", b)):
            cues += [
                (f"{c.exercise}/{c.cue}", t.model, when, *_cue_row(c))
                for c in t.cues
                if f"{c.exercise}/{c.cue}" in only
            ]
    head = (_CUE_HEAD[0], "model", "when", *_CUE_HEAD[1:])
    tables = [
        Table("Figures that change", ("", "model", "before", "after", "asked"), tuple(rows), 2),
        Table("The cues concerned", head, tuple(sorted(cues, key=_before_first)), 3),
    ]
    parts = [t.markdown() if markdown else t.text() for t in tables if t.rows]
    lines = _changes(before, after)
    parts.append(
        _lines("Verdicts that change", lines, markdown) if lines else "No verdict changes."
    )
    return "\n\n".join(parts) + "\n"


def _before_first(row: tuple[str, ...]) -> tuple[str, str, bool]:
    return row[0], row[1], row[2] == "after"


def _changes(before: Sequence[SetOutcome], after: Sequence[SetOutcome]) -> list[str]:
    out = []
    for a, b in zip(before, after, strict=True):
        for x, y in zip(a.cues, b.cues, strict=True):
            if x.verdict != y.verdict:
                change = f"{_verdict(x)} -> {_verdict(y)}"
                out.append(f"{a.model}: {x.cue} rep {x.rep} of {a.video}: {change}")
    return out


def _verdict(c: CueOutcome) -> str:
    right = {"fault": "there", "clean": "clean"}.get(c.expected, "")
    return f"{c.verdict}" + (f" ({right})" if right else "")


def to_json(sets: Sequence[SetOutcome], skipped: Sequence[str] = ()) -> dict[str, Any]:
    """Return totals, lists and every outcome as plain dicts, ready for `json.dumps`."""
    return {
        "format": "formcheck-evaluation-2",
        "totals": [asdict(t) for t in add_up(sets)],
        "remarks": [asdict(r) for r in remarks(sets)],
        "skipped": list(skipped),
        "sets": [asdict(s) for s in sets],
    }
