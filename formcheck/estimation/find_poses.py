"""From a video to its poses, with what is known of the clip, before anything is judged."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from formcheck.analysis.recording.breaks import find_breaks, joined
from formcheck.analysis.recording.stillness import evenly_timed
from formcheck.analysis.report import Note, Source, english_notes
from formcheck.analysis.report.english_notes import note
from formcheck.analysis.report.formatting import clock
from formcheck.errors import InvalidVideoError, NoPersonError
from formcheck.estimation.clothes import new_people
from formcheck.estimation.landmarker import Estimator, Landmarker
from formcheck.estimation.markers import place
from formcheck.estimation.model_files import bundle
from formcheck.estimation.pose_io import Saved
from formcheck.estimation.video_poses import (
    DEFAULT_OPTIONS,
    Estimated,
    EstimationOptions,
    estimate,
)
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

SHORTEST = 1.0
"""Seconds below which a video is refused as too short to hold a repetition."""

FEWEST_POSES = 5
"""Frames below which a video is refused as too short: the smoothing needs two on either side."""

LEAST_VISIBLE = 0.1
"""Share of frames with a person below which a video is refused: nobody to judge."""


def find_poses(
    path: Path,
    size: ModelSize,
    settings: Settings,
    options: EstimationOptions = DEFAULT_OPTIONS,
    *,
    new_estimator: Callable[[], Estimator] | None = None,
) -> Saved:
    """Find the poses of a video, whatever it shows.

    Args:
        path: the video.
        size: of the pose model.
        settings: limits, pose rate, image size, and segments processed at the same time.
        options: stickers ("auto" where None is given), what is called on the way, thread pool.
        new_estimator: creates a pose estimator; None: the pose model of `size`.

    Raises:
        InvalidVideoError, InvalidModelError, NoPersonError.
    """
    if new_estimator is None:
        new_estimator = partial(Landmarker, bundle(size, settings))
    stickers = options.stickers or "auto"
    made = estimate(path, settings, new_estimator, replace(options, stickers=stickers))
    _check(path, made)
    poses, placed = place(made.poses, made.spots, stickers)
    notes = (*_read_notes(made), *(b.note for b in made.breaks), *_new_people(made), *placed)
    return Saved(poses, _source(path, made), size, None, False, notes)


def _new_people(found: Estimated) -> list[Note]:
    cuts = joined([*find_breaks(evenly_timed(found.poses)), *found.breaks])
    times = new_people(found.poses.time, found.worn, cuts)
    return [note("new_person", round(t, 3), at=clock(t)) for t in times]


def _check(path: Path, found: Estimated) -> None:
    if found.last_time < SHORTEST or len(found.poses) < FEWEST_POSES:
        raise InvalidVideoError(
            f"{path.name} is too short to judge. Film a whole set, from the start position to "
            "the end of the last repetition.",
            "too_short",
        )
    seen = np.isfinite(found.poses.image[:, 0, 0]).mean()
    if seen < LEAST_VISIBLE:
        raise NoPersonError(
            f"Nobody is visible in {path.name}. Keep your whole body in the picture, in good "
            "light, two to four metres from the camera."
        )


def _source(path: Path, found: Estimated) -> Source:
    seen = float(np.isfinite(found.poses.image[:, 0, 0]).mean())
    clip = found.clip
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(
        name=path.name,
        duration=round(found.last_time, 3),
        width=clip.width,
        height=clip.height,
        fps=round(clip.fps, 3),
        frames=found.frames,
        damaged=found.damaged,
        cut_short=found.cut_short,
        poses=len(found.poses),
        seen=round(seen, 3),
        sha256=digest,
        inferences=found.inferences,
        filmed_at=clip.filmed_at,
        speed=clip.speed,
    )


def _read_notes(found: Estimated) -> list[Note]:
    notes = []
    if found.damaged:
        notes.append(note("damaged", lost=english_notes.pieces(found.damaged)))
    if found.cut_short:
        notes.append(note("cut_short", found.last_time, at=clock(found.last_time)))
    return notes
