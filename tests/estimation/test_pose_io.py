"""Saved poses come back as they went."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis.report import Note
from formcheck.errors import InvalidPosesError, OutputError
from formcheck.estimation.pose_io import load, save
from tests.support.sample_sets import analysed


def test_poses_come_back_bit_for_bit(tmp_path: Path) -> None:
    saved = replace(analysed().saved, notes=(Note("damaged", "one", 1.5),))
    save(tmp_path / "poses.npz", saved)
    again = load(tmp_path / "poses.npz")
    for column in ("time", "image", "world", "confidence", "trunk", "markers"):
        before, after = getattr(saved.poses, column), getattr(again.poses, column)
        np.testing.assert_array_equal(before, after, err_msg=column)
    assert replace(again, poses=saved.poses) == saved


@pytest.mark.parametrize("contents", [b"", b"not a zip", b"PK\x03\x04 cut"])
def test_another_file_is_refused(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "x.npz"
    path.write_bytes(contents)
    with pytest.raises(InvalidPosesError, match="not a poses file"):
        load(path)


def test_a_cut_poses_file_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "poses.npz", analysed().saved)
    whole = (tmp_path / "poses.npz").read_bytes()
    (tmp_path / "cut.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidPosesError):
        load(tmp_path / "cut.npz")


def test_another_npz_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", a=np.zeros(3))
    with pytest.raises(InvalidPosesError):
        load(tmp_path / "other.npz")


def test_an_npz_of_objects_is_never_unpickled(tmp_path: Path) -> None:
    np.savez(tmp_path / "evil.npz", about=np.array([{"a": 1}], dtype=object))
    with pytest.raises(InvalidPosesError):
        load(tmp_path / "evil.npz")


def test_missing_and_unwritable_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidPosesError, match="no poses file"):
        load(tmp_path / "none.npz")
    with pytest.raises(OutputError):
        save(tmp_path / "no" / "folder" / "poses.npz", analysed().saved)
