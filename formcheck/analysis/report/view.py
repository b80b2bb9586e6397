"""From a report to what it shows: `ReportView`.

Which fault comes first (`order`), which numbers stand beside a finding and how they are rounded
(`formatting`) is decided here and nowhere else; the sentences are in `english`.
"""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

from formcheck.analysis.report import (
    Finding,
    Note,
    Prescription,
    Rep,
    Report,
    Verdict,
    english,
    english_page,
    english_set,
)
from formcheck.analysis.report.display import (
    Card,
    Column,
    Fact,
    FindingView,
    LegendLine,
    NoteView,
    NotVisibleView,
    ReportView,
    StripCell,
    StripRun,
    TableCell,
    TableRow,
)
from formcheck.analysis.report.english import REASONS, span
from formcheck.analysis.report.facts import (
    cue_summaries,
    how_bad,
    in_brief,
    key_facts,
    next_steps,
    other_faults,
    shares,
    window,
)
from formcheck.analysis.report.formatting import (
    allowed,
    amount,
    clock,
    goal,
    measured,
    on_picture,
    plain,
)
from formcheck.analysis.report.human_units import in_words
from formcheck.analysis.report.order import (
    against,
    faults_of,
    never_judged,
    shown_by,
    worst_first,
)


def report_view(report: Report) -> ReportView:
    """Return a report as it is read."""
    headline, lead = _headline(report)
    others = other_faults(report)
    first = report.primary_fault
    cards = tuple(_card(r, report) for r in worst_first(report))
    worst = len(cards) > 1 and bool(cards[0].faults)
    return ReportView(
        verdict=_set_verdict(report),
        title=english.set_title(report.title, len(report.reps)),
        outcome=_outcome(report),
        headline=headline,
        lead=lead,
        tally=_tally(report),
        fix_label=english.fix_label(len(others)) if first else "",
        how_bad=how_bad(report),
        then=english.then(others) if first else "",
        key_facts=key_facts(report),
        degree=shares(r.verdict for r in report.reps),
        checks=cue_summaries(report),
        next_steps=next_steps(report),
        moment=_moment(report),
        holds=_holds(report),
        strip=_strip(report),
        legend=tuple(
            LegendLine(verdict=v, text=text)
            for v, text in english.LEGEND.items()
            if any(r.verdict == v for r in report.reps)
        ),
        set_findings=tuple(_set_finding_view(f, report) for f in report.set_findings),
        faults=_faults(report),
        cards_title=english.WORST_FIRST if worst else english.EACH_REP,
        cards=cards,
        columns=_columns(report),
        rows=_rows(report),
        margin_note=english.MARGIN_NOTE,
        not_visible=tuple(
            NotVisibleView(
                title=n.title, reason=REASONS[n.reason], text=n.text, camera_move=n.camera_move
            )
            for n in report.not_visible
        ),
        notes=tuple(_note(n) for n in report.notes),
        clip=_clip(report),
    )


# --- the set -------------------------------------------------------------------------------------


def _judged(report: Report) -> bool:
    """Whether any repetition could be judged."""
    return any(r.verdict != "unsure" for r in report.reps)


def _outcome(report: Report) -> str:
    first = report.primary_fault
    fix = english.to_fix(first.title, len(other_faults(report))) if first else ""
    return english.outcome(report.good, len(report.reps), seen=_judged(report), fix=fix)


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
        return english.NO_FULL_REP, english.HOW_TO_BE_COUNTED
    if not _judged(report):
        move = english.MOVE_CAMERA if report.not_visible else english.OTHER_PLACE
        return english.FORM_NOT_SEEN, move
    if report.good == n:
        return english.all_clean(n), english.WELL_DONE
    return english.some_clean(report.good, n), ""


def _tally(report: Report) -> str:
    n, first = len(report.reps), report.primary_fault
    if first is None and report.good == n:
        return ""  # the headline says so
    faulty = [r for r in report.reps if r.verdict == "fault"]
    shared = first is not None and all(
        any(f.cue == first.cue for f in against(r, "fault")) for r in faulty
    )
    unjudged = sum(r.verdict == "unsure" for r in report.reps)
    return english.tally(n, report.good, len(faulty) if shared and len(faulty) > 1 else 0, unjudged)


def _holds(report: Report) -> str:
    holds, asked = [r.hold for r in report.reps], report.prescription.hold
    if not holds or asked is None:
        return ""
    shortest, longest = plain(min(holds), 1), amount(max(holds), "s")
    return english.holds(
        shortest, longest, english_set.ASKS[report.prescription.by], english.hold_goal(*asked)
    )


def _faults(report: Report) -> tuple[FindingView, ...]:
    found = [finding_view(f, r) for r in report.reps for f in against(r, "fault")]
    return tuple(sorted(found, key=lambda f: (f.time or 0.0, f.rep or 0)))


# --- findings ------------------------------------------------------------------------------------


def finding_view(finding: Finding, rep: Rep | None = None) -> FindingView:
    """Return a finding in words; `rep` is the repetition that it was made on."""
    value = measured(finding)
    limits = allowed(finding.low, finding.high, finding.unit)
    reason = REASONS[finding.reason] if finding.reason else ""
    time = finding.evidence.time if finding.evidence else None
    why = ""
    if finding.verdict == "unsure":
        why = english.unsure(reason, finding.message, finding.camera_move)
    asked = goal(finding.low, finding.high, finding.unit)
    numbers = english.beside_goal(value, asked) if value else limits
    when = "" if time is None else clock(time)
    number = rep.number if rep else None
    return FindingView(
        rep=number,
        cue=finding.cue,
        title=finding.title,
        verdict=finding.verdict,
        informative=finding.informative,
        value=value,
        plain="" if finding.value is None else in_words(finding.value, finding.unit),
        limits=limits,
        numbers=numbers,
        label=on_picture(finding),
        reason=reason,
        why=why,
        message=finding.message if finding.verdict == "fault" else "",
        rule=finding.rule,
        time=time,
        when=when,
        caption=english.caption(number, when, finding.title, numbers),
        clip=window(finding, rep) if rep else None,
    )


PER = {"reps": "", f"reps{english_set.PER_SIDE}": english_set.PER_SIDE}
"""What is said behind a number of repetitions, by the unit they are counted in."""


def _set_finding_view(finding: Finding, report: Report) -> FindingView:
    """Return a finding on the whole set: counts as they are said, each beside its goal."""
    view = finding_view(finding)
    numbers = view.numbers
    left, right = (sum(r.side == side for r in report.reps) for side in ("left", "right"))
    if finding.cue in ("sides_in_order", "sides_even", "side_asked"):
        numbers = english.both_sides(left, right)
    elif finding.cue == "reps_done" and finding.value is not None:
        each = PER[finding.unit]
        done, low, high = int(finding.value), finding.low, finding.high
        if low is not None and done < low:
            numbers = english_set.reps_of(done, int(low), each)
        elif low is not None and high is not None:
            numbers = english_set.reps_goal(done, low, high, each)
    elif finding.cue.startswith("fatigue_"):
        numbers = english_set.drift(view.value)
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
    never = never_judged(report)
    runs = [
        (english.SIDES[side], list(run)) for side, run in groupby(report.reps, key=lambda r: r.side)
    ]
    if len(runs) > 2 and len(runs) == len(report.reps):  # the side changes with each repetition
        runs = [(english.alternating(report.reps[0].side), list(report.reps))]
    return tuple(
        StripRun(side=side, cells=tuple(_cell(r, report, never) for r in run)) for side, run in runs
    )


def _cell(rep: Rep, report: Report, never: AbstractSet[str]) -> StripCell:
    faults, unsure = faults_of(rep, report), against(rep, "unsure")
    if rep.verdict == "fault" and faults:
        text = in_brief(faults[0]) or faults[0].title
        title = ", ".join(f.title for f in against(rep, "fault"))
    elif rep.verdict == "unsure":
        reasons = [REASONS[f.reason] for f in unsure if f.reason]
        text = max(reasons, key=reasons.count) if reasons else english.NOT_SEEN
        title = english.NOT_JUDGED
    else:
        unclear = sum(f.cue not in never for f in unsure)
        text = english.some_unsure(unclear)
        title = english.NOTHING_TO_FIX
    return StripCell(rep=rep.number, verdict=rep.verdict, text=text, title=title)


def _card(rep: Rep, report: Report) -> Card:
    never = never_judged(report)

    def only_shown(verdict: Verdict) -> list[Finding]:
        return [f for f in rep.findings if f.informative and f.verdict == verdict]

    faults = faults_of(rep, report)
    unsure = [*against(rep, "unsure"), *only_shown("unsure")]
    others = [*only_shown("fault"), *against(rep, "ok"), *only_shown("ok")]
    others += [f for f in unsure if f.cue not in never]
    hidden = [f.title for f in unsure if f.cue in never]
    shown = shown_by(rep, report)
    time = (rep.top_start + rep.top_end) / 2
    if shown is not None:
        time = shown.evidence.time if shown.evidence else (shown.start + shown.end) / 2
    return Card(
        rep=rep.number,
        verdict=rep.verdict,
        title=english.rep_title(rep.number, rep.side),
        when=english.from_to(clock(rep.start), clock(rep.end)),
        gist=", ".join(map(_gist, faults)),
        faults=tuple(finding_view(f, rep) for f in faults),
        lines=tuple(finding_view(f, rep) for f in others),
        not_visible=english.not_seen_in_set(hidden),
        moved=_moved(rep, report.prescription),
        shown_by=shown.cue if shown else None,
        time=time,
    )


def _gist(finding: Finding) -> str:
    """Return a fault with its number, or by its title alone where its measure is long."""
    measure = in_brief(finding)
    same = measure == finding.title.lower()
    return finding.title if same else f"{finding.title} {measure}".strip()


def _moved(rep: Rep, prescription: Prescription) -> str:
    asked = span(*prescription.hold) if prescription.hold else ""
    return english.moved(amount(rep.hold, "s"), asked, amount(rep.amplitude, rep.amplitude_unit))


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
    source, asked = report.source, report.prescription
    hold = span(*asked.hold) if asked.hold else ""
    facts = {
        "file": source.name or english_page.LIVE,
        "exercise": english_page.exercise(report.title, recognised=report.recognised),
        asked.by: english_page.prescribed(span(*asked.reps), span(*asked.sets), hold, asked.sides),
        "camera": report.view.text if report.view else english_page.CAMERA_NOT_KNOWN,
        "length": english_page.length(
            clock(source.duration), source.width, source.height, round(source.fps, 2)
        ),
        "poses": english_page.poses(source.poses, round(100 * source.seen)),
        "damage": english_page.damage(source.damaged, cut_short=source.cut_short),
        "analysed_with": english_page.analysed_with(report.formcheck, report.model),
        "fingerprint": source.sha256[:16],
    }
    return tuple(
        Fact(name=english_page.FACTS[code], text=text) for code, text in facts.items() if text
    )
