"""Why a recording cannot be judged as any exercise: one true cause, in plain words.

The code of each is stable:
    on_its_side         turned by a quarter or a half, the picture shows an exercise, but it is
                        not plain enough to be judged so (see `picture_turn`)
    unclear_exercise    it may be either of two exercises
    no_whole_repetition it looks like an exercise, but only a part of one repetition was seen
    too_far             the person is too small in the picture
    partly_visible      part of the body is outside the picture
    no_movement         somebody is there and holds still
    none_of_these       another movement; the text says which
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.analysis.camera_view import POSTURES, posture_scores
from formcheck.analysis.exercise import Exercise
from formcheck.analysis.kinematics import knee_angle_3d, middle, pixels_per_metre
from formcheck.analysis.pose import Array, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.recognition.classifier import find_sets, part_of
from formcheck.analysis.recognition.facts import shank_length
from formcheck.analysis.recording.breaks import Break
from formcheck.analysis.recording.picture_turn import find_turn
from formcheck.analysis.recording.sets import movements_of
from formcheck.analysis.recording.skeleton_checks import only_with_legs
from formcheck.model_size import ModelSize

SMALL = 0.12
"""Share of the picture's longer side that the trunk and the legs together are at least: below it a
shank is a dozen pixels of the 960 that are looked at."""

OUTSIDE = 0.5
"""Share of the frames in which a joint must be outside the picture to be called cut off."""

STILL = 0.1
"""Shank lengths (4 cm) that hips and feet do not move by while somebody holds still."""

STILL_ABOVE = 0.25
"""The same for the shoulders and the hands (10 cm), which move as somebody breathes."""

SWALLOWED = 90.0
"""Percent of a movement's range that is used, so that single wrong frames do not count."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A stable code and one or two sentences: what was seen, what to do.

    `advice`: what to do on the command line, where that differs elsewhere.
    """

    code: str
    text: str
    advice: str = ""


HOLDS_STILL = "hold still"
"""The action of somebody who does nothing."""

BENDS = 30.0
"""Degrees that both knees bend by in a squat or a lunge."""

STEPS, WALKS = 0.5, 0.8
"""Shank lengths that the feet go when somebody steps, and the hips across the picture in walking.
These and the ones below are ours: they choose words, no verdict hangs on them."""

LOWERS, LIFTS_HIPS = 0.5, 0.15
"""Shank lengths that the hips go down by in a squat or a lunge, and up by when lying."""

LIFTS_LEG, LIFTS_LEG_LYING, LIFTS_LEG_BENT = 0.4, 0.3, 0.8
"""Shank lengths that a foot goes when a leg is lifted: standing, lying, bent forward."""

MOVES_ARMS = 0.8
"""Shank lengths that a hand goes when the arms move."""

STANDS_BENT, STANDS = 1.6, 1.5
"""Hips above the lower ankle, in shank lengths, from which somebody stands: bent over, upright."""

BENT = 0.5
"""Cosine of the chest with the floor from which on somebody who stood is bent forward."""


def why_refused(
    poses: PoseSequence,
    jumps: Sequence[Break],
    exercises: Mapping[str, Exercise],
    model: ModelSize,
    size: tuple[int, int],
) -> Refusal:
    """Return why a recording shows none of `exercises`; `size`: width and height, pixels."""
    seen = movements_of(only_with_legs(poses, size), jumps, exercises.values(), model)
    found = find_sets(seen)
    rival = next((s for s in found if s.rival is not None), None)
    if rival is not None and rival.rival is not None:
        a, b = (exercises[e].title.lower() for e in (rival.exercise, rival.rival))
        return Refusal(
            "unclear_exercise",
            f"This may be a {a} or a {b}: choose the exercise and check it again.",
        )
    turn = find_turn(poses, jumps, exercises.values(), model)
    if turn is not None:
        how = "be upside down" if turn.degrees == 180 else "lie on its side"
        return Refusal(
            "on_its_side",
            f"The picture may {how}: turned by {turn.degrees} degrees it looks like an exercise. "
            "If so, turn the video upright and check it again.",
        )
    part = part_of(seen)
    if part is not None:
        return no_whole_repetition(exercises[part])
    shot = _of_the_picture(poses, size)
    if shot is not None:
        return shot
    posture, action = _posture_and_action(poses)
    what = _sentence(posture, action)
    if action == HOLDS_STILL:
        return Refusal(
            "no_movement",
            f"{what} for the whole recording: no repetition was seen. Film from just before the "
            "first repetition to the end of the last one.",
        )
    return Refusal(
        "none_of_these",
        f"{what}: that is none of the exercises formcheck knows.",
        "See 'formcheck exercises', or name the exercise with --exercise.",
    )


def no_whole_repetition(exercise: Exercise) -> Refusal:
    """Say that a recording looks like `exercise`, but holds no whole repetition of it."""
    return Refusal(
        "no_whole_repetition",
        f"This looks like a {exercise.title.lower()}, but too little of it is in the video: film "
        "from the start position before the first repetition to the end of the last one.",
    )


def _of_the_picture(poses: PoseSequence, size: tuple[int, int]) -> Refusal | None:
    """Return the problem with how it was filmed, None if there is none."""
    seen = poses.part(np.isfinite(poses.image[:, 0, 0]))
    if not len(seen) or not min(size):
        return None
    image = seen.image
    hips, knees, ankles = (middle(image, p) for p in ("hip", "knee", "ankle"))
    shoulders = middle(image, "shoulder")
    lengths = (
        np.linalg.norm(a - b, axis=-1)
        for a, b in ((shoulders, hips), (hips, knees), (knees, ankles))
    )
    if float(np.median(sum(lengths))) < SMALL * max(size):
        return Refusal(
            "too_far",
            "You are too small in the picture: put the camera nearer, two to four metres away, so "
            "that the whole body just fits in.",
        )
    outside = (image < 0) | (image > np.array(size))
    share = outside.any(-1).mean(0)
    parts = {
        "feet": (L.LEFT_ANKLE, L.RIGHT_ANKLE),
        "knees": (L.LEFT_KNEE, L.RIGHT_KNEE),
        "hips": (L.LEFT_HIP, L.RIGHT_HIP),
        "shoulders": (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    }
    cut = [name for name, pair in parts.items() if share[list(pair)].min() >= OUTSIDE]
    if not cut:
        return None
    names = " and ".join(cut)
    return Refusal(
        "partly_visible",
        f"Your {names} are not in the picture: put the camera further away, so that the whole body "
        "can be seen.",
    )


def describe(poses: PoseSequence) -> str:
    """Say what somebody does, in plain words: "You stand and bend both knees"."""
    return _sentence(*_posture_and_action(poses))


def _sentence(posture: str, action: str) -> str:
    return f"{posture} and {action}" if action else posture


def _posture_and_action(poses: PoseSequence) -> tuple[str, str]:
    """Return "You stand" and "bend both knees"; no action where nobody can be seen."""
    seen = poses.part(np.isfinite(poses.image[:, 0, 0]))
    if len(seen) < 3:
        return "Nobody can be seen", ""
    held = np.nanmedian(posture_scores(seen.world), axis=0)
    where = POSTURES[int(np.argmax(held))]
    image = seen.image / (shank_length(seen) * np.nanmedian(pixels_per_metre(seen)))
    lowest = np.maximum(image[:, L.LEFT_ANKLE, 1], image[:, L.RIGHT_ANKLE, 1])
    height = float(np.percentile(lowest - middle(image, "hip")[:, 1], 75))
    body = {
        "supine": "You lie on your back",
        "left up": "You lie on your side",
        "right up": "You lie on your side",
        "prone": "You are on hands and knees" if height < STANDS_BENT else "You stand bent over",
        "upright": "You stand" if height >= STANDS else "You sit or kneel",
    }[where]
    return body, _action(seen, image, where)


def _action(seen: PoseSequence, image: Array, where: str) -> str:
    hips = _range(middle(image, "hip"))
    feet = sorted((_range(image[:, k]) for k in (L.LEFT_ANKLE, L.RIGHT_ANKLE)), key=float_norm)
    bends = [_range(knee_angle_3d(seen, s)[:, None])[0] for s in ("left", "right")]
    held = np.nanpercentile(posture_scores(seen.world), SWALLOWED, axis=0)
    bent = min(held[POSTURES.index("prone")], held[POSTURES.index("upright")]) >= BENT
    hands = max(float_norm(_range(image[:, k])) for k in (L.LEFT_WRIST, L.RIGHT_WRIST))
    less, more = float_norm(feet[0]), float_norm(feet[1])
    if where in ("upright", "prone"):
        if less >= STEPS and hips[0] >= WALKS:
            return "step about"
        if more >= STEPS and hips[1] >= LOWERS:
            return "step and bend your knees"
        if min(bends) >= BENDS and hips[1] >= LOWERS:
            return "bend both knees"
        if bent:
            return "bend forward at the hips" + (
                " and lift a leg" if more >= LIFTS_LEG_BENT else ""
            )
        if more >= LIFTS_LEG:
            return "lift a leg"
    elif hips[1] >= LIFTS_HIPS:
        return "lift your hips"
    elif more >= LIFTS_LEG_LYING:
        return "lift a leg"
    if hands >= MOVES_ARMS:
        return "move your arms"
    upper = max(hands, float_norm(_range(middle(image, "shoulder"))))
    still = max(float_norm(hips), more) < STILL and upper < STILL_ABOVE
    return HOLDS_STILL if still else "move only a little"


def float_norm(v: Array) -> float:
    """Return the length of a vector."""
    return float(np.linalg.norm(v))


def _range(values: Array) -> Array:
    """Return how far values [F, n] go, without single wrong frames."""
    low, high = np.nanpercentile(values, [(100 - SWALLOWED) / 2, (100 + SWALLOWED) / 2], axis=0)
    out: Array = high - low
    return out
