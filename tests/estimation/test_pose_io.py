"""Saved poses come back as they went."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis.report import Note
from formcheck.errors import InvalidPosesError, OutputError
from formcheck.estimation import pose_io
from formcheck.estimation.pose_io import load, save
from tests.support.sample_sets import analysed


def test_poses_come_back_bit_for_bit(tmp_path: Path) -> None:
    saved = replace(analysed().saved, notes=(Note("damaged", "one", 1.5),))
    save(tmp_path / "poses.npz", saved)
    again = load(tmp_path / "poses.npz")
    for column in ("time", "image", "world", "confidence", "trunk", "markers", "knees"):
        before, after = getattr(saved.poses, column), getattr(again.poses, column)
        np.testing.assert_array_equal(before, after, err_msg=column)
    assert replace(again, poses=saved.poses) == saved


def test_poses_of_an_earlier_version_know_nothing_of_the_knees(tmp_path: Path) -> None:
    save(tmp_path / "poses.npz", analysed().saved)
    with np.load(tmp_path / "poses.npz") as z:
        np.savez(tmp_path / "older.npz", **{n: z[n] for n in z.files if n != "knees"})
    older = load(tmp_path / "older.npz").poses
    assert len(older) == len(analysed().poses)
    assert np.isnan(older.knees).all()


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


def _claiming(path: Path, name: str, shape: tuple[int, ...], dtype: str) -> None:
    """Write a poses file one array of which says that it is enormous, and holds nothing."""
    save(path, analysed().saved)
    with zipfile.ZipFile(path) as z:
        arrays = {n: z.read(n) for n in z.namelist()}
    made = io.BytesIO()
    header = {"descr": dtype, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_2_0(made, header)
    arrays[f"{name}.npy"] = made.getvalue()
    with zipfile.ZipFile(path, "w") as z:
        for n, data in arrays.items():
            z.writestr(n, data)


@pytest.mark.parametrize(
    ("name", "shape", "dtype"),
    [
        ("image", (10**9, 33, 2), "<f4"),
        ("time", (10**9,), "<f8"),
        ("time", (), "<f8"),
        ("trunk", (10, 2, 10**9), "<f4"),
        ("world", (10, 33, 3), "<f16"),
        ("confidence", (10, 33), "<i8"),
        ("about", (10**9,), "<U9"),
        ("about", (), "<U400000000"),
    ],
)
def test_no_array_is_made_that_only_claims_to_be_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    shape: tuple[int, ...],
    dtype: str,
) -> None:
    _claiming(tmp_path / "evil.npz", name, shape, dtype)
    monkeypatch.setattr(np, "load", lambda *_, **__: pytest.fail("an array was made"))
    with pytest.raises(InvalidPosesError):
        load(tmp_path / "evil.npz")


def test_more_poses_than_any_video_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "poses.npz", analysed().saved)
    monkeypatch.setattr(pose_io, "MOST_POSES", len(analysed().saved.poses) - 1)
    with pytest.raises(InvalidPosesError):
        load(tmp_path / "poses.npz")
