"""The load of a set and its effort, as the person who did it notes them."""

from typing import Final

EFFORTS: Final = (1, 10)
"""Rating of perceived exertion: 1 is hardly any effort, 10 is not one repetition more. From 7 on it
counts the repetitions left in hand, 10 less the rating (recalled: Zourdos et al. 2016, J Strength
Cond Res 30:267-275)."""

MAX_KG: Final = 1000.0
"""Kilograms; more is a slip of the finger. The heaviest deadlift on record is about half of it."""

MAX_BAND: Final = 40
"""Characters of what a band is called: its colour or strength, which differ by maker."""


def load_text(kg: float | None, band: str | None) -> str:
    """Return a load as it is read, "12.5 kg, green band"; empty without one."""
    parts = [] if kg is None else [f"{kg:.2f}".rstrip("0").rstrip(".") + " kg"]
    if band:
        parts.append(band if "band" in band.lower() else f"{band} band")
    return ", ".join(parts)
