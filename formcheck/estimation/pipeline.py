"""From a video, or saved poses, to a report: the one path everything else calls."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from formcheck.analysis.classifier import (
    Candidate,
    ExerciseClassifier,
    candidates,
    recognise,
    shown,
)
from formcheck.analysis.formatting import clock
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.report import Note, Rep, Report, Source
from formcheck.analysis.session import Session
from formcheck.analysis.thresholds import Limit, applied
from formcheck.errors import InvalidVideoError, NoPersonError, WrongExerciseError
from formcheck.estimation.landmarker import Estimator, Landmarker, PersonDetector
from formcheck.estimation.markers import Choice, place
from formcheck.estimation.model_files import bundle
from formcheck.estimation.pose_io import Saved
from formcheck.estimation.video_poses import Estimated, Progress, estimate
from formcheck.exercises import catalogue, get
from formcheck.model_size import ModelSize
from formcheck.settings import Settings

SHORTEST = 1.0
"""Seconds of video below which there is nothing to judge."""

SEEN = 0.1
"""Share of frames with a person below which there is nobody to judge."""

CLIP_NOTES = ("damaged", "cut_short", "stickers", "stickers_refused")
"""Notes that are known of the clip before it is judged."""

AWAY = 1.5
"""Seconds without a person that are worth a note."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A report with the poses it stands on and the video they came from."""

    report: Report
    poses: PoseSequence
    path: Path | None

    @property
    def saved(self) -> Saved:
        """Return what a poses file keeps of it."""
        r = self.report
        return Saved(self.poses, r.source, r.model, r.exercise, r.recognised, _clip_notes(r))


def _clip_notes(report: Report) -> tuple[Note, ...]:
    """Return the notes that came with the clip, not from judging it."""
    return tuple(n for n in report.notes if n.code in CLIP_NOTES)


Early = Callable[[Sequence[Rep], PoseSequence], None]


class _Told:
    """What can be told of a clip while its poses are still being found."""

    def __init__(self, size: ModelSize, exercise: str | None, early: Early | None) -> None:
        self._early = early
        self._parts: list[PoseSequence] = []
        self._among = ExerciseClassifier(catalogue().values(), size) if exercise is None else None
        self._session = Session(get(exercise), size) if exercise is not None and early else None

    def __call__(self, poses: PoseSequence, more: bool) -> None:
        self._parts.append(poses)
        following = self._session if self._among is None else self._among
        if following is None:
            return
        following.extend(poses)
        if self._early is not None and more:
            self._early(following.reps, PoseSequence.joined(self._parts))

    def ranked(self) -> list[Candidate] | None:
        """Return the exercises it may show, likeliest first, where none was named."""
        return None if self._among is None else self._among.finish()


def analyse(
    path: Path,
    exercise: str | None = None,
    *,
    model: ModelSize | None = None,
    settings: Settings | None = None,
    stickers: Choice = "auto",
    progress: Progress | None = None,
    new_estimator: Callable[[], Estimator] | None = None,
    limits: Sequence[Limit] = (),
    early: Early | None = None,
) -> Analysis:
    """Read a video of one set and judge it.

    Args:
        path: the video.
        exercise: its id, or None to have it recognised.
        model: size of the pose model; the settings' own where None.
        stickers: whether to look for stickers on the hip bones, or where they were tapped.
        progress: told the seconds of video that are done, from any thread.
        new_estimator: makes what finds the poses, instead of the pose model.
        limits: those of the person, instead of the exercise's own.
        early: told of the repetitions so far and the poses found, while more are being found.

    Raises:
        InvalidVideoError, InvalidModelError, NoPersonError, UnknownExerciseError,
        WrongExerciseError.
    """
    settings = settings or Settings()
    size = model or settings.model
    if exercise is not None:
        get(exercise)
    told = _Told(size, exercise, early)
    if new_estimator is not None:
        found = estimate(
            path, settings, new_estimator, progress=progress, stickers=stickers, found=told
        )
    else:
        weights, smallest = bundle(size, settings), bundle(ModelSize.LITE, settings)
        with closing(PersonDetector(smallest)) as glance:
            found = estimate(
                path,
                settings,
                lambda: Landmarker(weights),
                glance=glance.look,
                progress=progress,
                stickers=stickers,
                found=told,
            )
    _check(path, found)
    source = _source(path, found)
    poses, placed = place(found.poses, found.spots, stickers)
    saved = Saved(poses, source, size, exercise, False, (*_read_notes(found), *placed))
    # stickers say more than was known while the poses were found
    ranked = told.ranked() if poses is found.poses else None
    return judge(saved, path, limits=limits, ranked=ranked)


def judge(
    saved: Saved,
    path: Path | None = None,
    exercise: str | None = None,
    *,
    limits: Sequence[Limit] = (),
    ranked: list[Candidate] | None = None,
) -> Analysis:
    """Judge saved poses; the same poses give the same report as the video did.

    Args:
        saved: the poses and what is known of their clip.
        path: the video, if it is at hand.
        exercise: judge it as this one.
        limits: those of the person, instead of the exercise's own.
        ranked: the exercises that these poses may show, where that was told already.

    Raises:
        UnknownExerciseError, WrongExerciseError.
    """
    wanted = exercise or saved.exercise
    size = saved.model
    recognised = wanted is None or (saved.recognised and exercise is None)
    chosen, own = applied(get(wanted or _recognised(saved.poses, size, ranked)), limits)
    session = Session(chosen, size)
    session.extend(saved.poses)
    notes = [*saved.notes, *_absences(saved.poses), *_own_limits(own)]
    report = session.finish(saved.source, notes, recognised=recognised)
    if not recognised and not session.reps:
        _look_alike(saved.poses, size, chosen.id, chosen.title)
    return Analysis(report, saved.poses, path)


def _own_limits(titles: Sequence[str]) -> list[Note]:
    """Return the note that a set was judged by limits of the person's own."""
    if not titles:
        return []
    return [Note("limits", f"Judged by limits that were changed for you: {', '.join(titles)}.")]


def _recognised(poses: PoseSequence, size: ModelSize, ranked: list[Candidate] | None) -> str:
    best = shown(candidates(poses, catalogue().values(), size) if ranked is None else ranked)
    if best is not None:
        return best.exercise
    raise WrongExerciseError(
        "This shows none of the exercises formcheck knows: see 'formcheck exercises', hold the "
        "start position before the first repetition, or name the exercise with --exercise.",
        "none_of_these",
    )


def _look_alike(poses: PoseSequence, size: ModelSize, chosen: str, title: str) -> None:
    """Refuse a clip without one repetition of `chosen` that plainly shows another exercise."""
    best = recognise(poses, catalogue().values(), size)
    if best is not None and best != chosen:
        other = get(best)
        raise WrongExerciseError(
            f"This looks like {other.title.lower()}, not {title.lower()}: run it again with "
            f"--exercise {other.id}, or without --exercise.",
            "wrong_exercise",
        )


def _check(path: Path, found: Estimated) -> None:
    if found.last_time < SHORTEST or len(found.poses) < 5:
        raise InvalidVideoError(
            f"{path.name} is too short to judge: film one whole set, from the start position to "
            "the end of the last repetition.",
            "too_short",
        )
    seen = np.isfinite(found.poses.image[:, 0, 0]).mean()
    if seen < SEEN:
        raise NoPersonError(
            f"Nobody could be seen in {path.name}: keep the whole body in the picture, in good "
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
    )


def _read_notes(found: Estimated) -> list[Note]:
    notes = []
    if found.damaged:
        lost = "one piece" if found.damaged == 1 else f"{found.damaged} pieces"
        notes.append(Note("damaged", f"The video is damaged: without {lost} that cannot be read."))
    if found.cut_short:
        notes.append(
            Note(
                "cut_short",
                f"The video ends early, at {clock(found.last_time)}; it was judged as far as it "
                "goes.",
                found.last_time,
            )
        )
    return notes


def _absences(poses: PoseSequence) -> list[Note]:
    """Return a note for each stretch in which nobody is in the picture."""
    notes = []
    seen = np.isfinite(poses.image[:, 0, 0])
    times = poses.time
    start: float | None = None
    for i, here in enumerate(seen):
        if not here and start is None:
            start = float(times[i])
        last = i == len(seen) - 1
        if start is not None and (here or last):
            end = float(times[i])
            if end - start >= AWAY:
                until = "to the end" if last and not here else f"to {clock(end)}"
                notes.append(
                    Note("nobody", f"Nobody was in the picture from {clock(start)} {until}.", start)
                )
            start = None
    return notes


def renamed(analysis: Analysis, name: str) -> Analysis:
    """Return the analysis with its source under another name."""
    source = replace(analysis.report.source, name=name)
    return replace(analysis, report=replace(analysis.report, source=source))
