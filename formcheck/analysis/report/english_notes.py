"""Notes on a recording and its sets, in English: what was noticed besides the repetitions."""

from collections.abc import Mapping, Sequence
from numbers import Real

from formcheck.analysis.report import Note

NOTES = {
    "another_person": "Somebody else may have come into the picture here. Only one person can be "
    "tracked, so the results from here on may be theirs.",
    "camera_moved": "The camera was knocked at {at} and turned by {degrees:.0f} degrees. Nothing "
    "was measured across that moment; the rest is judged upright.",
    "cut": "There is a cut or a zoom at {at}, or something in front of you hides you, or somebody "
    "else is followed from there, such as a reflection in a mirror: nothing is measured across it.",
    "cut_end": "The recording ends before the last repetition. It is counted, and judged as far as "
    "it is visible.",
    "cut_short": "The video file is incomplete and ends at {at}; everything before that was "
    "judged.",
    "cut_start": "The first repetition began before the recording. It is counted, and judged as "
    "far as it is visible.",
    "damaged": "The video is damaged: {lost} could not be read.",
    "gap": "Nothing came from the camera for a while here.",
    "knocked": "The camera moved at {at}: nothing is measured across that moment.",
    "limits": "Judged by limits that were changed for you: {titles}.",
    "new_person": "From {at} on somebody else is in the picture: the clothes have other colours. "
    "Nobody's repetitions are counted as another person's.",
    "nobody": "Nobody was in the picture from {start} to {end}.",
    "not_followed": "From {start} to {end} the body could not be followed.",
    "otherwise_busy_before": "Until {at} you do something else: nothing of that is counted.",
    "otherwise_busy_after": "From {at} on you do something else: nothing of that is counted.",
    "part_of_set": "From {start} to {end} it looks like a {title}, but no whole repetition was "
    "seen.",
    "picture_turned": "The picture lies on its side: it was judged turned by {way}. Pictures are "
    "shown as they were filmed.",
    "paused": "Repetition {rep} stands still half-way for {seconds} s at {at}. It counts as one, "
    "and the pause is not part of its hold.",
    "pulses": "Repetition {rep} pulses at the top ({times} times) instead of holding still. The "
    "longest still phase counts as its hold.",
    "sets": "Set {number} of {count} in this video; each has its own report. The others: {others}.",
    "stickers": "{colour} stickers were followed in {share:.0%} of the pictures: the pelvis is "
    "measured by them.",
    "speed": "The video plays in {speed}, it seems: times are not judged. Film at normal speed to "
    "have them judged.",
    "turned": "You turn another side to the camera at {at}: from there on the camera's place is "
    "taken anew.",
}
"""Notes on a clip or a set, by their code."""

NOT_COUNTED = {
    "begun_before": "The first repetition began before the recording and is not counted.",
    "unfinished": "The last repetition was not over when the recording ended: it is not counted.",
    "not_back": "A movement at {at} is not counted: you did not come back to the start position "
    "after it.",
    "no_start": "A movement at {at} is not counted: it did not begin in the start position.",
    "too_low": "A movement at {at} is not counted: it went less than half as far as your "
    "repetitions.",
    "too_short": "A movement at {at} is not counted: it was too short for a repetition.",
    "too_long": "A movement at {at} is not counted: it was too long for a repetition.",
    "not_followed": "A movement at {at} is not counted: the body could not be followed.",
    "posture": "A movement at {at} is not counted: it was done in another position.",
}
"""Why a movement is no repetition: the notes with the code "not_counted"."""

OF_A_PART = {
    ("not_counted", "begun_before"): "A movement at {at} is not counted: it began before this "
    "part of the recording.",
    ("not_counted", "unfinished"): "A movement at {at} is not counted: it was not over at the "
    "end of this part of the recording.",
    ("cut_start", ""): "The repetition at {at} began before this part of the recording. It is "
    "counted, and judged as far as it is visible.",
    ("cut_end", ""): "The repetition at {at} was not over at the end of this part of the "
    "recording. It is counted, and judged as far as it is visible.",
}
"""What a note, by its code and reason, says instead where a cut, a turn or another set cuts the
movement off, not the recording."""


def note(code: str, time: float | None = None, **values: object) -> Note:
    """Return the note with that code; `values` stand in its sentence."""
    return Note(code, NOTES[code].format(**values), time, params=_plain(values))


def not_counted(why: str, time: float, at: str) -> Note:
    """Return the note on a movement that was not counted."""
    return Note("not_counted", NOT_COUNTED[why].format(at=at), time, why, {"at": at})


def _plain(values: Mapping[str, object]) -> dict[str, str | float]:
    """Return values as JSON has them."""
    return {k: float(v) if isinstance(v, Real) else str(v) for k, v in values.items()}


STICKERS_REFUSED = {
    "pattern": "The stickers' {colour} is in the pattern beside them too: use {use} ones.",
    "unseen": "Nothing that can be followed was found where the stickers were tapped: tap the "
    "middle of both while they are plainly seen, or use bright {use} ones.",
    "close": "The stickers' {colour} is too close to what is next to them: use {use} ones.",
}
"""Why stickers are not used: the notes with the code "stickers_refused"."""


def stickers_refused(why: str, colour: str, use: Sequence[str]) -> Note:
    """Return the note on stickers that are not used; `use` are colours that would be found."""
    values = {"colour": colour, "use": " or ".join(use)}
    text = STICKERS_REFUSED[why].format(**values)
    return Note("stickers_refused", text, params={**values})


END = "the end"
PICTURE_TURNS = {
    90: "a quarter to the right",
    180: "upside down",
    270: "a quarter to the left",
}
"""How a picture was turned, by degrees clockwise."""


def pieces(n: int) -> str:
    """Return how many pieces of a file are damaged."""
    return "one piece" if n == 1 else f"{n} pieces"


def other_set(title: str, start: str, end: str) -> str:
    """Return another set of the same recording."""
    return f"{title.lower()} from {start} to {end}"
