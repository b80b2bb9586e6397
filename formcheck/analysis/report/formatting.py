"""Numbers, limits and times as people read them; the same on every page and picture."""

from dataclasses import replace

from formcheck.analysis.report import Finding, english
from formcheck.analysis.report.human_units import everyday

SUFFIX = {"deg": "°", "°": "°", "deg above level": "° above level", "": "", "ratio": ""}
DECIMALS = {
    **{"deg": 0, "°": 0, "s": 1, "%": 1, "cm": 1, "times": 1},
    **{"reps": 0, "steps": 0, "sets": 0, "changes": 0},
    **{"% of the width at the start": 0, "% of shoulder width": 0, "% of hip width": 0},
    "% of the speed of the step out": 0,
}
"""By a unit, or by its first word; two decimals for all others."""

ONE = {
    "reps": "rep",
    "reps per side": "rep per side",
    "steps": "step",
    "changes of side": "change of side",
}


def suffix(unit: str) -> str:
    """Return what is written behind a number of this unit."""
    return SUFFIX.get(unit, f" {unit}")


def clock(seconds: float) -> str:
    """Return seconds as "0:07.4"."""
    tenths = round(max(seconds, 0.0) * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def decimals(unit: str, value: float = 0.0, beside: float | None = None) -> int:
    """Return how many decimals a number is shown with.

    One more than the unit's own when it would else look equal to the limit `beside` it.
    """
    d = DECIMALS.get(unit, DECIMALS.get(unit.partition(" ")[0], 2))
    alike = beside is not None and value != beside and round(value, d) == round(beside, d)
    return d + 1 if alike else d


def plain(value: float, d: int) -> str:
    """Return a number with `d` decimals, a true minus sign and no minus zero."""
    text = f"{value:.{d}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")


def amount(value: float, unit: str, beside: float | None = None) -> str:
    """Return a number with its unit: "163°", "3.8 s", "0.34"."""
    number = plain(value, decimals(unit, value, beside))
    return number + suffix(ONE.get(unit, unit) if number == "1" else unit)


def _sign(behind: str) -> str:
    """Return what is written behind a number without the words of it."""
    return behind if len(behind) <= 2 else " %" if behind[1] == "%" else ""


def brief(f: Finding) -> str:
    """Return the value alone, with its unit only if that is a sign: "163°", "0.34"."""
    if f.value is None:
        return ""
    return with_margin(f.value, None, f.unit, f.limit, signs=True)


def with_margin(
    value: float,
    margin: float | None,
    unit: str,
    beside: float | None = None,
    *,
    signs: bool = False,
) -> str:
    """Return a number and how far off it may be: "163° ± 4°", "0.34 ± 0.08 of the start".

    `beside` is the limit it must not look equal to; `signs` leaves out a unit in words.
    """
    d = decimals(unit, value, beside)
    sign = suffix(unit)
    if not margin:
        return plain(value, d) + _sign(sign) if signs else amount(value, unit, beside)
    number, error = plain(value, d), plain(max(margin, 10.0**-d), d)
    if sign == "°":
        return f"{number}° ± {error}°"
    return f"{number} ± {error}{'' if signs and len(sign) > 2 else sign}"


def measured(f: Finding, *, short: bool = False) -> str:
    """Return what was measured and how far off it may be, as `with_margin` does.

    Empty when nothing was; `short` leaves a unit in words to the heading above.
    """
    if f.value is None:
        return ""
    return with_margin(f.value, f.margin, f.unit, f.limit, signs=short)


def short_unit(unit: str) -> str:
    """Return a unit that is a sign ("°", "s", "%"), and none for one in words."""
    if unit.startswith("%"):
        return "%"
    return unit if len(suffix(unit)) <= 2 else ""


def on_picture(f: Finding) -> tuple[str, ...]:
    """Return the lines to write on a picture: "163° ± 4°", "at least 165°".

    A unit in words is left to the text around the picture.
    """
    unit = short_unit(f.unit)
    bare = replace(f, unit=unit)
    return tuple(t for t in (measured(bare), allowed(f.low, f.high, unit)) if t)


def exact(limit: float, unit: str) -> str:
    """Return a limit without its unit and without rounding it away: "165", "6.6", "0.70"."""
    d = next((d for d in (0, 1, 2) if round(limit, d) == limit), 3)
    return plain(limit, max(d, 2 if decimals(unit) == 2 else 0))


def goal(low: float | None, high: float | None, unit: str) -> str:
    """Return the limits after a word that says what they are: "70–115°", "at least 165°"."""
    if low is not None and high is not None:
        end = exact(high, unit) + suffix(unit)
        return english.either_way(end) if low == -high else f"{exact(low, unit)}–{end}"
    if low is not None:
        return english.at_least(exact(low, unit) + suffix(unit))
    if high is None:
        return ""
    number = exact(high, unit)
    return english.at_most(number + suffix(ONE.get(unit, unit) if number == "1" else unit))


def allowed(low: float | None, high: float | None, unit: str) -> str:
    """Return the limits in words: "at least 165°", "goal 70–115°"; empty when there are none."""
    text = goal(low, high, unit)
    return text if low is None or high is None or low == -high else english.goal_is(text)


# --- in units that everybody knows ----------------------------------------------------------------


def everyday_amount(value: float, unit: str, margin: float | None = None) -> str:
    """Return a number, and how far off it may be, in a unit that everybody knows: "2.6 cm"."""
    scale, known = everyday(unit)
    return with_margin(value * scale, margin and margin * scale, known)


def everyday_goal(low: float | None, high: float | None, unit: str) -> str:
    """Return the limits in a unit that everybody knows: "at least 80 % of hip width"."""
    scale, known = everyday(unit)
    return goal(_everyday_limit(low, scale), _everyday_limit(high, scale), known)


def _everyday_limit(limit: float | None, scale: float) -> float | None:
    return None if limit is None else limit if scale == 1 else round(limit * scale, 1)
