"""The low back's curve, from both outlines of the trunk."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.analysis.low_back import AT_BELLY, lumbar_curve
from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report import Finding
from formcheck.analysis.session import analyse
from formcheck.exercises.cable_kickback import EXERCISE
from tests.support.filming import camera, film
from tests.support.findings import findings
from tests.support.motions import donkey_kick
from tests.support.standing import ACROSS, cable_kickback

TO_DEGREES = 6.0
"""What 1 % of arch is in the drawn figure."""


@pytest.mark.parametrize("arch", [-2.0, 0.0, 2.0, 5.0])
def test_the_curve_of_the_back_is_the_arch(arch: float) -> None:
    frames = film(donkey_kick(reps=1, arch=arch), camera("side", distance=40), 2)
    change = lumbar_curve(frames[6]) - lumbar_curve(frames[0])
    assert change == pytest.approx(TO_DEGREES * arch, abs=0.5)


def with_an_arm(frame: PoseFrame, edge: int, places: slice) -> PoseFrame:
    trunk = frame.trunk.copy()
    trunk[edge, places] += 0.2
    return replace(frame, trunk=trunk)


def test_no_curve_is_read_where_an_arm_is_in_an_outline() -> None:
    frame = film(donkey_kick(reps=1), camera("side"), 2)[0]
    assert np.isfinite(lumbar_curve(frame))
    assert np.isnan(lumbar_curve(with_an_arm(frame, 0, slice(6, 9))))
    assert np.isnan(lumbar_curve(with_an_arm(frame, 1, slice(14, 16))))
    assert np.isfinite(lumbar_curve(with_an_arm(frame, 1, slice(0, 4))))  # above the belly


def arches(frames: Sequence[PoseFrame]) -> list[Finding]:
    return findings(analyse(EXERCISE, frames), "back_arch")


def test_an_arch_is_told_in_degrees_where_the_belly_is_seen() -> None:
    frames = film(cable_kickback(arch=(0.0, 2.4, 4.0)), ACROSS, as_model_sees=False)
    found = arches(frames)
    assert [f.verdict for f in found] == ["ok", "fault", "fault"]
    assert {(f.unit, f.high) for f in found} == {("deg", 6.0)}
    read = [f.value for f in found]
    assert read == pytest.approx([0, 2.4 * TO_DEGREES, 4 * TO_DEGREES], abs=1)


def test_an_arch_is_told_by_the_back_alone_where_an_arm_hides_the_belly() -> None:
    frames = film(cable_kickback(arch=(0.0, 2.4, 4.0)), ACROSS, as_model_sees=False)
    half = slice(AT_BELLY.start, AT_BELLY.start + 3)
    found = arches([with_an_arm(f, 1, half) for f in frames])
    assert [f.verdict for f in found] == ["ok", "unsure", "fault"]
    assert {(f.unit, f.high) for f in found} == {("% of trunk length", 1.8)}
    assert [f.value for f in found] == pytest.approx([0, 2.4, 4], abs=0.2)


def test_no_arch_is_told_where_an_arm_is_behind_the_back() -> None:
    frames = film(cable_kickback(arch=(0.0, 4.0, 4.0)), ACROSS, as_model_sees=False)
    found = arches([with_an_arm(f, 0, slice(8, 11)) for f in frames])
    assert {(f.verdict, f.reason) for f in found} == {("unsure", "hidden")}
