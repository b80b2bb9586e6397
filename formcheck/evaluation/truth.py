"""What is truly so in a set: read from the truth of a rendered set, or from labels.

The truth of a rendered set is a `set-truth-1`: a .json and a .npz beside the video.

    {"format": "set-truth-1", "video": NAME, "exercise": ID, "side": "left",
     "reps": [{"index", "start", "top_start", "top_end", "end", "faults": {NAME: size}}],
     "camera": {"eye": [x, y, z]}, "points": [...], "angles": [...], "stickers": false}

The .npz has `time [F]`, `rep [F]`, `points3d [F, P, 3]`, `angles [F, A]`. Without it there are
no true values, but repetitions and faults are still compared. Which cue is to find a planted
fault, the exercise declares.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis.report import Side
from formcheck.analysis.truth.ground_truth import Motion, TrueRep
from formcheck.errors import FormcheckError
from formcheck.exercises import catalogue


class InvalidTruthError(FormcheckError):
    """A truth file or a table of labels cannot be used."""

    code = "bad_truth"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """What is known of one set.

    Attributes:
        path: the video.
        exercise: its id.
        reps: in order of time; none for a clip that shows no repetition.
        motion: where the body's motion is known to the millimetre (rendered sets).
        markers: bright markers on the hip bones are worn.
        unwatched: planted faults that no cue of the exercise is to find.
        conditions: under which it was filmed, where known: "distance", "light", "background".
    """

    path: Path
    exercise: str
    reps: tuple[TrueRep, ...]
    motion: Motion | None = None
    markers: bool = False
    unwatched: tuple[str, ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The video's name without its ending."""
        return self.path.stem


FORMAT = "set-truth-1"

NEAREST = 2
"""Metres: nearer cameras are told with those at two."""


def read_rendered(path: Path) -> Truth | None:
    """Read one .json; None if it is something else altogether.

    Raises:
        InvalidTruthError: it says it is a truth, but cannot be used.
    """
    try:
        about: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    kind = about.get("format") if isinstance(about, dict) else None
    if not isinstance(kind, str) or not kind.startswith("set-truth-"):
        return None
    if kind != FORMAT:
        raise InvalidTruthError(
            f"{path.name} is a truth of kind {kind}; only {FORMAT} is understood."
        )
    try:
        return _truth(path, about)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidTruthError(f"{path.name} is not a whole truth: {error!r}.") from error


def _truth(path: Path, about: dict[str, Any]) -> Truth:
    name = str(about["exercise"])
    exercise = catalogue().get(name)
    found_by = {f: c.id for c in exercise.cues for f in c.truth.faults} if exercise else {}
    alike = exercise is not None and not exercise.prescription.per_side
    side: Side = "both" if alike else _side(about["side"])
    motion = _motion(path.with_suffix(".npz"), about)
    reps, unwatched = [], set()
    for i, row in enumerate(about["reps"]):
        unwatched |= row["faults"].keys() - found_by.keys()
        rep = TrueRep(
            number=int(row.get("index", i + 1)),
            side=side,
            start=float(row["start"]),
            top_start=float(row["top_start"]),
            top_end=float(row["top_end"]),
            end=float(row["end"]),
            faults={found_by[f]: float(s) for f, s in row["faults"].items() if f in found_by},
            complete=not row["faults"],
        )
        if exercise is not None and exercise.truth.side is not None and motion is not None:
            rep = replace(rep, side=exercise.truth.side(motion, rep))
        reps.append(rep)
    video = path.parent / str(about.get("video", path.with_suffix(".mp4").name))
    if not video.is_file():
        raise InvalidTruthError(f"The video {video.name} of {path.name} is not beside it.")
    return Truth(
        path=video,
        exercise=name,
        reps=tuple(reps),
        motion=motion,
        markers=bool(about.get("stickers", False)),
        unwatched=tuple(sorted(unwatched)),
        conditions=_conditions(about),
    )


def _conditions(about: dict[str, Any]) -> dict[str, str]:
    scene, distance = about.get("scene") or {}, about["camera"].get("distance")
    found = {name: str(scene[name]) for name in ("light", "background") if scene.get(name)}
    if isinstance(distance, int | float):
        found["distance"] = f"about {max(round(distance), NEAREST)} m"
    return found


def _side(value: Any) -> Side:
    if value not in ("left", "right"):
        raise ValueError(f"side {value!r}")
    return "left" if value == "left" else "right"


def _motion(path: Path, about: dict[str, Any]) -> Motion | None:
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as z:
            points, angles = z["points3d"].astype(float), z["angles"].astype(float)
            return Motion(
                time=z["time"].astype(float),
                rep=z["rep"].astype(float),
                points={name: points[:, i] for i, name in enumerate(about["points"])},
                angles={name: angles[:, i] for i, name in enumerate(about["angles"])},
                eye=np.array(about["camera"]["eye"], float),
            )
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, IndexError) as error:
        raise ValueError(f"{path.name} cannot be read") from error
