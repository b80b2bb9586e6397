"""Read the truth of a rendered set: `set-truth-1`, a .json and a .npz beside the video.

    {"format": "set-truth-1", "video": NAME, "exercise": ID, "side": "left",
     "reps": [{"index", "start", "top_start", "top_end", "end", "faults": {NAME: size}}],
     "camera": {"eye": [x, y, z]}, "points": [...], "angles": [...], "stickers": false}

The .npz has `time [F]`, `rep [F]`, `points3d [F, P, 3]`, `angles [F, A]`. Without it there are
no true values, but repetitions and faults are still compared.
"""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.analysis.report import Side
from formcheck.evaluation.fault_mapping import BOTH_SIDES, STEPS, cue_for
from formcheck.evaluation.truth import InvalidTruthError, Motion, TrueRep, Truth

FORMAT = "set-truth-1"


def read(path: Path) -> Truth | None:
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
    exercise = str(about["exercise"])
    side: Side = "both" if exercise in BOTH_SIDES else _side(about["side"])
    motion = _motion(path.with_suffix(".npz"), about)
    reps, unwatched = [], set()
    for i, row in enumerate(about["reps"]):
        faults = {}
        for fault, size in row["faults"].items():
            cue = cue_for(exercise, fault)
            if cue is None:
                unwatched.add(fault)
            else:
                faults[cue] = float(size)
        rep = TrueRep(
            int(row.get("index", i + 1)),
            side,
            float(row["start"]),
            float(row["end"]),
            float(row["top_start"]),
            float(row["top_end"]),
            faults,
            not row["faults"],
        )
        if exercise in STEPS and motion is not None:
            rep = replace(rep, side=_leading(motion, rep))
        reps.append(rep)
    video = path.parent / str(about.get("video", path.with_suffix(".mp4").name))
    if not video.is_file():
        raise InvalidTruthError(f"The video {video.name} of {path.name} is not beside it.")
    stickers = bool(about.get("stickers", False))
    return Truth(video, exercise, tuple(reps), motion, stickers, tuple(sorted(unwatched)))


def _side(value: Any) -> Side:
    if value not in ("left", "right"):
        raise ValueError(f"side {value!r}")
    return "left" if value == "left" else "right"


def _leading(motion: Motion, rep: TrueRep) -> Side:
    """The foot that is further from its place at the widest stance took the step."""
    begin = int(np.argmin(np.abs(motion.time - rep.start)))
    wide = int(np.argmin(np.abs(motion.time - (rep.top_start or rep.end))))
    went = {
        side: float(np.linalg.norm(foot[wide] - foot[begin]))
        for side in ("left", "right")
        for foot in [motion.points[f"{side}_ankle"]]
    }
    return "left" if went["left"] >= went["right"] else "right"


def _motion(path: Path, about: dict[str, Any]) -> Motion | None:
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as z:
            points, angles = z["points3d"].astype(float), z["angles"].astype(float)
            return Motion(
                z["time"].astype(float),
                z["rep"].astype(float),
                {name: points[:, i] for i, name in enumerate(about["points"])},
                {name: angles[:, i] for i, name in enumerate(about["angles"])},
                np.array(about["camera"]["eye"], float),
            )
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, IndexError) as error:
        raise ValueError(f"{path.name} cannot be read") from error
