"""The recipe of the low back's curve, on figures that are drawn without a renderer."""

from typing import Any

import numpy as np
import pytest

from formcheck.analysis.low_back import AT_BELLY
from formcheck.analysis.pose import Array, PoseFrame
from tests.pelvis_recipe.low_back import Changes, changes, fitted, joined, on_others
from tests.support.filming import Camera, camera, film
from tests.support.motions import donkey_kick

PEOPLE = 12


def still(arch: float, where: Camera) -> PoseFrame:
    """Return the top of a kick with an arch of so many % of the trunk's length."""
    return film(donkey_kick(reps=1, arch=arch), where, 2)[6]


def one_person(person: int, r: np.random.Generator, aside: float = 0.0) -> Changes:
    arches = [0.0, *r.uniform(0.5, 5, 3)]
    labels: list[dict[str, Any]] = [
        {"top": i, "arch": 6 * arch, "aside": aside} for i, arch in enumerate(arches)
    ]
    where = camera("side", distance=float(r.uniform(2, 4)))
    return changes(labels, [still(arch, where) for arch in arches], person)


@pytest.fixture(scope="module")
def drawn() -> Changes:
    r = np.random.default_rng(0)
    return joined([one_person(person, r) for person in range(PEOPLE)])


def test_weights_read_people_they_were_not_fitted_to(drawn: Changes) -> None:
    read = on_others(drawn.features, drawn.arches, drawn.people)
    assert len(read) == 3 * PEOPLE
    assert read == pytest.approx(drawn.arches, abs=2)


def test_what_formcheck_has_reads_them_as_well(drawn: Changes) -> None:
    assert drawn.curves == pytest.approx(drawn.arches, abs=1.5)
    assert drawn.hollows == pytest.approx(drawn.arches / 6, abs=0.2)


def test_nothing_changed_means_no_arch(drawn: Changes) -> None:
    weights: Array = fitted(drawn.features, drawn.arches)
    assert weights @ np.zeros(len(weights)) == 0


def test_stills_far_from_the_side_or_with_an_arm_in_an_outline_are_left_out() -> None:
    r = np.random.default_rng(1)
    assert len(one_person(0, r, aside=27.0).arches) == 0
    start, top = still(0, camera("side")), still(3, camera("side"))
    covered = top.trunk.copy()
    covered[1, AT_BELLY.start : AT_BELLY.start + 2] += 0.2
    top = PoseFrame(top.time, top.image, top.world, top.confidence, covered)
    labels = [{"top": i, "arch": 18.0 * i, "aside": 0.0} for i in (0, 1)]
    assert len(changes(labels, [start, top], 0).arches) == 0
