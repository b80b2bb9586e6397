"""Every sentence of a report, in English. A second language is a module with the same names.

Numbers, limits and times come as text, formatted. Whatever has a code (a verdict, a reason, a
note) is looked up by it.
"""

from collections.abc import Sequence

from formcheck.analysis.report import Note, OneSide, Reason, Side, Verdict

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


# --- findings on the whole set -------------------------------------------------------------------

SET_TITLES = {
    "reps_done": "Repetitions done",
    "side_asked": "The side that is asked for",
    "sides_in_order": "One side, then the other",
    "sides_even": "Both sides alike",
}
"""Titles of the findings on a whole set, by their cue."""

ASKS = {"plan": "your plan asks for", "routine": "the routine asks for"}
"""Who asks for what a set is to have, by `Prescription.by`."""

PER_SIDE = " per side"
ONE_SIDE_FIRST = "Finish all repetitions of one side before the other."
ONE_THEN_OTHER = "one side, then the other"
SAME_FOR_BOTH = "the same for both sides"
FATIGUE = "Stop the set when form goes: fewer good repetitions do more."


ON_EACH_SIDE = " on each side"


def done_by_side(left: int, right: int) -> str:
    """Return how many repetitions a set has on the side, or the sides, that were done."""
    if left and right:
        return f"{left} left and {right} right"
    return f"{left} on the left" if left else f"{right} on the right"


def too_few(asks: str, low: int, high: int, each: str, done: str) -> str:
    """Return how many repetitions are missing; `each` is `ON_EACH_SIDE` where it is so meant."""
    wanted = str(low) if low == high else f"{low} to {high}"
    return f"{asks.capitalize()} {wanted}{each}; this set has {done}."


def too_many(asks: str, high: int, each: str, done: str) -> str:
    """Return that there are more repetitions than asked for."""
    return f"{asks.capitalize()} at most {high}{each}; this set has {done}."


def reps_rule(low: int, high: int, each: str) -> str:
    """Return how many repetitions the routine has."""
    return f"{low}-{high} repetitions{each}"


def wrong_side(only: OneSide, others: int) -> str:
    """Return that the other side than the one asked for was done."""
    return f"Your plan asks for the {only} side only; this set has {others} of the other."


def one_side_only(only: OneSide) -> str:
    """Return the one side that a plan asks for."""
    return f"the {only} side only"


def side_missing(side: OneSide) -> str:
    """Return that a side was not done."""
    return f"The {side} side is missing: do the same number of reps on the {side}."


def sides_uneven(left: int, right: int) -> str:
    """Return that one side has more repetitions."""
    return f"{left} left and {right} right: even them out."


def uneven_title(title: str) -> str:
    """Return the title of a measure that is compared left and right."""
    return f"{title}, left against right"


def less_on(left: bool) -> str:
    """Return that one side does less than the other."""
    return f"Go as far to the {'left' if left else 'right'} as to the other side."


def growing(title: str) -> str:
    """Return the title of a fault that grows over the set."""
    return f"{title}, growing over the set"


def both_sides(left: int, right: int) -> str:
    """Return how many repetitions each side has."""
    return f"left {left}, right {right}"


def reps_of(done: int, asked: int, each: str) -> str:
    """Return repetitions done, fewer than asked for; `each` is " per side" or empty."""
    return f"{done} of {counted(asked, 'rep')}{each}"


def reps_goal(done: int, low: float, high: float, each: str) -> str:
    """Return repetitions done beside the goal."""
    return f"{counted(done, 'rep')}{each}, goal {span(low, high)}"


def drift(value: str) -> str:
    """Return how far a value changed over the set."""
    return f"{value} from the first reps to the last"


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


# --- the clip ------------------------------------------------------------------------------------

FACTS = {
    "file": "File",
    "exercise": "Exercise",
    "plan": "Plan",
    "routine": "Routine",
    "camera": "Camera",
    "length": "Length",
    "poses": "Poses",
    "damage": "Damage",
    "analysed_with": "Analysed with",
    "fingerprint": "Fingerprint",
}
"""Names of the facts about a clip."""

LIVE = "Recorded live"
CAMERA_NOT_KNOWN = "Where it stood is not known."


def camera_at(view: str, elevation: float) -> str:
    """Return where the camera stands: the view's name, degrees above the body."""
    return f"The camera is at the {view}, about {elevation:.0f} degrees up."


CUT_SHORT = "the clip was cut short"


def exercise(title: str, *, recognised: bool) -> str:
    """Return the exercise of a set."""
    return f"{title}{', recognised from the movement' if recognised else ''}"


def prescribed(reps: str, sets: str, hold: str, sides: str) -> str:
    """Return what one set is to have; `hold` may be empty."""
    parts = (f"{reps} reps", f"{sets} sets", f"hold {hold} s" if hold else "", sides)
    return ", ".join(p for p in parts if p)


def length(duration: str, width: int, height: int, fps: float) -> str:
    """Return how long a clip is, its size in pixels and its frames a second, where known."""
    size = f", {width} × {height}" if width else ""
    return f"{duration}{size}{f', {fps:g} frames a second' if fps else ''}"


def poses(n: int, percent: int) -> str:
    """Return how many frames were looked at, and how many of them show a person."""
    return f"{n}, a person seen in {percent} % of them"


def damage(packets: int, *, cut_short: bool) -> str:
    """Return what is damaged in a clip."""
    lost = f"{counted(packets, 'packet')} could not be read" if packets else ""
    return "; ".join(t for t in (lost, CUT_SHORT if cut_short else "") if t)


def analysed_with(version: str, model: str) -> str:
    """Return what a report was made with."""
    return f"formcheck {version}, {model} model".replace("  ", " ")


# --- notes ---------------------------------------------------------------------------------------

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
    return Note(code, NOTES[code].format(**values), time)


def not_counted(why: str, time: float, at: str) -> Note:
    """Return the note on a movement that was not counted."""
    return Note("not_counted", NOT_COUNTED[why].format(at=at), time, why)


STICKERS_REFUSED = {
    "pattern": "The stickers' {colour} is in the pattern beside them too: use {use} ones.",
    "unseen": "Nothing that can be followed was found where the stickers were tapped: tap the "
    "middle of both while they are plainly seen, or use bright {use} ones.",
    "close": "The stickers' {colour} is too close to what is next to them: use {use} ones.",
}
"""Why stickers are not used: the notes with the code "stickers_refused"."""


def stickers_refused(why: str, colour: str, use: Sequence[str]) -> Note:
    """Return the note on stickers that are not used; `use` are colours that would be found."""
    text = STICKERS_REFUSED[why].format(colour=colour, use=" or ".join(use))
    return Note("stickers_refused", text)


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


def alternating(first: Side) -> str:
    """Return the heading of repetitions whose sides alternate."""
    return f"Alternating, {SIDES[first].lower()} first"


# --- the page and the PDF ------------------------------------------------------------------------

HEADINGS = {
    "in_short": "In short",
    "strip": "Rep by rep",
    "checks": "What was checked",
    "set": "The whole set",
    "curves": "Over time",
    "numbers": "All numbers",
    "not_visible": "Not seen, and how to film it",
    "notes": "Notes",
    "clip": "About this set",
}
"""Headings of the report's sections."""

LABELS = {
    "rep": "Rep",
    "fine": "fine",
    "for_information": "for information",
    "not_there_yet": "not there yet",
    "unseen_link": "What the camera could not see",
    "next": "Next:",
    "degrees": "degrees",
    "you": "you",
    "limit": "limit and possible error",
    "beyond": "beyond the limit",
    "rep_darker": "rep, darker",
    "values": "Values of each rep",
    "from": "From",
    "to": "To",
    "lowest": "Lowest",
    "highest": "Highest",
    "routine": "The routine:",
    "how_to_film": "How to film it",
    "to_see_it": "To see it:",
    "made_by": "Made by formcheck",
    "on_this_machine": "on this machine; nothing in this page is fetched or sent.",
}
"""Short texts beside what is drawn."""

NOTICE = (
    "This is not a medical device and gives no diagnosis. If pain grows, stop and see a "
    "professional."
)
"""What stands at the end of every report."""
