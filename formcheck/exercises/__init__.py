"""One module an exercise: `EXERCISE`. Dropping a file here is all it takes to add one.

A further folder in this package's `__path__` adds the exercises in it.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from formcheck.analysis.exercise import Exercise
from formcheck.errors import UnknownExerciseError


@cache
def catalogue() -> dict[str, Exercise]:
    """Return every exercise by id, in alphabetical order."""
    names = sorted(m.name for m in iter_modules(__path__))
    found = [import_module(f"{__name__}.{n}").EXERCISE for n in names]
    return {e.id: e for e in found}


def get(exercise_id: str) -> Exercise:
    """Return one exercise.

    Raises:
        UnknownExerciseError: there is none with that id; the text lists those there are.
    """
    try:
        return catalogue()[exercise_id]
    except KeyError:
        known = ", ".join(catalogue())
        raise UnknownExerciseError(
            f"There is no exercise called {exercise_id!r}. Choose one of: {known}."
        ) from None
