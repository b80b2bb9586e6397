from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from formcheck.analysis import frontal_knees, kinematics
from formcheck.analysis.camera_view import Direction
from formcheck.analysis.kinematics import other
from formcheck.analysis.pose import Array, PoseFrame, PoseSequence
from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import OneSide
from tests.support.body import LEG, Motion, supine, upright
from tests.support.filming import camera, film, joined, mirrored
from tests.support.motions import donkey_kick, glute_bridge, lateral_band_walk

PLAIN: dict[str, int] = {
    "pixels_per_metre": 1,
    "hip_height": 1,
    "ankles_apart": 1,
    "separation_ratio": 1,
    "frontal_knee_angle": 1,
    "trunk_lean": 1,
    "hollow": 1,
    "hips_over_shoulders": 1,
    "hips_over_shoulders_without_feet": 1,
    "knees_apart": 1,
    "knee_aside": 1,
    "foot_over_hips": 1,
    "forward_lean": 1,
    "hips_forward": 1,
    "kneeling_side": -1,
}
"""Signals of a pose, and what a mirror makes of them."""

SIDED: dict[str, int] = {
    "knee_angle": 1,
    "knee_angle_3d": 1,
    "hip_angle": 1,
    "hip_angle_3d": 1,
    "knee_over_toe": 1,
    "toe_up": 1,
}
FRONTAL = ("separation_ratio", "frontal_knee_angle")
"""Those of `frontal_knees`."""

PARTED: dict[str, int] = {"lift": -1, "across": 1, "line_tilt": -1, "width": 1}

Of = Callable[[PoseFrame | PoseSequence], Array]


def named(name: str) -> Callable[..., Array]:
    """Return the angle or the other signal with that name."""
    module = frontal_knees if name in FRONTAL else kinematics
    out: Callable[..., Array] = getattr(module, name)
    return out


def every() -> list[tuple[str, Of, Of, int]]:
    """Name, signal, the same signal with sides exchanged, what a mirror makes of it."""
    out: list[tuple[str, Of, Of, int]] = []
    for name, sign in PLAIN.items():
        out.append((name, named(name), named(name), sign))
    sides: tuple[OneSide, OneSide] = ("left", "right")
    for name, sign in SIDED.items():
        of = named(name)
        out += [
            (f"{name} {s}", partial(of, side=s), partial(of, side=other(s)), sign) for s in sides
        ]
    for name, sign in PARTED.items():
        of = named(name)
        out += [
            (f"{name} {p}", partial(of, part=p), partial(of, part=p), sign)
            for p in ("hip", "shoulder", "ankle")
        ]
    sink = kinematics.sink
    out += [
        ("sink", partial(sink, side="left", part="hip"), partial(sink, side="right", part="hip"), 1)
    ]
    return out


def clip() -> list[PoseFrame]:
    """A little of everything, from somewhere between the views."""
    where = camera("three-quarter", azimuth=62)
    motions: list[Motion] = [
        glute_bridge(1, hold=1, tilt=8, knees_cave=12),
        donkey_kick("right", 1, hold=1, arch=3, tilt=5),
        lateral_band_walk(1, lean=6, knees_cave=8),
    ]
    return joined(*(film(m, where, 4, noise=2, seed=i) for i, m in enumerate(motions)))


EVERY = every()


@pytest.mark.parametrize(("of"), [e[1] for e in EVERY], ids=[e[0] for e in EVERY])
def test_a_signal_reads_one_frame_as_it_reads_many(of: Of) -> None:
    frames = clip()
    many = of(PoseSequence.of(frames))
    assert many.shape == (len(frames),)
    np.testing.assert_array_equal(many, [of(f) for f in frames])  # to the last bit


@pytest.mark.parametrize(
    ("of", "swapped", "sign"), [e[1:] for e in EVERY], ids=[e[0] for e in EVERY]
)
def test_a_mirror_exchanges_the_sides(of: Of, swapped: Of, sign: int) -> None:
    frames = clip()
    a = of(PoseSequence.of(frames))
    b = swapped(PoseSequence.of(mirrored(frames)))
    np.testing.assert_allclose(b, sign * a, atol=1e-9)


@pytest.mark.parametrize(("of"), [e[1] for e in EVERY], ids=[e[0] for e in EVERY])
def test_what_is_missing_is_nan_and_no_number(of: Of) -> None:
    assert np.isnan(of(PoseFrame.nobody(0.0)))


@pytest.mark.parametrize(
    "name", [e[0] for e in EVERY if e[0] not in ("pixels_per_metre",) and "width" not in e[0]]
)
def test_no_signal_depends_on_the_size_or_place_of_the_picture(name: str) -> None:
    of = {e[0]: e[1] for e in EVERY}[name]
    frames = clip()
    seq = PoseSequence.of(frames)
    moved = PoseSequence(
        seq.time, seq.image * 1.7 + [300, -40], seq.world, seq.confidence, seq.trunk
    )
    np.testing.assert_allclose(of(moved), of(seq), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("top", [150.0, 170.0, 180.0, 195.0])
def test_the_hip_angle_is_the_one_that_was_made(top: float) -> None:
    m = glute_bridge(1, top=top, hold=3)
    middle = film(m, camera("side", distance=40), 2, as_model_sees=False)[6]
    assert kinematics.hip_angle(middle, "left") == pytest.approx(top, abs=1)
    far = film(m, camera("other side", distance=40), 2, as_model_sees=False)[6]
    assert kinematics.hip_angle(far, "right") == pytest.approx(top, abs=1)


def test_a_kick_past_the_trunk_line_reads_above_180() -> None:
    for top in (165.0, 205.0):
        frame = film(donkey_kick(reps=1, top=top, knee=110), camera("side", distance=40), 2)[6]
        assert kinematics.hip_angle(frame, "left") == pytest.approx(top, abs=1)
        assert kinematics.knee_angle(frame, "left") == pytest.approx(110, abs=1)
        assert kinematics.knee_angle(frame, "right") == pytest.approx(90, abs=1)


@pytest.mark.parametrize("arch", [0.0, 2.0, 5.0])
def test_the_hollow_of_the_back_is_the_arch(arch: float) -> None:
    frames = film(donkey_kick(reps=1, arch=arch), camera("side"), 2)
    change = kinematics.hollow(frames[6]) - kinematics.hollow(frames[0])
    assert change == pytest.approx(arch, abs=0.05)


def test_no_hollow_is_read_where_an_elbow_is_in_the_outline() -> None:
    frame = film(donkey_kick(reps=1), camera("side"), 2)[0]
    trunk = frame.trunk.copy()
    trunk[0, 6:9] += 0.2
    assert np.isnan(kinematics.hollow(replace(frame, trunk=trunk)))


@pytest.mark.parametrize("cave", [0.0, 10.0, 20.0, -8.0])
def test_knees_caving_in_are_measured_in_the_frontal_plane(cave: float) -> None:
    feet = upright(0.1, -0.1)
    half = float(np.linalg.norm(feet[L.LEFT_HIP] - feet[L.LEFT_ANKLE])) / 2
    aside = np.sqrt(LEG**2 - half**2) * np.sin(np.radians(cave))
    expected = 2 * np.degrees(np.arctan2(aside, half))
    m = lateral_band_walk(1, feet=1.0, knees_cave=cave)
    for where in ("front", "behind"):
        at = m.reps[0].top_start + 0.1
        frames = film(m, camera(where, distance=40, height=0.8), 30, as_model_sees=False)
        frame = min(frames, key=lambda f: abs(f.time - at))
        # The step turns the legs about the line of sight, which takes from one and adds to one.
        assert frontal_knees.frontal_knee_angle(frame) == pytest.approx(expected, abs=2)


def test_the_pictures_scale_is_the_cameras() -> None:
    for distance in (2.0, 4.0):
        frame = film(lateral_band_walk(1), camera("front", distance=distance), 1)[0]
        assert kinematics.pixels_per_metre(frame) == pytest.approx(803 / distance, rel=0.06)


def test_heights_are_in_metres() -> None:
    m = glute_bridge(1, hold=2)
    truth = m.at(3.0).points
    frames = film(m, camera("side", distance=6), 4, as_model_sees=False)
    hips = truth[L.LEFT_HIP, 2] - truth[L.LEFT_ANKLE, 2]
    assert kinematics.hip_height(frames[12]) == pytest.approx(hips, abs=0.02)
    rest = PoseSequence.of(frames[:4])
    gone = kinematics.moved(PoseSequence.of(frames), rest, L.LEFT_HIP)
    start = supine()[L.LEFT_HIP]
    assert gone[12] == pytest.approx(np.linalg.norm(truth[L.LEFT_HIP] - start), abs=0.03)
    assert gone[0] == pytest.approx(0, abs=1e-9)


def test_no_frames_have_no_scale() -> None:
    assert kinematics.pixels_per_metre(PoseSequence.of([])).shape == (0,)


def bent(left: float, right: float) -> PoseSequence:
    """One frame of two knees bent to these angles, degrees."""
    frame = PoseFrame.nobody(0.0)
    world = np.zeros_like(frame.world)
    for side, knee in (("LEFT", left), ("RIGHT", right)):
        world[L[f"{side}_HIP"]] = [0, -1, 0]
        a = np.radians(knee)
        world[L[f"{side}_ANKLE"]] = [np.sin(a), -np.cos(a), 0]
    return PoseSequence.of([replace(frame, world=world)])


def beside(degrees: float) -> Direction:
    a = np.radians(degrees)
    return Direction(0.0, float(np.sin(a)), float(np.cos(a)), 0.0, 10, "upright")


def test_a_turned_body_moves_knees_that_are_not_bent_alike() -> None:
    error = frontal_knees.turned_knee_error
    assert error(bent(140, 140), beside(25)) == pytest.approx([0], abs=1e-6)
    assert error(bent(120, 170), beside(0)) == pytest.approx([0], abs=1e-6)
    assert error(bent(120, 170), beside(25)) == pytest.approx([25 * np.sin(np.radians(25))])
    assert error(bent(170, 120), beside(-25)) == pytest.approx(error(bent(120, 170), beside(25)))
