"""A folder of videos with their truths, from end to end.

Finding the poses is the slow part. A `PoseStore` keeps them by the video's content, the model
size and the rate and size of the pictures, so that a second evaluation takes seconds. After a
change in `estimation` or in the trunk profile, empty that folder.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.report import Report
from formcheck.analysis.session import Session
from formcheck.errors import (
    InvalidPosesError,
    InvalidVideoError,
    NoPersonError,
    OutputError,
    UnknownExerciseError,
    WrongExerciseError,
)
from formcheck.estimation import pose_io
from formcheck.estimation.landmarker import Estimator
from formcheck.estimation.pipeline import analyse, judge_named
from formcheck.estimation.pose_io import Saved
from formcheck.evaluation import labels
from formcheck.evaluation.compare import SetOutcome, compare
from formcheck.evaluation.truth import InvalidTruthError, Truth, read_rendered
from formcheck.exercises import get
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.video import probe

JUDGING = 0.2
"""Seconds of work that judging a set stands for, beside finding poses (about real time)."""

Progress = Callable[[float, str], None]


def find(folder: Path) -> tuple[list[Truth], list[str]]:
    """Return the sets of a folder with a truth or labels, by name; a sentence for each bad one.

    `folder` may also be one table of labels.

    Raises:
        InvalidTruthError: there is no such folder, or no truth in it.
    """
    if not folder.exists():
        raise InvalidTruthError(
            f"There is no folder {folder}: give one with videos and their truths."
        )
    files = sorted(folder.iterdir()) if folder.is_dir() else [folder]
    truths: list[Truth] = []
    skipped: list[str] = []
    for file in files:
        try:
            if file.suffix == ".json":
                one = read_rendered(file)
                truths += [one] if one else []
            elif file.suffix.lower() == ".csv":
                table = labels.read(file)
                truths += table[0] if table else []
                skipped += table[1] if table else []
        except InvalidTruthError as error:
            skipped.append(str(error))
    if not truths and not skipped:
        raise InvalidTruthError(
            f"No truth was found in {folder}: put a set-truth-1 .json or a .csv of labels beside "
            "the videos."
        )
    return sorted(truths, key=lambda t: (t.name, t.exercise)), skipped


@dataclass(frozen=True, slots=True)
class PoseStore:
    """Poses kept from one evaluation to the next; folder None keeps none."""

    folder: Path | None
    settings: Settings

    def file(self, digest: str, model: ModelSize) -> Path | None:
        """Return where the poses of a video (its sha256) are kept."""
        if self.folder is None:
            return None
        s = self.settings
        name = f"{digest[:32]}-{model}-{s.pose_rate:g}hz-{s.pose_side}px.npz"
        return self.folder / name

    def get(self, digest: str, model: ModelSize) -> Saved | None:
        """Return poses kept earlier, or None."""
        file = self.file(digest, model)
        if file is None or not file.is_file():
            return None
        try:
            return pose_io.load(file)
        except InvalidPosesError:
            return None  # they are found again, and the file is overwritten

    def put(self, digest: str, model: ModelSize, saved: Saved | None) -> None:
        """Keep poses.

        Raises:
            OutputError.
        """
        file = self.file(digest, model)
        if file is None or saved is None:
            return
        part = file.with_suffix(".part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            pose_io.save(part, saved)
            part.replace(file)
        except (OSError, OutputError) as error:
            raise OutputError(
                f"Poses cannot be kept in {file.parent}: choose another folder with --poses, or "
                "leave it out."
            ) from error


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of an evaluation.

    Attributes:
        outcomes: for each variant of the exercises, those of its sets.
        skipped: a sentence on each set that was left out.
    """

    outcomes: tuple[tuple[SetOutcome, ...], ...]
    skipped: tuple[str, ...]


def digest(path: Path) -> str:
    """Return the sha256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def judge(exercise: Exercise, saved: Saved | None, model: ModelSize) -> Report:
    """Judge poses with these limits, as a session does; no poses, no repetitions."""
    if saved is None:
        return Session(exercise, model).finish()
    return judge_named(replace(saved, model=model), exercise).report


def find_poses(
    truth: Truth,
    model: ModelSize,
    settings: Settings,
    progress: Callable[[float], None] | None = None,
    new_estimator: Callable[[], Estimator] | None = None,
) -> Saved | None:
    """Find the poses of a set as `check` does; None where `check` refuses to judge it.

    Raises:
        InvalidVideoError, InvalidModelError.
    """
    try:
        return analyse(
            truth.path,
            truth.exercise,
            model=model,
            settings=settings,
            progress=progress,
            new_estimator=new_estimator,
        ).saved
    except (NoPersonError, WrongExerciseError):
        return None


class _Progress:
    """How much of the work is done, in seconds of video."""

    def __init__(self, sizes: Mapping[tuple[Path, ModelSize], float], tell: Progress) -> None:
        self._sizes = sizes
        self._tell = tell
        self._before = 0.0
        self.total = sum(sizes.values()) or 1.0

    def within(self, job: tuple[Path, ModelSize], seconds: float) -> None:
        done = self._before + min(seconds, self._sizes[job])
        self._tell(done / self.total, job[0].name)

    def done(self, job: tuple[Path, ModelSize]) -> None:
        self._before += self._sizes[job]
        self._tell(self._before / self.total, job[0].name)


def evaluate(
    truths: Sequence[Truth],
    models: Sequence[ModelSize],
    variants: Sequence[Mapping[str, Exercise]],
    store: PoseStore,
    *,
    progress: Progress = lambda share, name: None,
    new_estimator: Callable[[], Estimator] | None = None,
) -> Evaluation:
    """Judge every set with every model size and every variant of the exercises.

    Args:
        truths: the sets, from `find`.
        models: model sizes.
        variants: exercises by id: as they are, and with changed limits.
        store: where poses are kept, and the settings they are found with.
        progress: called with the share that is done, 0..1, and the video, from any thread.
        new_estimator: finds the poses instead of the pose model.

    Raises:
        InvalidModelError: a pose model is missing or damaged. OutputError: poses cannot be kept.
    """
    skipped: list[str] = []
    sound = _usable_sets(truths, variants[0], store.settings, skipped)
    sizes: dict[tuple[Path, ModelSize], float] = {}
    for model in models:
        for truth, content, seconds in sound:
            file = store.file(content, model)
            kept = file is not None and file.is_file()
            sizes[truth.path, model] = JUDGING + (0 if kept else seconds)
    work = _Progress(sizes, progress)
    outcomes: list[list[SetOutcome]] = [[] for _ in variants]
    for model in models:
        for truth, content, _ in sound:
            job = (truth.path, model)
            try:
                saved = store.get(content, model)
                if saved is None:
                    tell = partial(work.within, job)
                    saved = find_poses(truth, model, store.settings, tell, new_estimator)
                    store.put(content, model, saved)
            except InvalidVideoError as error:
                skipped.append(f"{truth.path.name}: {error}")
            else:
                for out, exercises in zip(outcomes, variants, strict=True):
                    report = judge(exercises[truth.exercise], saved, model)
                    out.append(compare(report, truth))
            work.done(job)
    return Evaluation(tuple(tuple(o) for o in outcomes), tuple(dict.fromkeys(skipped)))


def _usable_sets(
    truths: Sequence[Truth],
    exercises: Mapping[str, Exercise],
    settings: Settings,
    skipped: list[str],
) -> list[tuple[Truth, str, float]]:
    """Return the sets that can be judged, each with its video's sha256 and length in seconds."""
    out = []
    for truth in truths:
        try:
            if truth.exercise not in exercises:
                get(truth.exercise)
            length = probe(truth.path, settings).duration or 10.0
            out.append((truth, digest(truth.path), length))
        except (InvalidVideoError, UnknownExerciseError) as error:
            skipped.append(f"{truth.path.name}: {error}")
        except OSError as error:
            skipped.append(f"{truth.path.name} cannot be read ({error.strerror}).")
    return out
