"""The sentences of a report, in English: the set, its limits, and what is found of a repetition.

Numbers, limits and times come as text, formatted. Whatever has a code (a verdict, a reason, a
note) is looked up by it. The sentences on a whole set are in `english_set`, the notes on a
recording in `english_notes`, what stands round them in `english_page`. Other languages translate
the sentence itself: see `formcheck.languages`.
"""

from collections.abc import Sequence

from formcheck.analysis.report import Reason, Side, Verdict

# --- codes ---------------------------------------------------------------------------------------

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

LEGEND: dict[Verdict, str] = {
    "ok": "Clean in everything the camera could see",
    "fault": "Fault, with the value measured",
    "unsure": "Not judged, and why",
}

MARGIN_NOTE = (
    "± is the possible error. A rep has a fault only when it is beyond the limit by more than that."
)

# --- the set -------------------------------------------------------------------------------------

NO_REPS = "No reps counted."
NO_FULL_REP = "No full rep found."
HOW_TO_BE_COUNTED = (
    "Hold the start position for a moment, and come back to it after each rep. Keep your "
    "whole body in the picture from before the first rep until after the last."
)
FORM_NOT_SEEN = "Your reps were counted, but your form could not be seen from here."
MOVE_CAMERA = "Move the camera as described below and film another set."
OTHER_PLACE = "Film another set from another place."
WELL_DONE = "Well done. Nothing to fix in what the camera could see."
WORST_FIRST = "Each rep, worst first"
EACH_REP = "Each rep"


def counted(n: int, noun: str) -> str:
    """Return a number of things: "1 rep", "3 reps"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def set_title(exercise: str, reps: int) -> str:
    """Return the title of a set."""
    return f"{exercise}, {counted(reps, 'rep')}" if reps else exercise


def outcome(good: int, reps: int, *, seen: bool, fix: str) -> str:
    """Return how many of a set's repetitions are clean.

    `seen`: any could be judged; `fix`: what `to_fix` says, empty without a fault.
    """
    if reps == 0:
        return NO_REPS
    if not seen:
        return f"{counted(reps, 'rep')}, but form could not be seen from here."
    if good == reps:
        return f"{counted(reps, 'rep')}, all clean in what could be seen."
    if good == 0:
        return f"{counted(reps, 'rep')}. {fix}" if fix else f"{counted(reps, 'rep')}, none clean."
    return f"{good} of {reps} reps clean in what could be seen."


def all_clean(reps: int) -> str:
    """Return the headline of a set without a fault."""
    return "Your rep was clean." if reps == 1 else f"All {reps} reps clean."


def some_clean(good: int, reps: int) -> str:
    """Return the headline of a set without a fault that was not judged in every repetition."""
    return f"{good} of {counted(reps, 'rep')} are clean."


def tally(reps: int, good: int, share: int, unjudged: int) -> str:
    """Return how many repetitions are clean, without blame.

    Args:
        reps: all of them.
        good: how many are clean.
        share: how many share the fault to fix first, 0 where no more than one does.
        unjudged: how many could not be judged.
    """
    parts = [f"{good} of {reps} clean"] if good else []
    if share:
        rest = good > 0 and share + good == reps
        parts.append(f"{'the rest' if rest else f'{share} of {reps}'} share one fix")
    if 0 < unjudged < reps:
        parts.append(f"{unjudged} could not be judged")
    return "; ".join(parts) + "." if parts else ""


def fix_label(others: int) -> str:
    """Return what the headline is where there is a fault, and `others` besides it."""
    return "Fix first" if others else "One thing to fix"


def to_fix(title: str, others: int) -> str:
    """Return the fault to fix first, and how many come after it."""
    return f"{fix_label(others)}: {title.lower()}{f', then {others} more' if others else ''}."


def then(titles: Sequence[str]) -> str:
    """Return the faults that come after the one to fix first: "Then 1 more: hips low."."""
    return f"Then {len(titles)} more: {', '.join(titles).lower()}." if titles else ""


def how_bad(title: str, count: int, reps: int, size: str) -> str:
    """Return how often a fault is there, and its clearest value, which may be empty."""
    often = f"{title}, {count} of {reps} reps" if reps > 1 else title
    return f"{often}: {size}." if size else f"{often}."


# --- facts of the first look ---------------------------------------------------------------------

HOLD_NOT_MEASURED = "hold not measured"


def clean_fact(good: int, reps: int, unjudged: int) -> str:
    """Return how many repetitions are clean: "4 of 10 reps clean"."""
    if unjudged == reps:
        return f"{counted(reps, 'rep')} counted, form not seen"
    rest = f", {unjudged} not judged" if unjudged else ""
    return f"{good} of {counted(reps, 'rep')} clean{rest}"


def hold_fact(shortest: str, longest: str, goal: str) -> str:
    """Return the holds of a set beside their goal; `shortest` is empty where all are alike."""
    return beside_goal(f"hold {f'{shortest} to ' if shortest else ''}{longest}", goal)


def done_fact(reps: int, low: int, high: int) -> str:
    """Return how many repetitions were done, for an exercise of both sides at once."""
    return f"{counted(reps, 'rep')} done, goal {span(low, high)}"


def side_fact(side: Side, reps: int, low: int, high: int) -> str:
    """Return how many repetitions the one side has that is asked for."""
    return f"{side} {reps}, goal {span(low, high)}"


def missing_side_fact(there: Side, reps: int, missing: Side) -> str:
    """Return how many repetitions one side has, where the other has none."""
    return f"{there} {reps}, {missing} missing"


def sides_fact(left: int, right: int, low: int, high: int) -> str:
    """Return how many repetitions each side has beside the goal."""
    return f"{both_sides(left, right)}, goal {span(low, high)} each"


def often(faults: int, clean: int, unsure: int) -> str:
    """Return in how many repetitions a cue is at fault or fine."""
    reps = counted(faults + clean + unsure, "rep")
    if faults:
        return f"in {faults} of {reps}"
    if not clean:
        return NOT_JUDGED
    return f"fine in {clean} of {reps}" if unsure else "fine"


# --- what next -----------------------------------------------------------------------------------

ONLY_THIS = "Do your next set with only this in mind."
SAME_AGAIN = "Do the next set the same way."


def aim_for(low: int, high: int, *, each_side: bool) -> str:
    """Return how many repetitions the next set is to have."""
    return f"Aim for {span(low, high, ' to ')} reps{' on each side' if each_side else ''}."


# --- holds and ranges ----------------------------------------------------------------------------


def holds(shortest: str, longest: str, asks: str, goal: str) -> str:
    """Return the shortest and longest hold beside the goal."""
    return f"Holds: {shortest} to {longest}; {asks} {goal}."


def hold_goal(low: float, high: float) -> str:
    """Return the seconds that a hold is to last: "5 to 10 s"."""
    return f"{span(low, high, ' to ')} s" if low > 0 else f"at most {high:g} s"


def span(low: float, high: float, to: str = "–") -> str:
    """Return a prescribed range: "5–10", or "2" when both ends are the same."""
    return f"{low:g}" if low == high else f"{low:g}{to}{high:g}"


# --- limits --------------------------------------------------------------------------------------


def at_least(limit: str) -> str:
    """Return a low limit."""
    return f"at least {limit}"


def at_most(limit: str) -> str:
    """Return a high limit."""
    return f"at most {limit}"


def either_way(limit: str) -> str:
    """Return a limit that holds to both sides."""
    return f"at most {limit} either way"


def goal_is(limits: str) -> str:
    """Return limits on both sides, with the word that says what they are."""
    return f"goal {limits}"


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def seconds_in_words(seconds: float) -> str:
    """Return seconds as they are said: "five seconds", "a second and a half", "2.5 seconds"."""
    if seconds == 1.5:
        return "a second and a half"
    whole = int(seconds)
    number = NUMBERS[whole] if whole == seconds and whole < len(NUMBERS) else f"{seconds:g}"
    return f"{number} second{'' if seconds == 1 else 's'}"


# --- a finding -----------------------------------------------------------------------------------


def unsure(reason: str, message: str, camera_move: str) -> str:
    """Return why a finding is unsure, with the camera move that would show it."""
    because = f"Unsure, {reason}." if reason else ""
    return " ".join(t for t in (because, message, camera_move) if t)


def beside_goal(value: str, goal: str) -> str:
    """Return a value and its goal in one line."""
    return f"{value}, goal {goal}" if goal else value


def caption(rep: int | None, when: str, title: str, numbers: str) -> str:
    """Return the moment of a finding in a sentence; `rep` is None for the whole set."""
    place = "The set" if rep is None else f"Rep {rep}"
    moment = f" at {when}" if when else ""
    return f"{place}{moment}. {title}{f': {numbers}' if numbers else ''}."


TOO_CLOSE = "Too close to call from this picture."
CAMERA_MOVED = "The camera moved during this repetition."
OUTLINE_HIDDEN = (
    "The back's own outline is not clear here: an arm, loose clothes, a belt or something behind "
    "you lies in it."
)
TOO_SMALL = (
    "You are too small in the picture for the back's outline: put the camera nearer, or film in a "
    "larger picture."
)
FOOT_HIDDEN = "Something hides the foot."
CAMERA_MOVED_HERE = "The camera moved just here."
NOT_FOLLOWED = "The body could not be followed in this repetition."
LEGS_EXCHANGED = "The left and the right leg were taken for each other in this repetition."
UNSTEADY_REP = (
    "The body could not be followed steadily here. Somebody beside or behind you, something in "
    "front of you or a camera straight behind you does that."
)
CANNOT_TELL: dict[Reason, str] = {
    "view": "This cannot be seen from where the camera stands.",
    "hidden": "The points needed were hidden for most of the movement.",
    "damaged": "The video is damaged just here.",
    "speed": "The video plays in {speed}.",
}
"""Why a finding is unsure, where nothing more is known."""

CUT_OFF = {
    "start": "The recording begins after this repetition did.",
    "end": "The recording ends before this repetition does.",
}
"""Why nothing of a repetition was read, by the end of the recording that cuts it."""

LOW_CAMERA = (
    "Raise the camera to chest height or higher, or move it to your side: "
    "from low down beyond your head or feet the joints hide each other."
)
UNSTEADY = (
    "The body could not be tracked steadily. Film one person, the whole body in the picture, "
    "in good light, from a place recommended for this exercise."
)


def out_of_picture(parts: Sequence[str]) -> str:
    """Return which parts of the body are not in the picture."""
    return f"Your {' and '.join(parts)} are not in the picture."


def primary_fault(title: str, count: int, reps: int, clearest: int, at: str, numbers: str) -> str:
    """Return the fault to fix first: in how many repetitions, and where it is clearest."""
    many = f"{count} of {reps} reps" if reps > 1 else "the only rep"
    return f"{title}: {many}, clearest in rep {clearest} at {at} ({numbers})."


def both_sides(left: int, right: int) -> str:
    """Return how many repetitions each side has."""
    return f"left {left}, right {right}"


# --- a repetition --------------------------------------------------------------------------------

NOT_SEEN = "not seen"
NOT_JUDGED = "not judged"
CLEAN = "clean"
NOTHING_TO_FIX = "nothing to fix in what the camera could see"


def some_unsure(n: int) -> str:
    """Return how many findings of a clean repetition are unsure."""
    return f"{n} unsure" if n else CLEAN


def rep_title(number: int, side: Side) -> str:
    """Return the title of a repetition: "Rep 2, left"."""
    return f"Rep {number}, {SIDES[side].lower()}" if SIDES[side] else f"Rep {number}"


def from_to(start: str, end: str) -> str:
    """Return the times between which something happened."""
    return f"{start} to {end}"


def not_seen_in_set(titles: Sequence[str]) -> str:
    """Return which cues no repetition shows, empty without any."""
    return f"Not seen in this set: {', '.join(titles).lower()}." if titles else ""


def moved(hold: str, goal: str, distance: str) -> str:
    """Return how long a repetition was held and how far it went."""
    return f"Held {hold}{f', goal {goal} s' if goal else ''}. Moved {distance}."


def alternating(first: Side) -> str:
    """Return the heading of repetitions whose sides alternate."""
    return f"Alternating, {SIDES[first].lower()} first"
