"""Everything formcheck raises on purpose.

* FormcheckError
  x BadVideo        (the file cannot be read as a video we accept)
  x BadModel        (a pose model is missing, truncated or not the one we know)
  x BadPoses        (a saved poses file cannot be read)
  x NoPerson        (nobody was seen for long enough to judge)
  x UnknownExercise (no such exercise id)
  x WrongExercise   (the clip shows none of the exercises, or not the one named)
  x CannotWrite     (the result could not be written)

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


class BadVideo(FormcheckError):
    """The file cannot be read as a video we accept."""

    code = "bad_video"


class BadModel(FormcheckError):
    """A pose model is missing, truncated or not the one we know."""

    code = "bad_model"


class BadPoses(FormcheckError):
    """A saved poses file cannot be read."""

    code = "bad_poses"


class NoPerson(FormcheckError):
    """Nobody was seen for long enough to judge."""

    code = "no_person"


class UnknownExercise(FormcheckError):
    """There is no exercise with that id."""

    code = "unknown_exercise"


class WrongExercise(FormcheckError):
    """The clip shows none of the exercises, or not the one named."""

    code = "wrong_exercise"


class CannotWrite(FormcheckError):
    """The result could not be written."""

    code = "cannot_write"
