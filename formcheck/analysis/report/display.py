"""What a report shows, in the order and in the words in which it is read.

`report.json` has it under `display`; the HTML report, the command line and the page draw it.
Everything is text ready to be shown, but for times (seconds of the video, to jump to) and the ids
that pictures and curves are found by.
"""

from dataclasses import dataclass

from formcheck.analysis.report import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding in words.

    Attributes:
        rep: number of its repetition, None for a finding on the whole set.
        value: "163° ± 4°", empty where nothing was measured; limits: "at least 165°".
        plain: the value as a plain word where its unit is not one that people know: "a hand's
            width"; empty otherwise.
        numbers: both in one line: "0.8 ± 0.1 s, goal 5–10 s".
        label: the lines to write beside the joint on a picture.
        reason: why it is unsure, in two words; why: the same as a sentence, with the camera move.
        message: what to do about a fault.
        time: the moment that shows it, seconds; None where no frame shows it. when: "0:05.8".
        caption: the moment in a sentence, for a picture of it.
        clip: seconds of the video round the moment, to be looped; None where no frame shows it.
    """

    rep: int | None
    cue: str
    title: str
    verdict: Verdict
    informative: bool
    value: str
    plain: str
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
    clip: tuple[float, float] | None


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
    """Repetitions of one side that follow each other, or all where the sides alternate.

    `side` names it; empty where both sides work.
    """

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
class KeyFact:
    """One of the three facts of the first look: "4 of 10 reps clean"."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many reps of one verdict, a part of a small bar."""

    verdict: Verdict
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSummary:
    """One cue over the whole set.

    Attributes:
        verdict: `fault` where any rep has the fault, else `ok` where any rep was judged.
        shares: reps by verdict; text: the same in words: "in 2 of 3 reps".
        measure: the clearest value of a fault beside its goal, in units a person knows.
        rep, time: the moment that shows it; None where no frame does.
    """

    cue: str
    title: str
    verdict: Verdict
    shares: tuple[Share, ...]
    text: str
    measure: str
    rep: int | None
    time: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report as it is read, from the one sentence down to the facts of the clip.

    Attributes:
        verdict: "ok" only where every rep is clean: the set is a success, and looks like one.
        title: "Glute bridge, 3 reps"; outcome: how many are clean, in a sentence of its own.
        headline: the one sentence; lead: when and by how much; tally: how many share the fault.
        fix_label: what the headline is where there is a fault: "Fix first"; how_bad: how far and
            how often, in a sentence; then: what comes after it.
        key_facts: at most three; degree: reps by verdict; checks: each cue that was judged, the
            fault to fix first leading; next_steps: what to do now, at most two sentences.
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
    fix_label: str
    how_bad: str
    then: str
    key_facts: tuple[KeyFact, ...]
    degree: tuple[Share, ...]
    checks: tuple[CueSummary, ...]
    next_steps: tuple[str, ...]
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
