"""The differences between two sets as sentences and formatted numbers."""

from collections.abc import Iterable

from formcheck.analysis.report import Side
from formcheck.analysis.report.english import counted
from formcheck.analysis.report.formatting import amount, with_margin
from formcheck.training.compare import Change, Difference, Value

ORDER: tuple[Change, ...] = ("worse", "better", "other", "none", "unknown")
"""The order in which changes are listed."""

WORDS: dict[Change, str] = {"better": "Better", "worse": "Worse", "other": "Changed"}
NOT_MEASURED = "not measured"


def name(title: str, side: Side) -> str:
    """Return what is compared: "Hips low", "Hips low, left"."""
    return title if side == "both" else f"{title}, {side}"


def headline(found: Iterable[Difference]) -> tuple[str, str]:
    """Return the main sentence, and one on the remaining cues (may be empty)."""
    names: dict[Change, list[str]] = {change: [] for change in ORDER}
    for d in found:
        names[d.change].append(name(d.title, d.side).lower())
    same, unknown = len(names["none"]), len(names["unknown"])
    not_measured = f"{unknown} not measured in both" if unknown else ""
    said = [f"{word}: {'; '.join(names[c])}." for c, word in WORDS.items() if names[c]]
    if not said and not same:
        return "Nothing was measured in both.", ""
    parts = [f"{same} unchanged" if same and said else "", not_measured]
    rest = ", ".join(p for p in parts if p)
    return " ".join(said) or "No visible change.", f"{rest}." if rest else ""


def sentence(d: Difference) -> str:
    """Return a difference as one short sentence, with its margin."""
    if d.before is None and d.after is None:
        return "Not seen in either set."
    if d.before is None or d.after is None:
        return f"Not seen in the {'first' if d.before is None else 'second'} set."
    if d.difference is None or d.margin is None:
        return "Measured in another way: the two cannot be compared."
    size = abs(d.difference)
    by, margin = amount(size, d.unit, d.margin), amount(d.margin, d.unit, size)
    if d.change == "none":
        return f"No visible change: {by}, margin ± {margin}."
    nowhere = ", no closer to the goal and no further from it" if d.change == "other" else ""
    return f"{WORDS[d.change]} by {by} (± {margin}){nowhere}."


def value_text(value: Value | None, unit: str) -> str:
    """Return what one set measured: "168° ± 4°, average of 3 reps"."""
    if value is None:
        return NOT_MEASURED
    text = with_margin(value.value, value.margin, unit)
    return text if value.reps == 1 else f"{text}, average of {counted(value.reps, 'rep')}"


def in_order(found: Iterable[Difference]) -> list[Difference]:
    """Return the differences, what got worse first, each kind in its own order."""
    return sorted(found, key=lambda d: ORDER.index(d.change))
