"""Spanish is whole: every word of every exercise, and every sentence of the report."""

import re
from dataclasses import asdict, fields, replace
from string import Formatter
from typing import Any

import pytest

from formcheck.analysis.exercise import PHASE_NAMES, Exercise
from formcheck.analysis.report import Report, english, english_notes, english_page, english_set
from formcheck.analysis.report.human_units import WIDER, WIDTHS, in_words
from formcheck.analysis.report.view import report_view
from formcheck.exercises import catalogue
from formcheck.languages.spanish import SENTENCES, SPANISH
from formcheck.languages.translation import PLACE, Translator
from tests.exercises.arm_raise import EXERCISE as TOY
from tests.support import reports as r

CODES = {"id", "phase", "draw"}
"""Fields of a cue that programs read."""

GLOSSARY = {"source", "method", "known_confounders"}
"""Fields of a cue read only by whoever asks for more; they change with each measurement."""

ENOUGH = 0.9
"""Share of the glossary that has to be there; the rest is shown in English."""

SAMPLES = {
    "{at}": "0:05.2",
    "{start}": "0:05.2",
    "{end}": "0:07.9",
    "{degrees:.0f}": "7",
    "{titles}": "Knees caving in",
    "{title}": "glute bridge",
    "{lost}": "3 pieces",
    "{way}": "upside down",
    "{rep}": "3",
    "{times}": "4",
    "{seconds}": "2.1",
    "{number}": "1",
    "{count}": "2",
    "{others}": "glute bridge from 0:05.2 to 0:07.9",
}
"""What stands in the places of the report's notes, for a test."""

LATER = {"stickers", "stickers_refused", "speed"}
"""Notes whose places hold words of the measurement itself, which stay as they are."""


def words_of(exercise: Exercise) -> set[str]:
    """Return everything that people read of an exercise, but for the glossary."""
    found = {exercise.title, exercise.start_text, exercise.steps_text, exercise.wear}
    found |= {exercise.rep.signal.title, exercise.prescription.sides}
    found |= {*(exercise.phases or PHASE_NAMES).values()}
    for place in exercise.placements:
        found |= {place.name, place.text}
    for cue in exercise.cues:
        values = {f.name: getattr(cue, f.name) for f in fields(cue)}
        found |= {v for k, v in values.items() if isinstance(v, str) and k not in CODES | GLOSSARY}
    return found - {""}


def unknown(texts: set[str]) -> list[str]:
    return sorted(t for t in texts if t not in SENTENCES and SPANISH.known(t) is None)


@pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda e: e.id)
def test_every_word_of_an_exercise_is_there(exercise: Exercise) -> None:
    assert unknown(words_of(exercise)) == []


def test_the_glossary_is_nearly_whole() -> None:
    cues = [c for e in catalogue().values() for c in e.cues]
    texts = {getattr(c, name) for c in cues for name in GLOSSARY} - {""}
    assert len(unknown(texts)) <= (1 - ENOUGH) * len(texts)


def test_an_exercise_without_translation_is_shown_in_english() -> None:
    assert SPANISH.say(TOY.title) == TOY.title
    assert SPANISH.say(TOY.start_text) == TOY.start_text


def test_a_translation_has_the_places_of_its_sentence() -> None:
    for english_text, said in SENTENCES.items():
        places = {name for _, name in PLACE.findall(english_text)}
        named = {name for _, name, _, _ in Formatter().parse(said) if name}
        assert named <= places, english_text


def test_spoken_words_stay_short() -> None:
    spoken = {
        text for e in catalogue().values() for c in e.cues for text in (c.spoken_low, c.spoken_high)
    }
    assert [t for t in spoken if len(SPANISH.say(t).split()) > 5] == []


def test_every_note_of_a_report_is_there() -> None:
    notes = {k: v for k, v in english_notes.NOTES.items() if k not in LATER}
    texts = {
        *notes.values(),
        *english_notes.NOT_COUNTED.values(),
        *english_notes.OF_A_PART.values(),
    }
    for place, sample in SAMPLES.items():
        texts = {t.replace(place, sample) for t in texts}
    assert unknown(texts) == []


def test_every_code_of_a_report_has_its_words() -> None:
    tables = (
        english.REASONS,
        english.VERDICTS,
        english.LEGEND,
        english.CUT_OFF,
        english_set.SET_TITLES,
        english_page.FACTS,
        english_page.HEADINGS,
        english_page.LABELS,
        {"notice": english_page.NOTICE},
    )
    texts = {str(text) for table in tables for text in table.values()}
    texts |= {v for k, v in english.CANNOT_TELL.items() if k != "speed"}
    assert unknown(texts) == []


@pytest.mark.parametrize("size", [0.3, 0.5, 0.8, 1.0, 1.2, 1.6, 2.0, 3.0])
@pytest.mark.parametrize("unit", ["of the start", "hip widths", "shoulder widths"])
def test_measures_in_words_are_there(size: float, unit: str) -> None:
    words = {in_words(size, unit), *(name for _, name in WIDTHS), WIDER}
    assert unknown(words) == []


REPORTS = {
    "empty": r.report(),
    "mixed": r.mixed(),
    "clean": r.report(r.rep(1), r.rep(2)),
    "unseen": r.report(r.blind(1), r.blind(2)),
    "some": r.report(r.rep(1), r.blind(2)),
    "sides": r.report(replace(r.rep(1), side="left"), replace(r.rep(2), side="right")),
}


def made_up_words(report: Report) -> dict[str, str]:
    """Return the words of the made-up cues, which no exercise has, each as its translation."""
    findings = [f for rep in report.reps for f in rep.findings] + [*report.set_findings]
    texts = [t for f in findings for t in (f.title, f.message, f.camera_move, f.rule)]
    texts += [t for n in report.not_visible for t in (n.title, n.text, n.camera_move)]
    texts += [report.title, report.source.name, report.prescription.sides]
    texts += [n.text for n in report.notes]
    if report.primary_fault:
        texts += [report.primary_fault.message, report.primary_fault.text]
    return {t: t for t in texts if t and t not in SENTENCES}


@pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
def test_all_that_a_report_shows_is_there(report: Report) -> None:
    texts: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in {"verdict", "cue", "shown_by", "clip"}:
                    collect(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                collect(inner)
        elif isinstance(value, str):
            texts.add(value)

    collect(asdict(report_view(report)))
    made_up = made_up_words(report)
    translator = Translator(SENTENCES | made_up)
    found = [t for t in texts if re.search(r"[a-z]{3} ", t) and translator.known(t) is None]
    assert sorted(found) == []
