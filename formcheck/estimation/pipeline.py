"""From a video, or saved poses, to a report: the one path for page, command line and API."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseSequence
from formcheck.analysis.recognition.movement import Movement
from formcheck.analysis.recognition.refusal import no_whole_repetition, why_refused
from formcheck.analysis.recording.breaks import BREAK_CODES, Break, breaks_of, find_breaks, joined
from formcheck.analysis.recording.picture_turn import find_turn, turn_note, upright, upright_source
from formcheck.analysis.recording.sets import (
    RecordedSet,
    SetPoses,
    judge_recorded_set,
    movements_of,
    sets_of,
    within,
)
from formcheck.analysis.recording.skeleton_checks import only_with_legs
from formcheck.analysis.recording.stillness import evenly_timed
from formcheck.analysis.report import Note, Rep, Report
from formcheck.analysis.session import Session
from formcheck.analysis.thresholds import Limit, applied
from formcheck.errors import NoPersonError, WrongExerciseError
from formcheck.estimation.find_poses import find_poses
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.markers import Choice
from formcheck.estimation.pose_io import Saved
from formcheck.estimation.recording_notes import (
    absences,
    busy_notes,
    clip_notes,
    other_sets,
    own_limits,
    part_note,
)
from formcheck.estimation.segments import EstimationOptions, Progress
from formcheck.exercises import catalogue, get
from formcheck.model_size import ModelSize
from formcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Analysis:
    """A report, the poses it was made from, and the path of their video."""

    report: Report
    poses: PoseSequence
    path: Path | None

    @property
    def saved(self) -> Saved:
        """The contents of a poses file for this analysis."""
        r = self.report
        return Saved(self.poses, r.source, r.model, r.exercise, r.recognised, clip_notes(r))


Early = Callable[[Sequence[Rep], PoseSequence], None]


class _EarlyReps:
    """Reports repetitions while the rest of the clip is still being processed."""

    def __init__(self, size: ModelSize, exercise: str | None, early: Early) -> None:
        self._size, self._exercise, self._early = size, exercise, early
        self._parts: list[PoseSequence] = []

    def __call__(self, poses: PoseSequence, more: bool) -> None:
        self._parts.append(poses)
        if not more:
            return
        found = PoseSequence.joined(self._parts)
        so_far = evenly_timed(found)
        exercise = self._exercise
        if exercise is None:
            sets = sets_of(movements_of(so_far, (), catalogue().values(), self._size))
            exercise = max(sets, key=_weight).exercise if sets else None
        if exercise is not None:
            session = Session(get(exercise), self._size)
            session.extend(so_far)
            self._early(session.reps, found)


def _weight(one: RecordedSet) -> float:
    return one.found.weight


def analyse_sets(  # noqa: PLR0913 - the public entry: each option stands alone, by keyword
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
    mirrored: bool = False,
    pool: ThreadPoolExecutor | None = None,
) -> list[Analysis]:
    """Read a video and judge every set in it, in order of time.

    Args:
        path: the video.
        exercise: id; the whole video is judged as one set of it. None: sets are found and
            recognised.
        model: size of the pose model; None: the one in the settings.
        stickers: whether to look for stickers on the hip bones, or where the user tapped them.
        progress: called with the seconds of video done so far, from any thread.
        new_estimator: creates the pose estimator; None: the pose model.
        limits: personal limits that replace those of the exercise.
        early: called with the repetitions and poses so far, while the rest is processed.
        mirrored: the video is from a selfie camera, with left and right exchanged.
        pool: runs the pose models of several videos that share the cores.

    Raises:
        InvalidVideoError, InvalidModelError, NoPersonError, UnknownExerciseError,
        WrongExerciseError.
    """
    settings = settings or Settings()
    size = model or settings.model
    if exercise is not None:
        get(exercise)
    early_reps = _EarlyReps(size, exercise, early) if early is not None else None
    options = EstimationOptions(stickers=stickers, progress=progress, found=early_reps, pool=pool)
    saved = find_poses(path, size, settings, options, new_estimator=new_estimator)
    saved = replace(saved, exercise=exercise, source=replace(saved.source, mirrored=mirrored))
    return judge_sets(saved, path, limits=limits)


def analyse(path: Path, exercise: str | None = None, **options: Any) -> Analysis:
    """Read a video and judge its main set: `analyse_sets` with the same options."""
    return main_set(analyse_sets(path, exercise, **options))


def judge(
    saved: Saved,
    path: Path | None = None,
    exercise: str | None = None,
    *,
    limits: Sequence[Limit] = (),
) -> Analysis:
    """Judge the main set of saved poses: `judge_sets` with the same arguments."""
    return main_set(judge_sets(saved, path, exercise, limits=limits))


def main_set(sets: Sequence[Analysis], near: float | None = None) -> Analysis:
    """Return the set with the most repetitions, or the one with a repetition nearest second
    `near`.
    """
    if near is None:
        return max(sets, key=lambda a: len(a.report.reps))
    return min(sets, key=lambda a: min((abs(r.start - near) for r in a.report.reps), default=inf))


def judge_sets(
    saved: Saved,
    path: Path | None = None,
    exercise: str | None = None,
    *,
    limits: Sequence[Limit] = (),
) -> list[Analysis]:
    """Judge every set in saved poses; the same poses give the same reports as the video did.

    Args:
        saved: the poses and what is known of their clip.
        path: the video, if it is at hand.
        exercise: id; the whole recording is judged as one set of it.
        limits: personal limits that replace those of the exercise.

    Raises:
        UnknownExerciseError, WrongExerciseError, NoPersonError.
    """
    wanted = exercise or saved.exercise
    jumps = _breaks(saved)
    if wanted is not None:
        recognised = saved.recognised and exercise is None
        return [_as_named(saved, path, get(wanted), jumps, limits, recognised=recognised)]
    sets = _sets(saved, jumps)
    if not sets and (turned := _turned(saved, jumps)) is not None:
        saved = turned
        sets = _sets(saved, jumps)
    if not sets or all(s.found.rival is not None for s in sets):
        _refuse(saved, jumps)
    clear = [s for s in sets if s.found.rival is None]
    judged = [(one, _recognised_set(saved, one, jumps, path, limits)) for one in clear]
    whole = [(one, a) for one, a in judged if a.report.reps]
    if not whole:
        why = no_whole_repetition(get(max(clear, key=_weight).exercise))
        raise WrongExerciseError(why.text, why.code, advice=why.advice)
    kept = [one for one, _ in whole]
    parts = [part_note(one) for one, a in judged if not a.report.reps]
    return [_with_notes(a, [*other_sets(kept, i), *parts]) for i, (_, a) in enumerate(whole)]


def _recognised_set(
    saved: Saved,
    one: RecordedSet,
    jumps: Sequence[Break],
    path: Path | None,
    limits: Sequence[Limit],
) -> Analysis:
    part = replace(saved, poses=within(saved.poses, one.begin, one.end))
    here = [j for j in jumps if one.begin <= j.after and j.before <= one.end]
    poses = _set_poses(part, here, one.found.movements)
    notes = [*busy_notes(one), *absences(part.poses)]
    report = _judged(part, poses, get(one.exercise), limits, notes, recognised=True)
    return Analysis(report, part.poses, path)


def _with_notes(analysis: Analysis, notes: Sequence[Note]) -> Analysis:
    """Return the analysis with more notes, in order of time; those on the whole clip first."""
    known = [*notes, *analysis.report.notes]
    known.sort(key=lambda n: -1.0 if n.time is None else n.time)
    return replace(analysis, report=replace(analysis.report, notes=tuple(known)))


def _as_named(
    saved: Saved,
    path: Path | None,
    exercise: Exercise,
    jumps: Sequence[Break],
    limits: Sequence[Limit],
    *,
    recognised: bool,
) -> Analysis:
    out = judge_named(saved, exercise, path, limits=limits, recognised=recognised)
    if out.report.reps or recognised:
        return out
    turned = _turned(saved, jumps)
    if turned is not None:
        saved = turned
        out = judge_named(saved, exercise, path, limits=limits, recognised=recognised)
    if not out.report.reps:
        _look_alike(saved, jumps, exercise)
    return out


def _turned(saved: Saved, jumps: Sequence[Break]) -> Saved | None:
    """Return the poses with their rotation set if the video clearly lies on its side, else None."""
    if saved.source.turned:
        return None
    turn = find_turn(evenly_timed(saved.poses), jumps, catalogue().values(), saved.model)
    if turn is None or not turn.plain:
        return None
    return replace(saved, source=replace(saved.source, turned=turn.degrees))


def _poses(saved: Saved) -> PoseSequence:
    """Return poses as they are judged: upright, and as many a second where nobody moves."""
    return upright(evenly_timed(saved.poses), saved.source)


def _breaks(saved: Saved) -> list[Break]:
    return joined([*find_breaks(evenly_timed(saved.poses)), *breaks_of(saved.notes)])


def _sets(saved: Saved, jumps: Sequence[Break]) -> list[RecordedSet]:
    poses, source = _poses(saved), upright_source(saved.source)
    size = (source.width, source.height)
    people = [n.time for n in saved.notes if n.code == "new_person" and n.time is not None]
    seen = movements_of(only_with_legs(poses, size), jumps, catalogue().values(), saved.model)
    return sets_of(seen, jumps, people)


def judge_named(
    saved: Saved,
    exercise: Exercise,
    path: Path | None = None,
    *,
    limits: Sequence[Limit] = (),
    recognised: bool = False,
) -> Analysis:
    """Judge all of a recording as one set of `exercise`, whatever it shows."""
    jumps = _breaks(saved)
    poses = _poses(saved)
    seen = movements_of(poses, jumps, [exercise], saved.model)[exercise.id]
    fit = [m for m in seen if m.misfit is None]
    report = _judged(
        saved,
        _set_poses(saved, jumps, fit),
        exercise,
        limits,
        absences(saved.poses),
        recognised=recognised,
    )
    return Analysis(report, saved.poses, path)


def _set_poses(saved: Saved, jumps: Sequence[Break], movements: Sequence[Movement]) -> SetPoses:
    return SetPoses(
        poses=_poses(saved),
        model=saved.model,
        source=upright_source(saved.source),
        jumps=jumps,
        movements=movements,
    )


def _judged(
    saved: Saved,
    poses: SetPoses,
    exercise: Exercise,
    limits: Sequence[Limit],
    notes: Sequence[Note],
    *,
    recognised: bool,
) -> Report:
    chosen, own = applied(exercise, limits)
    of_clip = [n for n in saved.notes if n.code not in BREAK_CODES]
    known = [*of_clip, *notes, *own_limits(own)]
    if saved.source.turned:
        known.insert(0, turn_note(saved.source))
    report = judge_recorded_set(chosen, poses, known, recognised=recognised)
    return replace(report, source=saved.source)


def _refuse(saved: Saved, jumps: Sequence[Break]) -> NoReturn:
    """Raise the reason why no exercise was recognised."""
    if not np.isfinite(saved.poses.image[:, 0, 0]).any():
        raise NoPersonError(
            "Nobody is visible in this recording. Keep your whole body in the picture."
        )
    size = (saved.source.width, saved.source.height)
    why = why_refused(evenly_timed(saved.poses), jumps, catalogue(), saved.model, size)
    raise WrongExerciseError(why.text, why.code, advice=why.advice)


def _look_alike(saved: Saved, jumps: Sequence[Break], chosen: Exercise) -> None:
    """Raise WrongExerciseError if the clip clearly shows another exercise than `chosen`."""
    clear = [s for s in _sets(saved, jumps) if s.found.rival is None]
    if not clear or chosen.id in {s.exercise for s in clear}:
        return
    other = get(max(clear, key=_weight).exercise)
    raise WrongExerciseError(
        f"This looks like {other.title.lower()}, not {chosen.title.lower()}",
        "wrong_exercise",
        advice=f"run it again with --exercise {other.id}, or without --exercise",
        exercise=other.id,
        chosen=chosen.id,
    )


def renamed(analysis: Analysis, name: str) -> Analysis:
    """Return the analysis with its source under another name."""
    source = replace(analysis.report.source, name=name)
    return replace(analysis, report=replace(analysis.report, source=source))
