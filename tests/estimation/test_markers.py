"""Stickers on the hip bones: found by themselves or by a tap, followed, refused, never invented."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from formcheck.analysis.kinematics import pelvic_line
from formcheck.analysis.pose import Array, Bools, PoseSequence
from formcheck.analysis.report import Note
from formcheck.cli import app
from formcheck.estimation.landmarker import Landmarker
from formcheck.estimation.markers import Spots, Tap, place, spots
from formcheck.estimation.model_files import bundle
from formcheck.estimation.pipeline import Analysis, analyse, judge
from formcheck.estimation.pose_io import load, save
from formcheck.estimation.video_poses import Estimated, EstimationOptions, estimate
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.video import Frame, Reader
from tests.support.painted_markers import COLOURS, Dotted, Where, dotted, find, line

STEPS = (0.0, 4.0)
"""Seconds with the start position and two steps of the walk."""

WALK = "lateral_band_walk__clean__front__ben_R"  # a sample video: blue shirt, dark shorts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stickers")


def walk() -> Path:
    path = find(WALK)
    assert path is not None
    return path


def need(stem: str) -> Path:
    path = find(stem)
    if path is None:
        pytest.skip("only with the shared videos")
    return path


def poses_of(path: Path, workers: int = 2) -> Estimated:
    settings = Settings(workers=workers)
    weights = bundle(ModelSize.LITE, settings)
    return estimate(path, settings, lambda: Landmarker(weights), EstimationOptions(stickers="auto"))


def frames(path: Path, until: float = 1e9) -> Iterator[Frame]:
    """Yield the pictures that poses are found in."""
    settings = Settings()
    with Reader(path, settings, rate=settings.pose_rate, long_side=settings.pose_side) as reader:
        for frame in reader:
            if frame.time > until:
                return
            yield frame


@pytest.fixture(scope="module")
def walking() -> PoseSequence:
    """The walk's first steps without dots, for clips in which only those differ."""
    with closing(Landmarker(bundle(ModelSize.LITE, Settings()))) as model:
        return PoseSequence.of([model.estimate(f.image, f.time) for f in frames(walk(), STEPS[1])])


def seen_in(clip: Dotted, poses: PoseSequence) -> list[Spots]:
    """Return what may be stickers in the pictures of a clip whose poses are known."""
    pictures = list(frames(clip.path))
    assert [f.time for f in pictures] == pytest.approx(poses.time)
    return [spots(f.image, poses[i]) for i, f in enumerate(pictures)]


def truth_at(clip: Dotted, time: Array) -> Array:
    out: Array = clip.dots[[int(np.argmin(np.abs(clip.time - t))) for t in time]]
    return out


def both(dots: Array) -> Bools:
    out: Bools = np.asarray(np.isfinite(dots).all((1, 2)))
    return out


def errors(clip: Dotted, poses: PoseSequence) -> tuple[Array, float, float]:
    """The pelvic line's errors in degrees, the share found of what can be seen, and of the rest."""
    truth = truth_at(clip, poses.time)
    there, got = both(truth), both(poses.markers)
    off = np.abs(pelvic_line(poses) - line(truth))[there & got]
    false = float(got[~there].mean()) if (~there).any() else 0.0
    return off, float(got[there].mean()), false


# ---- the pelvic line


def check_front(clip: Dotted, poses: PoseSequence, notes: list[Note], colour: str) -> None:
    off, share, _ = errors(clip, poses)
    assert share > 0.85
    assert np.median(off) < 0.5
    assert np.percentile(off, 95) < 1.5
    assert [n.code for n in notes] == ["stickers"]
    assert notes[0].text.startswith(colour.capitalize())
    side = poses.markers[:, 0, 0] > poses.markers[:, 1, 0]
    assert side[both(poses.markers)].all(), "left is left"


@pytest.mark.parametrize(
    ("colour", "size", "gain"),
    [("green", 0.025, (1.0, 1.0)), ("pink", 0.04, (0.55, 1.15))],
    ids=["small", "light changes"],
)
def test_pelvic_line_from_the_front(
    folder: Path, walking: PoseSequence, colour: str, size: float, gain: tuple[float, float]
) -> None:
    clip = dotted(
        walk(), folder / f"{colour}.mp4", "front", COLOURS[colour], size=size, span=STEPS, gain=gain
    )
    check_front(clip, *place(walking, seen_in(clip, walking)), colour)


@pytest.fixture(scope="module")
def tilted(folder: Path) -> tuple[Dotted, Estimated]:
    """A camera that is not level, with poses as they are found in the painted pictures."""
    out, colour = folder / "tilted.mp4", COLOURS["orange"]
    clip = dotted(walk(), out, "front", colour, span=STEPS, turn=6.0)
    return clip, poses_of(clip.path)


def test_pelvic_line_where_the_camera_is_not_level(tilted: tuple[Dotted, Estimated]) -> None:
    clip, found = tilted
    check_front(clip, *place(found.poses, found.spots), "orange")


def test_the_number_of_workers_changes_nothing(tilted: tuple[Dotted, Estimated]) -> None:
    clip, found = tilted
    alone = poses_of(clip.path, workers=1)
    one, two = (place(e.poses, e.spots)[0] for e in (alone, found))
    assert np.isfinite(one.markers).any()
    np.testing.assert_array_equal(one.markers, two.markers)


@pytest.mark.parametrize(
    ("stem", "where", "colour", "least"),
    [
        ("fire_hydrant__pelvis_rotation20__rear_high__carol_L", "back", "green", 0.9),
        ("fire_hydrant__clean__rear_high__ben_R", "back", "orange", 0.85),
        ("glute_bridge__knee_cave16__feet_high__anna_L", "front", "yellow", 0.7),
        ("clamshell__hips_rock_back20__front__anna_L", "front", "green", 0.95),
    ],
)
def test_pelvic_line_of_other_exercises(
    folder: Path, stem: str, where: Where, colour: str, least: float
) -> None:
    until = 8.0 if stem.startswith("glute_bridge") else 6.0  # there the knees hide them
    clip = dotted(need(stem), folder / f"{stem}.mp4", where, COLOURS[colour], span=(0, until))
    found = poses_of(clip.path)
    poses, notes = place(found.poses, found.spots)
    off, share, false = errors(clip, poses)
    assert [n.code for n in notes] == ["stickers"]
    assert share > least
    assert false < 0.03
    assert np.median(off) < 1
    assert np.percentile(off, 95) < 2


# ---- the whole way to a verdict


def dropping(time: float) -> float:
    """Twelve degrees, down and up again within the second step; level in every start position."""
    return float(12 * np.clip(np.interp(time, [2.85, 3.2, 4.0, 4.4], [0, 1, 1, 0]), 0, 1))


@pytest.fixture(scope="module")
def dropped(folder: Path) -> tuple[Dotted, Analysis]:
    out, colour = folder / "drop.mp4", COLOURS["green"]
    clip = dotted(walk(), out, "front", colour, roll=dropping, span=(0, 8.6))
    settings = Settings(workers=2)
    return clip, analyse(clip.path, "lateral_band_walk", model=ModelSize.LITE, settings=settings)


def test_a_dropped_pelvis_is_called_and_a_level_one_is_not(
    dropped: tuple[Dotted, Analysis],
) -> None:
    report = dropped[1].report
    assert [n.code for n in report.notes if n.code.startswith("stickers")] == ["stickers"]
    wanted = {True: 0, False: 0}
    for rep in report.reps:
        finding = next(f for f in rep.findings if f.cue == "pelvic_drop")
        deep = min(rep.end, 4.0) - max(rep.start, 3.2) >= 0.5
        beside = rep.end < 2.85 or rep.start > 4.4
        if deep:
            assert finding.verdict == "fault"
            assert finding.value == pytest.approx(12, abs=1.5)
        if beside:
            assert finding.verdict == "ok"
        wanted[True] += deep
        wanted[False] += beside
    assert wanted[True] >= 1
    assert wanted[False] >= 2


def test_a_planted_drop_is_never_ok(folder: Path) -> None:
    video = need("lateral_band_walk__pelvic_drop10__front__dora_L")
    out, colour = folder / "planted.mp4", COLOURS["green"]
    clip = dotted(video, out, "front", colour, span=(0, 8.1))  # two level steps, two with a drop
    settings = Settings(workers=2)
    report = analyse(clip.path, "lateral_band_walk", model=ModelSize.LITE, settings=settings).report
    planted = [rep for rep in clip.truth.about["reps"] if rep["end"] < 8.1]
    assert len(report.reps) == len(planted)
    for rep, truth in zip(report.reps, planted, strict=True):
        finding = next(f for f in rep.findings if f.cue == "pelvic_drop")
        assert finding.value is not None
        if truth["faults"]:
            assert finding.value == pytest.approx(8.6, abs=1.2)
            assert finding.verdict != "ok"
        else:
            assert finding.verdict == "ok"


def test_saved_poses_keep_the_stickers(dropped: tuple[Dotted, Analysis], tmp_path: Path) -> None:
    analysis = dropped[1]
    save(tmp_path / "poses.npz", analysis.saved)
    again = judge(load(tmp_path / "poses.npz"), analysis.path)
    assert again.report == analysis.report


# ---- nothing where there is nothing


def quick(path: Path, rate: float = 4.0) -> tuple[PoseSequence, list[str]]:
    """Poses at a low rate, and the codes of the notes on them."""
    settings = Settings()
    model = Landmarker(bundle(ModelSize.LITE, settings))
    poses, seen = [], []
    try:
        with Reader(path, settings, rate=rate, long_side=settings.pose_side) as reader:
            for frame in reader:
                poses.append(model.estimate(frame.image, frame.time))
                seen.append(spots(frame.image, poses[-1]))
    finally:
        model.close()
    out, notes = place(PoseSequence.of(poses), seen)
    return out, [n.code for n in notes]


PLAIN = sorted((Path(__file__).parents[2] / "sample_videos").glob("*.mp4"))
NEAREST = [
    "glute_bridge__knee_cave16__feet_high__anna_L",  # a red top shows at either side of the waist
    "fire_hydrant__clean__rear_high__ben_R",
    "fire_hydrant__pelvis_rotation20__rear_high__carol_L",  # so does a yellow one
]


@pytest.mark.parametrize("video", PLAIN, ids=lambda p: p.stem)
def test_none_are_invented(video: Path) -> None:
    poses, codes = quick(video)
    assert codes == []
    assert not np.isfinite(poses.markers).any()


@pytest.mark.parametrize("stem", NEAREST)
def test_none_are_invented_in_clothes(stem: str) -> None:
    assert quick(need(stem))[1] == []


def test_spotted_clothes_are_no_stickers(folder: Path, walking: PoseSequence) -> None:
    """Dots all over the hips: none is taken for a sticker."""
    base = dotted(walk(), folder / "base.mp4", "front", COLOURS["green"], span=STEPS)
    seen = seen_in(base, walking)
    moves = np.eye(10)[:2]
    many = []
    for one in seen:
        moved = ((dx, dy) for dx in (-14, 14) for dy in (0, 14))
        shifted = [one.blobs + dx * moves[0] + dy * moves[1] for dx, dy in moved]
        many.append(replace(one, small=np.concatenate([one.blobs, *shifted]).astype(np.float32)))
    assert [n.code for n in place(walking, seen)[1]] == ["stickers"]
    poses, notes = place(walking, many)
    assert notes == []
    assert not np.isfinite(poses.markers).any()


# ---- taps, and colours that clash


def a_tap(clip: Dotted, time: float = 1.25) -> Tap:
    k = int(np.argmin(np.abs(clip.time - time)))
    (x1, y1), (x2, y2) = clip.dots[k]
    return Tap(float(clip.time[k]), (x2 + 3, y2 - 2), (x1, y1 + 3))


@pytest.fixture(scope="module")
def white(folder: Path, walking: PoseSequence) -> tuple[Dotted, list[Spots]]:
    clip = dotted(walk(), folder / "white.mp4", "front", COLOURS["white"], span=STEPS)
    return clip, seen_in(clip, walking)


def test_white_ones_need_a_tap(white: tuple[Dotted, list[Spots]], walking: PoseSequence) -> None:
    clip, seen = white
    assert place(walking, seen)[1] == []
    poses, notes = place(walking, seen, a_tap(clip))
    off, share, _ = errors(clip, poses)
    assert [n.code for n in notes] == ["stickers"]
    assert share > 0.8
    assert np.percentile(off, 95) < 2


def test_none_wanted_none_looked_for(
    white: tuple[Dotted, list[Spots]], walking: PoseSequence
) -> None:
    poses, notes = place(walking, white[1], "none")
    assert poses is walking
    assert notes == []


def test_a_tap_beside_them_is_refused(
    white: tuple[Dotted, list[Spots]], walking: PoseSequence
) -> None:
    poses, notes = place(walking, white[1], Tap(1.0, (10, 10), (40, 10)))
    assert [n.code for n in notes] == ["stickers_refused"]
    assert "tap the middle" in notes[0].text
    assert not np.isfinite(poses.markers).any()


def test_a_colour_that_clashes_is_refused_with_advice(folder: Path, walking: PoseSequence) -> None:
    """Blue dots on a blue shirt."""
    out, blue = folder / "clash.mp4", (75, 130, 215)
    clip = dotted(walk(), out, "front", blue, size=0.035, span=STEPS)
    seen = seen_in(clip, walking)
    poses, notes = place(walking, seen, a_tap(clip))
    assert not np.isfinite(poses.markers).any()
    assert [n.code for n in notes] == ["stickers_refused"]
    assert "blue" not in notes[0].text.partition("use")[2]
    poses, notes = place(walking, seen)
    assert not np.isfinite(poses.markers).any()
    assert [n.code for n in notes] in ([], ["stickers_refused"])


# ---- the command line


@pytest.mark.parametrize("text", ["red", "1,2,3", "1,2,3,4,five"])
def test_a_wrong_choice_is_explained(text: str) -> None:
    done = CliRunner().invoke(app, ["check", str(walk()), "--stickers", text])
    assert done.exit_code == 1
    assert "--stickers takes auto, none, or five numbers" in done.stderr
