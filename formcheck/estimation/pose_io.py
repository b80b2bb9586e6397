"""Saved poses: one compressed file from which a set is judged again without its video."""

import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis.pose import PoseSequence
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
}
"""Each column of `PoseSequence`, and its name in the file."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Poses with what is known of the clip they came from."""

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
        InvalidPosesError: there is no such file, or it is not one of ours.
    """
    if not path.is_file():
        raise InvalidPosesError(f"There is no poses file at {path}.", "missing_file")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as z:
            about: dict[str, Any] = json.loads(str(z["about"]))
            if about.get("format") != FORMAT:
                raise ValueError(about.get("format"))
            poses = PoseSequence(*(z[name].astype(np.float64) for name in _COLUMNS.values()))
        return Saved(
            poses,
            Source(**about["source"]),
            ModelSize(about["model"]),
            about["exercise"],
            bool(about["recognised"]),
            tuple(Note(**n) for n in about["notes"]),
        )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError) as error:
        raise InvalidPosesError(
            f"{path} is not a poses file that formcheck wrote: give the poses.npz of a result."
        ) from error
