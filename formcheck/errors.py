"""Everything formcheck raises on purpose.

* FormcheckError
  x InvalidVideoError        (the file cannot be read as a video we accept)
  x InvalidModelError        (a pose model is missing, truncated or not the one we know)
  x InvalidPosesError        (a saved poses file cannot be read)
  x NoPersonError        (nobody was seen for long enough to judge)
  x UnknownExerciseError (no such exercise id)
  x WrongExerciseError   (the clip shows none of the exercises, or not the one named)
  x OutputError     (the result could not be written)

The text of each is one or two sentences fit to show a person: what was wrong, what to do.
`code` is short, stable and fit for a program.
"""


class FormcheckError(Exception):
    """Base of all expected failures; its text is fit to show a person."""

    code = "error"

    def __init__(self, text: str, code: str | None = None) -> None:
        super().__init__(text)
        if code is not None:
            self.code = code


class InvalidVideoError(FormcheckError):
    """The file cannot be read as a video we accept."""

    code = "bad_video"


class InvalidModelError(FormcheckError):
    """A pose model is missing, truncated or not the one we know."""

    code = "bad_model"


class InvalidPosesError(FormcheckError):
    """A saved poses file cannot be read."""

    code = "bad_poses"


class NoPersonError(FormcheckError):
    """Nobody was seen for long enough to judge."""

    code = "no_person"


class UnknownExerciseError(FormcheckError):
    """There is no exercise with that id."""

    code = "unknown_exercise"


class WrongExerciseError(FormcheckError):
    """The clip shows none of the exercises, or not the one named."""

    code = "wrong_exercise"


class OutputError(FormcheckError):
    """The result could not be written."""

    code = "cannot_write"
