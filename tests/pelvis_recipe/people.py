"""Random bodies and clothes of the training pictures, in the terms of the generator."""

import colorsys
from typing import Any

import numpy as np

Random = np.random.Generator

KEPT_ASIDE = range(60, 90)
"""Bodies to test on, in other clothes; the others are trained on."""

BODIES = 180

BODY_SEED = 2026


def bodies() -> list[Any]:
    """Return all bodies."""
    from synth.body import BodyParams

    r = np.random.default_rng(BODY_SEED)
    out = []
    for i in range(BODIES):
        gender = float(i % 2) if r.random() < 0.75 else round(float(r.random()), 2)
        ranges = (("age", 0.55, 0.97), ("muscle", 0.25, 0.85), ("weight", 0.2, 0.95))
        some = {name: round(float(r.uniform(low, high)), 3) for name, low, high in ranges}
        proportions = round(float(r.uniform(0.2, 0.95)), 3)
        height = round(float(r.uniform(1.50, 1.95)), 3)
        out.append(
            BodyParams(gender=gender, height=0.5, proportions=proportions, height_m=height, **some)
        )
    return out


def colour(r: Random) -> tuple[int, ...]:
    """Return any colour, grey and dark ones more often."""
    hsv = r.random(), r.uniform(0, 0.9) ** 1.3, r.uniform(0.05, 0.97)
    return tuple(int(255 * c) for c in colorsys.hsv_to_rgb(*hsv))


def look(r: Random) -> Any:
    """Return skin and clothes: hems at any height and slope, so that the tilt is not read off one.

    A third of the tops hang over the hips; nearly half of the clothes stand off the body.
    """
    from synth import texture

    top, bottom = colour(r), colour(r)
    bottom = top if r.random() < 0.2 else bottom
    prints = ("stripes", "columns", "blotches")
    long = r.random() < 0.35
    return texture.Look(
        skin=str(r.choice(list(texture.SKINS))),
        hair_style=str(r.choice(["short", "bald"])),
        top=str(r.choice(["tank", "tshirt", "long"])),
        top_color=top,
        bottom=str(r.choice(["leggings", "capri", "shorts"])),
        bottom_color=bottom,
        shoes="bare",
        pattern=bool(r.random() < 0.4),
        waist_dz=float(r.uniform(-0.07, 0.05)),
        waist_tilt=float(r.normal(0, 2.5)),
        hem_dz=float(r.uniform(-0.20, -0.05) if long else r.uniform(-0.06, 0.08)),
        hem_tilt=float(r.normal(0, 3)),
        loose_top=float(r.uniform(0.01, 0.05)) if r.random() < 0.45 else 0.0,
        loose_bottom=float(r.uniform(0.01, 0.04)) if r.random() < 0.4 else 0.0,
        belt=colour(r) if r.random() < 0.3 else None,
        print_top=str(r.choice(prints)) if r.random() < 0.3 else "",
        print_bottom=str(r.choice(prints)) if r.random() < 0.3 else "",
        print_color=colour(r),
        print_size=float(r.uniform(0.015, 0.08)),
    )
