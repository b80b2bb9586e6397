"""Which cue tells of which fault that was planted into a rendered set."""

CUE = {
    "knee_cave": "knee_cave",
    "hyperextension": "hyperextension",
    "not_high_enough": "height",
    "uneven_pelvis": "pelvic_drop",
    "pelvic_drop": "pelvic_drop",
    "back_arch": "back_arch",
    "anterior_tilt": "back_arch",
    "knee_angle_open": "knee_angle",
    "pelvis_rotation": "pelvis_level",
    "rushing": "rushing",
    "trunk_lean": "trunk_upright",
    "hips_rock_back": "hips_rocking",
    "knees_over_toes": "knees_over_toes",
    "standing_up": "squat_depth",
    "feet_together": "feet_together",
}
"""Fault to cue id, unless the exercise says otherwise."""

OWN = {
    ("fire_hydrant", "pelvis_rotation"): "pelvis_stable",
    ("fire_hydrant", "trunk_lean"): "pelvis_stable",
    ("fire_hydrant", "uneven_pelvis"): "pelvis_stable",
    ("hip_flexor_stretch", "trunk_lean"): "upright",
    ("clamshell", "pelvis_rotation"): "hips_rocking",
    ("clamshell", "trunk_lean"): "hips_rocking",
}

BOTH_SIDES = frozenset({"glute_bridge"})
"""Exercises that work both sides at once."""

STEPS = frozenset({"lateral_band_walk"})
"""Exercises whose leading side changes within a set."""


def cue_for(exercise: str, fault: str) -> str | None:
    """Return the cue that should tell of a planted fault, or None if none does."""
    return OWN.get((exercise, fault), CUE.get(fault))
