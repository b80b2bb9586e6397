"""What stands round the findings of a report, in English: headings, labels, facts of the clip."""

from formcheck.analysis.report.english import counted

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
