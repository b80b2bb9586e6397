"""A report in the order and in the words in which it is read.

Which fault comes first, how the repetitions are sorted, which numbers stand beside a finding and
how they are rounded is decided here and nowhere else. The result stands in `report.json` under
`display`; the HTML report, the command line, the page of a result and the live page draw it.
Everything in it is text ready to be shown, but for times (seconds of the video, to jump to) and
the ids that pictures and curves are found by.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby

from formcheck.analysis.report import (
    Finding,
    Note,
    Prescription,
    Reason,
    Rep,
    Report,
    Side,
    Verdict,
)
from formcheck.analysis.report.formatting import (
    allowed,
    amount,
    brief,
    clock,
    counted,
    goal,
    measured,
    on_picture,
    plain,
    span,
)

REASONS: dict[Reason, str] = {
    "view": "other view",
    "hidden": "hidden",
    "margin": "too close",
    "damaged": "damaged",
    "speed": "playback speed",
}
"""Why a finding is unsure, in two words."""

VERDICTS: dict[Verdict, str] = {"ok": "fine", "fault": "fault", "unsure": "unsure"}
SIDES: dict[Side, str] = {"left": "Left", "right": "Right", "both": ""}
WORST_FIRST: tuple[Verdict, ...] = ("fault", "unsure", "ok")

LEGEND: dict[Verdict, str] = {
    "ok": "Clean in everything the camera could see",
    "fault": "Fault, with the value measured",
    "unsure": "Not judged, and why",
}

MARGIN_NOTE = (
    "± is the possible error. A rep has a fault only when it is beyond the limit by more than that."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding in words.

    Attributes:
        rep: number of its repetition, None for a finding on the whole set.
        value: "163° ± 4°", empty where nothing was measured; limits: "at least 165°".
        numbers: both in one line: "0.8 ± 0.1 s, goal 5–10 s".
        label: the lines to write beside the joint on a picture.
        reason: why it is unsure, in two words; why: the same as a sentence, with the camera move.
        message: what to do about a fault.
        time: the moment that shows it, seconds; None where no frame shows it. when: "0:05.8".
        caption: the moment in a sentence, for a picture of it.
    """

    rep: int | None
    cue: str
    title: str
    verdict: Verdict
    informative: bool
    value: str
    limits: str
    numbers: str
    label: tuple[str, ...]
    reason: str
    why: str
    message: str
    rule: str
    time: float | None
    when: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StripCell:
    """One repetition of the strip.

    Attributes:
        text: a word or number below the mark; title: the same in a few more words.
    """

    rep: int
    verdict: Verdict
    text: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRun:
    """Repetitions of one side that follow each other; `side` is empty where both work."""

    side: str
    cells: tuple[StripCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendLine:
    """What a mark means; only those that occur in the set are listed."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One repetition in full.

    Attributes:
        title: "Rep 2, left"; when: "0:04.2 to 0:07.9"; gist: its faults with their numbers.
        faults: what counts against it, the fault to fix first leading, then the clearest.
        lines: all other findings. not_visible: titles of cues that no repetition shows.
        moved: how long it was held and how far it went.
        shown_by: the cue that the repetition is shown by; time: the moment to jump to, seconds.
    """

    rep: int
    verdict: Verdict
    title: str
    when: str
    gist: str
    faults: tuple[FindingView, ...]
    lines: tuple[FindingView, ...]
    not_visible: str
    moved: str
    shown_by: str | None
    time: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One cue of the table of all numbers."""

    title: str
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One number of the table: the unit stands at the head of its column."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One repetition of the table, a cell for each column, None where it has no such finding."""

    rep: int
    cells: tuple[TableCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotVisibleView:
    """A cue that the set does not show: why, and where to put the camera."""

    title: str
    reason: str
    text: str
    camera_move: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note on the clip; `when` is empty where it has no time."""

    text: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line about the clip."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report as it is read, from the one sentence down to the facts of the clip.

    Attributes:
        verdict: "ok" only where every rep is clean: the set is a success, and looks like one.
        title: "Glute bridge, 3 reps"; outcome: how many are clean, in a sentence of its own.
        headline: the one sentence; lead: when and by how much; tally: how many share the fault.
        moment: the finding that the headline speaks of, None without a fault.
        holds: the shortest and longest hold beside the goal, empty where none is asked.
        faults: every fault that counts, in order of time, to step through.
        cards: worst first.
    """

    verdict: Verdict
    title: str
    outcome: str
    headline: str
    lead: str
    tally: str
    moment: FindingView | None
    holds: str
    strip: tuple[StripRun, ...]
    legend: tuple[LegendLine, ...]
    set_findings: tuple[FindingView, ...]
    faults: tuple[FindingView, ...]
    cards_title: str
    cards: tuple[Card, ...]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    margin_note: str
    not_visible: tuple[NotVisibleView, ...]
    notes: tuple[NoteView, ...]
    clip: tuple[Fact, ...]


def report_view(report: Report) -> ReportView:
    """Return a report as it is read."""
    headline, lead = _headline(report)
    cards = tuple(_card(r, report) for r in worst_first(report))
    worst = len(cards) > 1 and bool(cards[0].faults)
    return ReportView(
        verdict=_set_verdict(report),
        title=_title(report),
        outcome=_outcome(report),
        headline=headline,
        lead=lead,
        tally=_tally(report),
        moment=_moment(report),
        holds=_holds(report),
        strip=_strip(report),
        legend=tuple(
            LegendLine(verdict=v, text=LEGEND[v])
            for v in LEGEND
            if any(r.verdict == v for r in report.reps)
        ),
        set_findings=tuple(_set_finding_view(f, report) for f in report.set_findings),
        faults=_faults(report),
        cards_title="Each rep, worst first" if worst else "Each rep",
        cards=cards,
        columns=_columns(report),
        rows=_rows(report),
        margin_note=MARGIN_NOTE,
        not_visible=tuple(
            NotVisibleView(
                title=n.title, reason=REASONS[n.reason], text=n.text, camera_move=n.camera_move
            )
            for n in report.not_visible
        ),
        notes=tuple(_note(n) for n in report.notes),
        clip=_clip(report),
    )


# --- order ---------------------------------------------------------------------------------------


def against(rep: Rep, verdict: Verdict) -> list[Finding]:
    """Return the findings of that verdict that count against a repetition, clearest first."""
    found = [f for f in rep.findings if f.verdict == verdict and not f.informative]
    return sorted(found, key=lambda f: f.excess, reverse=True)


def worst_first(report: Report) -> list[Rep]:
    """Return the repetitions, worst first; the one shown as the moment leads its verdict."""
    shown = report.primary_fault.rep if report.primary_fault else None

    def key(r: Rep) -> tuple[int, bool, int, float, int]:
        faults = against(r, "fault")
        furthest = max((f.excess for f in faults), default=0.0)
        worst = WORST_FIRST.index(r.verdict)
        return worst, r.number != shown, -len(faults), -furthest, r.number

    return sorted(report.reps, key=key)


def _never_judged(report: Report) -> set[str]:
    """Return the cues that were judged in no repetition: told once, not in each."""
    judged = {f.cue for r in report.reps for f in r.findings if f.verdict != "unsure"}
    return {n.cue for n in report.not_visible} - judged


def _faults_of(rep: Rep, report: Report) -> list[Finding]:
    """Return what counts against a repetition: the fault to fix first, then the clearest."""
    first = report.primary_fault.cue if report.primary_fault else None
    return sorted(against(rep, "fault"), key=lambda f: f.cue != first)


def _faults(report: Report) -> tuple[FindingView, ...]:
    found = [finding_view(f, r) for r in report.reps for f in against(r, "fault")]
    return tuple(sorted(found, key=lambda f: (f.time or 0.0, f.rep or 0)))


def _shown_by(rep: Rep, report: Report) -> Finding | None:
    """Return what a repetition is shown by: its first fault, else a finding with a frame."""
    faults = _faults_of(rep, report)
    if faults:
        return faults[0]
    first = report.primary_fault.cue if report.primary_fault else None
    seen = [f for f in rep.findings if f.evidence and (f.cue == first or f.value is not None)]
    return min(seen, key=lambda f: f.cue != first, default=None)


# --- sentences -----------------------------------------------------------------------------------


def _title(report: Report) -> str:
    n = len(report.reps)
    return f"{report.title}, {counted(n, 'rep')}" if n else report.title


def _outcome(report: Report) -> str:
    n = len(report.reps)
    if n == 0:
        return "No reps counted."
    if all(r.verdict == "unsure" for r in report.reps):
        return f"{counted(n, 'rep')}, but form could not be seen from here."
    if report.good == n:
        return f"{counted(n, 'rep')}, all clean in what could be seen."
    if report.good == 0:
        return f"{counted(n, 'rep')}, with one thing to fix first."
    return f"{report.good} of {n} reps clean in what could be seen."


def _set_verdict(report: Report) -> Verdict:
    if report.primary_fault is not None or any(r.verdict == "fault" for r in report.reps):
        return "fault"
    return "ok" if report.reps and report.good == len(report.reps) else "unsure"


def _headline(report: Report) -> tuple[str, str]:
    """Return the one sentence, and what explains it."""
    n, first = len(report.reps), report.primary_fault
    if first is not None:
        return first.message or first.title, "" if first.text == first.message else first.text
    if n == 0:
        return "No full rep found.", (
            "Hold the start position for a moment, and come back to it after each rep. Keep your "
            "whole body in the picture from before the first rep until after the last."
        )
    if all(r.verdict == "unsure" for r in report.reps):
        return "Your reps were counted, but your form could not be seen from here.", (
            "Move the camera as described below and film another set."
            if report.not_visible
            else "Film another set from another place."
        )
    if report.good == n:
        reps = "Your rep was clean." if n == 1 else f"All {n} reps clean."
        return reps, "Well done. Nothing to fix in what the camera could see."
    return f"{report.good} of {counted(n, 'rep')} are clean.", ""


def _tally(report: Report) -> str:
    """Return how many repetitions are clean, without blame."""
    n, first = len(report.reps), report.primary_fault
    if first is None and report.good == n:
        return ""  # the headline says so
    faulty = [r for r in report.reps if r.verdict == "fault"]
    unjudged = sum(r.verdict == "unsure" for r in report.reps)
    parts = [f"{report.good} of {n} clean"] if report.good else []
    if (
        first is not None
        and len(faulty) > 1
        and all(any(f.cue == first.cue for f in against(r, "fault")) for r in faulty)
    ):
        rest = report.good > 0 and len(faulty) + report.good == n
        parts.append(f"{'the rest' if rest else f'{len(faulty)} of {n}'} share one fix")
    if 0 < unjudged < n:
        parts.append(f"{unjudged} could not be judged")
    return "; ".join(parts) + "." if parts else ""


def _holds(report: Report) -> str:
    holds, asked = [r.hold for r in report.reps], report.prescription.hold
    if not holds or asked is None:
        return ""
    low, high = asked
    goal = f"{span(low, high, ' to ')} s" if low > 0 else f"at most {high:g} s"
    shortest, longest = plain(min(holds), 1), amount(max(holds), "s")
    return f"Holds: {shortest} to {longest}; {report.prescription.asks} {goal}."


# --- findings ------------------------------------------------------------------------------------


def finding_view(finding: Finding, rep: Rep | None = None) -> FindingView:
    """Return a finding in words; `rep` is the repetition that it was made on."""
    value = measured(finding)
    limits = allowed(finding.low, finding.high, finding.unit)
    reason = REASONS[finding.reason] if finding.reason else ""
    time = finding.evidence.time if finding.evidence else None
    why = ""
    if finding.verdict == "unsure":
        because = f"Unsure, {reason}." if reason else ""
        why = " ".join(t for t in (because, finding.message, finding.camera_move) if t)
    asked = goal(finding.low, finding.high, finding.unit)
    numbers = ", goal ".join(_present(value, asked)) if value else limits
    place = f"Rep {rep.number}" if rep else "The set"
    when = "" if time is None else clock(time)
    moment = f" at {when}" if when else ""
    return FindingView(
        rep=rep.number if rep else None,
        cue=finding.cue,
        title=finding.title,
        verdict=finding.verdict,
        informative=finding.informative,
        value=value,
        limits=limits,
        numbers=numbers,
        label=on_picture(finding),
        reason=reason,
        why=why,
        message=finding.message if finding.verdict == "fault" else "",
        rule=finding.rule,
        time=time,
        when=when,
        caption=f"{place}{moment}. {finding.title}{f': {numbers}' if numbers else ''}.",
    )


def _set_finding_view(finding: Finding, report: Report) -> FindingView:
    """Return a finding on the whole set: counts as they are said, each beside its goal."""
    view = finding_view(finding)
    numbers = view.numbers
    left, right = (sum(r.side == side for r in report.reps) for side in ("left", "right"))
    if finding.cue in ("sides_in_order", "sides_even", "side_asked"):
        numbers = f"left {left}, right {right}"
    elif finding.unit.startswith("reps") and finding.value is not None:
        each = finding.unit.removeprefix("reps")
        done, low, high = int(finding.value), finding.low, finding.high
        if low is not None and done < low:
            numbers = f"{done} of {counted(int(low), 'rep')}{each}"
        elif low is not None and high is not None:
            numbers = f"{counted(done, 'rep')}{each}, goal {span(low, high)}"
    elif finding.cue.startswith("fatigue_"):
        numbers = f"{view.value} from the first reps to the last"
    return replace(view, value=numbers, limits="", numbers=numbers)


def _moment(report: Report) -> FindingView | None:
    first = report.primary_fault
    if first is None:
        return None
    return next(
        (
            finding_view(f, r)
            for r in report.reps
            if r.number == first.rep
            for f in r.findings
            if f.cue == first.cue
        ),
        None,
    )


# --- repetitions ---------------------------------------------------------------------------------


def _strip(report: Report) -> tuple[StripRun, ...]:
    never = _never_judged(report)
    return tuple(
        StripRun(side=SIDES[side], cells=tuple(_cell(r, report, never) for r in run))
        for side, run in groupby(report.reps, key=lambda r: r.side)
    )


def _cell(rep: Rep, report: Report, never: AbstractSet[str]) -> StripCell:
    faults, unsure = _faults_of(rep, report), against(rep, "unsure")
    if rep.verdict == "fault" and faults:
        text = brief(faults[0]) or faults[0].title
        title = ", ".join(f.title for f in against(rep, "fault"))
    elif rep.verdict == "unsure":
        reasons = [REASONS[f.reason] for f in unsure if f.reason]
        text = max(reasons, key=reasons.count) if reasons else "not seen"
        title = "not judged"
    else:
        unclear = sum(f.cue not in never for f in unsure)
        text = f"{unclear} unsure" if unclear else "clean"
        title = "nothing to fix in what the camera could see"
    return StripCell(rep=rep.number, verdict=rep.verdict, text=text, title=title)


def _card(rep: Rep, report: Report) -> Card:
    never = _never_judged(report)
    informative = [f for f in rep.findings if f.informative]

    def told(verdict: Verdict) -> list[Finding]:
        return [f for f in informative if f.verdict == verdict]

    faults = _faults_of(rep, report)
    unsure = [*against(rep, "unsure"), *told("unsure")]
    others = [*told("fault"), *against(rep, "ok"), *told("ok")]
    others += [f for f in unsure if f.cue not in never]
    hidden = ", ".join(f.title.lower() for f in unsure if f.cue in never)
    shown = _shown_by(rep, report)
    time = (rep.top_start + rep.top_end) / 2
    if shown is not None:
        time = shown.evidence.time if shown.evidence else (shown.start + shown.end) / 2
    side = SIDES[rep.side]
    return Card(
        rep=rep.number,
        verdict=rep.verdict,
        title=f"Rep {rep.number}, {side.lower()}" if side else f"Rep {rep.number}",
        when=f"{clock(rep.start)} to {clock(rep.end)}",
        gist=", ".join(f"{f.title} {brief(f)}".strip() for f in faults),
        faults=tuple(finding_view(f, rep) for f in faults),
        lines=tuple(finding_view(f, rep) for f in others),
        not_visible=f"Not seen in this set: {hidden}." if hidden else "",
        moved=_moved(rep, report.prescription),
        shown_by=shown.cue if shown else None,
        time=time,
    )


def _moved(rep: Rep, prescription: Prescription) -> str:
    goal = f", goal {span(*prescription.hold)} s" if prescription.hold else ""
    moved = amount(rep.amplitude, rep.amplitude_unit)
    return f"Held {amount(rep.hold, 's')}{goal}. Moved {moved}."


# --- the table, and what comes last --------------------------------------------------------------


def _by_cue(report: Report) -> dict[str, list[Finding | None]]:
    """Return the findings of each cue, one (or None) a repetition, cues in their own order."""
    cues = dict.fromkeys(f.cue for r in report.reps for f in r.findings)
    return {
        cue: [next((f for f in r.findings if f.cue == cue), None) for r in report.reps]
        for cue in cues
    }


def _columns(report: Report) -> tuple[Column, ...]:
    out = []
    for found in _by_cue(report).values():
        shown = next(f for f in found if f)
        limits = allowed(shown.low, shown.high, shown.unit)
        out.append(Column(title=shown.title, limits=limits))
    return tuple(out)


def _rows(report: Report) -> tuple[TableRow, ...]:
    columns = _by_cue(report).values()
    return tuple(
        TableRow(rep=r.number, cells=tuple(_table_cell(found[i]) for found in columns))
        for i, r in enumerate(report.reps)
    )


def _table_cell(finding: Finding | None) -> TableCell | None:
    if finding is None:
        return None
    reason = REASONS[finding.reason] if finding.reason else ""
    return TableCell(verdict=finding.verdict, text=measured(finding, short=True) or reason)


def _note(note: Note) -> NoteView:
    return NoteView(text=note.text, when="" if note.time is None else clock(note.time))


def _clip(report: Report) -> tuple[Fact, ...]:
    source = report.source
    size = f", {source.width} × {source.height}" if source.width else ""
    rate = f", {round(source.fps, 2):g} frames a second" if source.fps else ""
    lost = f"{counted(source.damaged, 'packet')} could not be read" if source.damaged else ""
    cut = "the clip was cut short" if source.cut_short else ""
    recognised = ", recognised from the movement" if report.recognised else ""
    share = round(100 * source.seen)
    facts = {
        "File": source.name or "Recorded live",
        "Exercise": f"{report.title}{recognised}",
        "Plan" if report.prescription.by == "plan" else "Routine": _asked(report.prescription),
        "Camera": report.view.text if report.view else "Where it stood is not known.",
        "Length": f"{clock(source.duration)}{size}{rate}",
        "Poses": f"{source.poses}, a person seen in {share} % of them",
        "Damage": "; ".join(_present(lost, cut)),
        "Analysed with": f"formcheck {report.formcheck}, {report.model} model".replace("  ", " "),
        "Fingerprint": source.sha256[:16],
    }
    return tuple(Fact(name=name, text=text) for name, text in facts.items() if text)


def _asked(p: Prescription) -> str:
    hold = f"hold {span(*p.hold)} s" if p.hold else ""
    return ", ".join(_present(f"{span(*p.reps)} reps", f"{span(*p.sets)} sets", hold, p.sides))


def _present(*parts: str) -> Sequence[str]:
    return [p for p in parts if p]
