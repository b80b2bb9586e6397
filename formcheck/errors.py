"""The errors that formcheck raises deliberately.

FormcheckError
  InvalidVideoError     the file is not a video that formcheck can read
  InvalidModelError     a pose model is missing, truncated or has unexpected contents
  InvalidPosesError     a saved poses file cannot be read
  NoPersonError         nobody was visible for long enough to judge
  UnknownExerciseError  there is no exercise with that id
  WrongExerciseError    the clip shows no known exercise, or not the requested one
  OutputError           the result could not be written

The text of each is one or two sentences for the user: what happened and what to do about it.
`code` is a short, stable identifier for programs, `params` are the values that the text names.
"""


class FormcheckError(Exception):
    """Base of all expected failures; its text can be shown to the user as it is.

    Args:
        what: what happened: whole sentences, or the beginning of one that `advice` ends.
        code: short and stable, for programs.
        advice: what to do about it, if that is to be told apart from what happened.
        params: the values that the text names, for programs and for other languages.
    """

    code = "error"

    def __init__(
        self, what: str, code: str | None = None, *, advice: str = "", **params: object
    ) -> None:
        sentences = f"{what} {advice}" if what.endswith(".") else f"{what}: {advice}."
        super().__init__(sentences if advice else what)
        self.what, self.advice, self.params = what, advice, params
        if code is not None:
            self.code = code


class InvalidVideoError(FormcheckError):
    """The file is not a video that formcheck can read."""

    code = "bad_video"


class InvalidModelError(FormcheckError):
    """A pose model is missing, truncated or has unexpected contents."""

    code = "bad_model"


class InvalidPosesError(FormcheckError):
    """A saved poses file cannot be read."""

    code = "bad_poses"


class NoPersonError(FormcheckError):
    """Nobody was visible for long enough to judge."""

    code = "no_person"


class UnknownExerciseError(FormcheckError):
    """There is no exercise with that id."""

    code = "unknown_exercise"


class WrongExerciseError(FormcheckError):
    """The clip shows no known exercise, or not the requested one."""

    code = "wrong_exercise"


class OutputError(FormcheckError):
    """The result could not be written."""

    code = "cannot_write"
