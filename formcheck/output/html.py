"""The report as one page: nothing fetched, readable without script, as good on paper.

Here the report is put in the order in which it is read; the words and the marking-up are in
`report.html.j2`, the looks in `tokens.css` and `report.css`. File names, notes and everything
else from outside goes through Jinja's autoescape.
"""

from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from formcheck.analysis.formatting import allowed, amount, brief, clock, measured
from formcheck.analysis.report import Finding, PrimaryFault, Rep, Report, Verdict
from formcheck.output.curves import Curve, rows
from formcheck.output.svg import svg

REASONS = {"view": "other view", "hidden": "hidden", "margin": "too close", "damaged": "damaged"}
WORST_FIRST: dict[Verdict, int] = {"fault": 0, "unsure": 1, "ok": 2}
STYLES = ("tokens.css", "report.css")
SIDES = {"left": "Left", "right": "Right", "both": ""}

OPEN_TARGET = (
    "const show=()=>{const d=document.getElementById(location.hash.slice(1));"
    "if(d&&'open'in d)d.open=true};addEventListener('hashchange',show);show()"
)
"""Opens the card that the strip points to; without it a tap more does the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One repetition of the strip: its worst verdict and what is said below the mark."""

    number: int
    verdict: Verdict
    said: str
    told: str


@dataclass(frozen=True, slots=True)
class Card:
    """One repetition in full; `not_visible` are the cues that no repetition of the set shows."""

    rep: Rep
    faults: tuple[Finding, ...]
    unsure: tuple[Finding, ...]
    ok: tuple[Finding, ...]
    not_visible: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One cue of the table of numbers, with one finding (or none) a repetition."""

    title: str
    asked: str
    cells: tuple[Finding | None, ...]


def excess(f: Finding) -> float:
    """Return how far a finding lies beyond its limit, in margins; 0 without a number."""
    if f.value is None or f.limit is None:
        return 0.0
    return abs(f.value - f.limit) / max(f.margin or 0.0, 1e-3 * max(abs(f.limit), 1.0))


def counted(rep: Rep, verdict: Verdict) -> list[Finding]:
    """Return the findings of that verdict that count against a repetition, clearest first."""
    found = [f for f in rep.findings if f.verdict == verdict and not f.informative]
    return sorted(found, key=excess, reverse=True)


def worst_first(report: Report) -> list[Rep]:
    """Return the repetitions, worst first; the one shown as the moment leads its verdict."""
    shown = report.fix_first.rep if report.fix_first else None

    def key(r: Rep) -> tuple[int, bool, int, float, int]:
        faults = counted(r, "fault")
        furthest = max((excess(f) for f in faults), default=0.0)
        return WORST_FIRST[r.verdict], r.number != shown, -len(faults), -furthest, r.number

    return sorted(report.reps, key=key)


def never_seen(report: Report) -> set[str]:
    """Return the cues that were judged in no repetition: said once, not in each."""
    judged = {f.cue for r in report.reps for f in r.findings if f.verdict != "unsure"}
    return {u.cue for u in report.not_visible} - judged


def cell(rep: Rep, first: PrimaryFault | None, not_visible: Collection[str] = ()) -> Cell:
    """Return a repetition's cell of the strip."""
    faults, unsure = counted(rep, "fault"), counted(rep, "unsure")
    if rep.verdict == "fault" and faults:
        f = next((f for f in faults if first and f.cue == first.cue), faults[0])
        said = brief(f) or f.title
        return Cell(rep.number, "fault", said, ", ".join(f.title for f in faults))
    if rep.verdict == "unsure":
        reasons = [REASONS[f.reason] for f in unsure if f.reason]
        common = max(reasons, key=reasons.count) if reasons else "not seen"
        return Cell(rep.number, "unsure", common, "not judged")
    open_ = sum(f.cue not in not_visible for f in unsure)
    said = f"{open_} unsure" if open_ else "clean"
    return Cell(rep.number, rep.verdict, said, "nothing to fix in what could be seen")


def strip(report: Report) -> list[tuple[str, list[Cell]]]:
    """Return the repetitions in order of time, in runs of one side."""
    return [
        (SIDES[side], [cell(r, report.fix_first, never_seen(report)) for r in run])
        for side, run in groupby(report.reps, key=lambda r: r.side)
    ]


def cards(report: Report) -> list[Card]:
    """Return the cards, worst first; within one, the fault to fix first leads."""
    first = report.fix_first.cue if report.fix_first else None
    never = never_seen(report)
    out = []
    for r in worst_first(report):
        told = [f for f in r.findings if f.informative]
        faults = sorted(counted(r, "fault"), key=lambda f: f.cue != first)
        unsure = [*counted(r, "unsure"), *(f for f in told if f.verdict == "unsure")]
        ok = [*counted(r, "ok"), *(f for f in told if f.verdict == "ok")]
        faults += [f for f in told if f.verdict == "fault"]
        not_visible = [f for f in unsure if f.cue in never]
        unsure = [f for f in unsure if f.cue not in never]
        out.append(Card(r, tuple(faults), tuple(unsure), tuple(ok), tuple(not_visible)))
    return out


def columns(report: Report) -> list[Column]:
    """Return the table of all numbers, one column a cue, in the order the cues come in."""
    out = []
    for cue in dict.fromkeys(f.cue for r in report.reps for f in r.findings):
        found = [next((f for f in r.findings if f.cue == cue), None) for r in report.reps]
        shown = next(f for f in found if f)
        asked = allowed(shown.low, shown.high, shown.unit)
        out.append(Column(shown.title, asked, tuple(found)))
    return out


def tally(report: Report) -> str:
    """Return how many repetitions are clean, without blame."""
    n = len(report.reps)
    faulty = [r for r in report.reps if r.verdict == "fault"]
    open_ = sum(r.verdict == "unsure" for r in report.reps)
    first = report.fix_first
    shared = (
        first is not None
        and len(faulty) > 1
        and all(any(f.cue == first.cue for f in counted(r, "fault")) for r in faulty)
    )
    parts = [f"{report.good} of {n} clean"] if report.good else []
    if shared:
        rest = len(faulty) + report.good == n and report.good
        parts.append(f"{'the rest' if rest else f'{len(faulty)} of {n}'} share one fix")
    if open_ and open_ < n:
        parts.append(f"{open_} could not be judged")
    return "; ".join(parts) + "." if parts else ""


def moment(report: Report) -> Finding | None:
    """Return the finding that the one sentence speaks of."""
    first = report.fix_first
    if first is None:
        return None
    return next(
        (f for r in report.reps if r.number == first.rep for f in r.findings if f.cue == first.cue),
        None,
    )


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "clock": clock,
        "measured": _measured,
        "whole": _whole,
        "span": _span,
        "amount": _amount,
    }
    env.globals |= {"allowed": allowed, "REASONS": REASONS, "SIDES": SIDES}
    return env


def _whole(text: str) -> str:
    """Keep a number and its margin on one line."""
    return text.replace(" ± ", "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}")


def _measured(f: Finding, *, short: bool = False) -> str:
    return _whole(measured(f, short=short))


def _amount(value: float | None, unit: str) -> str:
    return "not seen" if value is None else amount(value, unit)


def _span(pair: tuple[float, float]) -> str:
    """Return a prescribed range: "5–10", or "2" when both ends are the same."""
    low, high = pair
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def report_html(
    report: Report,
    curves: Sequence[Curve] = (),
    pictures: Mapping[tuple[int, str], bytes] | None = None,
) -> str:
    """Return the report as one self-contained HTML page.

    Args:
        report: the outcome of the set.
        curves: what to draw, the most telling first (see `curve.curve`).
        pictures: JPEG of the evidence, by repetition number and cue id.
    """
    here = Path(__file__).parent
    sources = {
        key: "data:image/jpeg;base64," + b64encode(data).decode("ascii")
        for key, data in (pictures or {}).items()
    }
    drawn = [
        (c, Markup(svg(c, f"curve-{i}")), rows(c))
        for i, c in enumerate(c for c in curves if c.drawable)
    ]
    page = _environment().get_template("report.html.j2")
    return page.render(
        report=report,
        css=Markup("".join((here / css).read_text("utf-8") for css in STYLES)),
        strip=strip(report),
        cards=cards(report),
        columns=columns(report),
        tally=tally(report),
        moment=moment(report),
        curves=drawn,
        pictures=sources,
        script=Markup(OPEN_TARGET),
        script_hash=b64encode(sha256(OPEN_TARGET.encode()).digest()).decode("ascii"),
        judged=any(r.verdict != "unsure" for r in report.reps),
    )
