"""Sentences are found by themselves or by a pattern, and only where all of them is known."""

import pytest

from formcheck.languages.translation import LONGEST, Translator

SAYS = Translator(
    {
        "Hips low": "Cadera baja",
        "Knees in, feet out": "Rodillas dentro, pies fuera",
        "Stay low.": "Quédate abajo.",
        "Fix first: {title}.": "Corregir primero: {title}.",
        "{#n} of {#all} reps": "{n} de {all} repeticiones",
        "{title}, {#n} of {#all} reps": "{title}, {n} de {all} repeticiones",
        "Only {*name} can do this.": "Solo {name} puede hacer esto.",
    }
)


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Hips low", "Cadera baja"),
        ("hips low", "cadera baja"),
        (" hips low ", " cadera baja "),
        ("Fix first: hips low.", "Corregir primero: cadera baja."),
        ("2 of 3 reps", "2 de 3 repeticiones"),
        ("Hips low, 2 of 3 reps", "Cadera baja, 2 de 3 repeticiones"),
        ("Hips low, knees in, feet out", "Cadera baja, rodillas dentro, pies fuera"),
        ("Stay low. Stay low.", "Quédate abajo. Quédate abajo."),
        ("Only Hips low can do this.", "Solo Hips low puede hacer esto."),
    ],
)
def test_what_is_known_is_said(english: str, said: str) -> None:
    assert SAYS.known(english) == said


@pytest.mark.parametrize(
    "text",
    [
        "My hips",
        "Fix first: my shoes.",
        "Hips low, Anna",
        "Smith, 2 of 3 reps",
        "Stay low. See you on Monday.",
        "x" * (LONGEST + 1),
    ],
)
def test_what_people_wrote_is_left_alone(text: str) -> None:
    assert SAYS.known(text) is None
    assert SAYS.say(text) == text


@pytest.mark.parametrize("text", ["", "163° ± 4°", "0:05.2", "3.8 s", "10–15"])
def test_numbers_are_the_same_in_every_language(text: str) -> None:
    assert SAYS.say(text) == text
