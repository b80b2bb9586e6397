"""Saved poses: one compressed file from which a set can be judged again without its video.

A file may be hostile: the array headers are checked before any array is allocated.
"""

import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis.pose import TRUNK_POINTS, N, PoseSequence
from formcheck.analysis.report import Note, Source
from formcheck.errors import InvalidPosesError, OutputError
from formcheck.model_size import ModelSize

FORMAT = "formcheck-poses-1"
_COLUMNS = {
    "time": "time",
    "image": "image",
    "world": "world",
    "confidence": "confidence",
    "trunk": "trunk",
    "markers": "stickers",
    "knees": "knees",
}
"""Name in the file of each column of `PoseSequence`."""

_NEWER = ("knees",)
"""Arrays that files of earlier versions lack: nothing is known there."""

MOST_POSES = 20 * 60 * 60
"""Most poses in one file: the longest video accepted, 20 minutes, at 60 frames a second."""

LONGEST_ABOUT = 1_000_000
"""Most characters of the description of the clip; those written by formcheck have a few hundred."""

_SHAPES = {
    "time": (),
    "image": (N, 2),
    "world": (N, 3),
    "confidence": (N,),
    "trunk": (2, TRUNK_POINTS),
    "stickers": (2, 2),
    "knees": (2,),
}
"""Shape of each array in the file, after the number of poses."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Poses, and what is known about the clip they are from."""

    poses: PoseSequence
    source: Source
    model: ModelSize
    exercise: str | None
    recognised: bool
    notes: tuple[Note, ...]


def save(path: Path, saved: Saved) -> None:
    """Write `saved`; positions keep 32 bits, times 64.

    Raises:
        OutputError: the file could not be written.
    """
    about = {
        "format": FORMAT,
        "source": asdict(saved.source),
        "model": saved.model,
        "exercise": saved.exercise,
        "recognised": saved.recognised,
        "notes": [asdict(n) for n in saved.notes],
    }
    columns = {
        name: getattr(saved.poses, column).astype(np.float64 if column == "time" else np.float32)
        for column, name in _COLUMNS.items()
    }
    try:
        with path.open("wb") as file:
            np.savez_compressed(file, about=np.array(json.dumps(about)), **columns)
    except OSError as error:
        raise OutputError(
            f"The poses could not be written to {path} ({error.strerror}): free some space or "
            "choose another folder with --out."
        ) from error


def load(path: Path) -> Saved:
    """Read poses written by `save`.

    Raises:
        InvalidPosesError: there is no such file, or formcheck did not write it.
    """
    if not path.is_file():
        raise InvalidPosesError(f"There is no poses file at {path}.", "missing_file")
    try:
        _check_headers(path)
        with path.open("rb") as file, np.load(file, allow_pickle=False) as z:
            about: dict[str, Any] = json.loads(str(z["about"]))
            if about.get("format") != FORMAT:
                raise ValueError(about.get("format"))
            columns = {c: z[n].astype(np.float64) for c, n in _COLUMNS.items() if n in z}
            poses = PoseSequence(**columns)
        return Saved(
            poses,
            Source(**about["source"]),
            ModelSize(about["model"]),
            about["exercise"],
            bool(about["recognised"]),
            tuple(Note(**n) for n in about["notes"]),
        )
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
    ) as error:
        raise InvalidPosesError(
            f"{path} is not a poses file written by formcheck. Use the poses.npz of a result."
        ) from error


def _check_headers(path: Path) -> None:
    """Raise ValueError unless every array has the kind and the size that `save` gives it."""
    with zipfile.ZipFile(path) as z:
        names = set(z.namelist())
        newer = {f"{name}.npy" for name in _NEWER}
        every = {f"{name}.npy" for name in ("about", *_SHAPES)}
        if not every - newer <= names <= every or len(names) != len(z.namelist()):
            raise ValueError("not the arrays of a poses file")
        count: int | None = None
        for name, rest in _SHAPES.items():
            if f"{name}.npy" not in names:
                continue
            shape, dtype = _header(z, name)
            count = shape[0] if count is None and shape else count
            if dtype.kind != "f" or dtype.itemsize not in (4, 8) or shape != (count, *rest):
                raise ValueError(f"{name}: {dtype} of shape {shape}")
        if count is None or count > MOST_POSES:
            raise ValueError(f"{count} poses, more than {MOST_POSES}")
        shape, dtype = _header(z, "about")
        if shape or dtype.kind != "U" or dtype.itemsize > 4 * LONGEST_ABOUT:
            raise ValueError(f"about: {dtype} of shape {shape}")


def _header(z: zipfile.ZipFile, name: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Return shape and type of an array, without reading it."""
    with z.open(f"{name}.npy") as file:
        version = np.lib.format.read_magic(file)
        read = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }.get(version)
        if read is None:
            raise ValueError(f"{name}: format {version}")
        shape, _, dtype = read(file)
        return shape, dtype
