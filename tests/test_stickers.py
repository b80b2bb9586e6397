"""Stickers on the hip bones: found by themselves or by a tap, followed, refused, never invented."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from formcheck.analyse import Analysis, analyse, judge
from formcheck.angles import pelvic_line
from formcheck.bundles import bundle
from formcheck.cli import app
from formcheck.estimate import Estimated, estimate
from formcheck.estimator import Landmarker
from formcheck.pose import Array, Bools, PoseFrame, PoseSequence
from formcheck.pose import Landmark as L
from formcheck.poses_file import load, save
from formcheck.settings import Settings
from formcheck.stickers import NONE, Tap, place, spots
from formcheck.stickers.blobs import lab
from formcheck.stickers.colours import COMMON, best, name
from formcheck.video import Reader
from tests.dots import COLOURS, Dotted, Where, dotted, find, line

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
    weights = bundle("lite", settings)
    return estimate(path, settings, lambda: Landmarker(weights))


def truth_at(clip: Dotted, time: Array) -> Array:
    out: Array = clip.dots[[int(np.argmin(np.abs(clip.time - t))) for t in time]]
    return out


def both(dots: Array) -> Bools:
    out: Bools = np.asarray(np.isfinite(dots).all((1, 2)))
    return out


def errors(clip: Dotted, poses: PoseSequence) -> tuple[Array, float, float]:
    """The pelvic line's errors in degrees, the share found of what can be seen, and of the rest."""
    truth = truth_at(clip, poses.time)
    there, got = both(truth), both(poses.stickers)
    off = np.abs(pelvic_line(poses) - line(truth))[there & got]
    false = float(got[~there].mean()) if (~there).any() else 0.0
    return off, float(got[there].mean()), false


# ---- the pelvic line


@pytest.mark.parametrize(
    ("colour", "size", "turn", "gain"),
    [
        ("green", 0.025, 0.0, (1.0, 1.0)),
        ("orange", 0.03, 6.0, (1.0, 1.0)),
        ("pink", 0.04, 0.0, (0.55, 1.15)),
    ],
    ids=["small", "camera not level", "light changes"],
)
def test_pelvic_line_from_the_front(
    folder: Path, colour: str, size: float, turn: float, gain: tuple[float, float]
) -> None:
    clip = dotted(
        walk(), folder / f"{colour}.mp4", "front", COLOURS[colour], size=size, span=(0, 4),
        turn=turn, gain=gain,
    )  # fmt: skip
    found = poses_of(clip.path)
    poses, notes = place(found.poses, found.spots)
    off, share, _ = errors(clip, poses)
    assert share > 0.85
    assert np.median(off) < 0.5
    assert np.percentile(off, 95) < 1.5
    assert [n.code for n in notes] == ["stickers"]
    assert notes[0].text.startswith(colour.capitalize())
    side = poses.stickers[:, 0, 0] > poses.stickers[:, 1, 0]
    assert side[both(poses.stickers)].all(), "left is left"


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
    clip = dotted(need(stem), folder / f"{stem}.mp4", where, COLOURS[colour], span=(0, 6))
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
    """Twelve degrees, down and up again within the fourth step; level in every start position."""
    return float(12 * np.clip(np.interp(time, [6.75, 7.1, 7.9, 8.3], [0, 1, 1, 0]), 0, 1))


@pytest.fixture(scope="module")
def dropped(folder: Path) -> tuple[Dotted, Analysis]:
    clip = dotted(walk(), folder / "drop.mp4", "front", COLOURS["green"], roll=dropping)
    settings = Settings(workers=2)
    return clip, analyse(clip.path, "lateral_band_walk", model="lite", settings=settings)


def test_a_dropped_pelvis_is_called_and_a_level_one_is_not(
    dropped: tuple[Dotted, Analysis],
) -> None:
    report = dropped[1].report
    assert [n.code for n in report.notes if n.code.startswith("stickers")] == ["stickers"]
    wanted = {True: 0, False: 0}
    for rep in report.reps:
        finding = next(f for f in rep.findings if f.cue == "pelvic_drop")
        deep = min(rep.end, 7.9) - max(rep.start, 7.1) >= 0.5
        beside = rep.end < 6.75 or rep.start > 8.3
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
    clip = dotted(video, folder / "planted.mp4", "front", COLOURS["green"])
    settings = Settings(workers=2)
    report = analyse(clip.path, "lateral_band_walk", model="lite", settings=settings).report
    planted = clip.truth.about["reps"]
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


def test_the_number_of_workers_changes_nothing(dropped: tuple[Dotted, Analysis]) -> None:
    clip, analysis = dropped
    alone = poses_of(clip.path, workers=1)
    poses, _ = place(alone.poses, alone.spots)
    np.testing.assert_array_equal(poses.stickers, analysis.poses.stickers)


# ---- nothing where there is nothing


def quick(path: Path, rate: float = 4.0) -> tuple[PoseSequence, list[str]]:
    """Poses at a low rate, and the codes of the notes on them."""
    settings = Settings()
    model = Landmarker(bundle("lite", settings))
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


PLAIN = sorted((Path(__file__).parents[1] / "sample_videos").glob("*.mp4"))
NEAREST = [
    "glute_bridge__knee_cave16__feet_high__anna_L",  # a red top shows at either side of the waist
    "fire_hydrant__clean__rear_high__ben_R",
    "fire_hydrant__pelvis_rotation20__rear_high__carol_L",  # so does a yellow one
]


@pytest.mark.parametrize("video", PLAIN, ids=lambda p: p.stem)
def test_none_are_invented(video: Path) -> None:
    poses, codes = quick(video)
    assert codes == []
    assert not np.isfinite(poses.stickers).any()


@pytest.mark.parametrize("stem", NEAREST)
def test_none_are_invented_in_clothes(stem: str) -> None:
    assert quick(need(stem))[1] == []


def test_spotted_clothes_are_no_stickers(folder: Path) -> None:
    """Dots all over the hips: none is taken for a sticker."""
    base = dotted(walk(), folder / "base.mp4", "front", COLOURS["green"], span=(0, 4))
    found = poses_of(base.path)
    blobs = [s.blobs for s in found.spots]
    many = []
    for b, s in zip(blobs, found.spots, strict=True):
        shifted = [
            b + np.eye(10)[0] * dx + np.eye(10)[1] * dy for dx in (-14, 14) for dy in (0, 14)
        ]
        many.append(replace(s, small=np.concatenate([b, *shifted]).astype(np.float32)))
    assert [n.code for n in place(found.poses, found.spots)[1]] == ["stickers"]
    poses, notes = place(found.poses, many)
    assert notes == []
    assert not np.isfinite(poses.stickers).any()


# ---- taps, and colours that clash


def a_tap(clip: Dotted, k: int = 30) -> Tap:
    (x1, y1), (x2, y2) = clip.dots[k]
    return Tap(float(clip.time[k]), (x2 + 3, y2 - 2), (x1, y1 + 3))


@pytest.fixture(scope="module")
def white(folder: Path) -> tuple[Dotted, Estimated]:
    clip = dotted(walk(), folder / "white.mp4", "front", COLOURS["white"], span=(0, 4))
    return clip, poses_of(clip.path)


def test_white_ones_need_a_tap(white: tuple[Dotted, Estimated]) -> None:
    clip, found = white
    assert place(found.poses, found.spots)[1] == []
    poses, notes = place(found.poses, found.spots, a_tap(clip))
    off, share, _ = errors(clip, poses)
    assert [n.code for n in notes] == ["stickers"]
    assert share > 0.8
    assert np.percentile(off, 95) < 2


def test_none_wanted_none_looked_for(white: tuple[Dotted, Estimated]) -> None:
    _, found = white
    poses, notes = place(found.poses, found.spots, "none")
    assert poses is found.poses
    assert notes == []


def test_a_tap_beside_them_is_refused(white: tuple[Dotted, Estimated]) -> None:
    _, found = white
    poses, notes = place(found.poses, found.spots, Tap(1.0, (10, 10), (40, 10)))
    assert [n.code for n in notes] == ["stickers_refused"]
    assert "tap the middle" in notes[0].text
    assert not np.isfinite(poses.stickers).any()


@pytest.mark.parametrize("tapped", [True, False])
def test_a_colour_that_clashes_is_refused_with_advice(folder: Path, tapped: bool) -> None:
    """Blue dots on a blue shirt."""
    clip = dotted(
        walk(), folder / f"clash{tapped}.mp4", "front", (75, 130, 215), size=0.035, span=(0, 4)
    )
    found = poses_of(clip.path)
    poses, notes = place(found.poses, found.spots, a_tap(clip) if tapped else "auto")
    assert not np.isfinite(poses.stickers).any()
    if tapped:
        assert [n.code for n in notes] == ["stickers_refused"]
        assert "blue" not in notes[0].text.partition("use")[2]
    else:
        assert [n.code for n in notes] in ([], ["stickers_refused"])


def test_advice_names_what_stands_out() -> None:
    rows = {"navy": (40, 48, 74), "skin": (225, 180, 150), "grey": (120, 120, 125)}
    around = lab(np.array([list(rows.values())], np.uint8))[0].astype(float)
    assert not {"white", "blue"} & set(best(around))
    greens = lab(np.array([[(60, 200, 80), (50, 170, 60)]], np.uint8))[0].astype(float)
    assert "green" not in best(greens, count=3)
    assert best(np.zeros((0, 3))) == ["green", "pink"]
    for colour, rgb in COMMON.items():
        assert name(lab(np.array([[rgb]], np.uint8))[0, 0].astype(float)) == colour


# ---- one picture


def standing(scale: float = 240.0, at: tuple[float, float] = (320.0, 200.0)) -> PoseFrame:
    """Somebody upright facing the camera, `scale` pixels a metre, mid-hip at `at`."""
    world = np.zeros((33, 3))
    for one, sign in (("LEFT", 1), ("RIGHT", -1)):
        for part, x, y in (
            ("SHOULDER", 0.18, -0.5),
            ("HIP", 0.1, 0.0),
            ("KNEE", 0.12, 0.42),
            ("ANKLE", 0.12, 0.84),
        ):
            world[L[f"{one}_{part}"]] = (sign * x, y, 0)
    image = np.array(at) + scale * world[:, :2]
    nobody = PoseFrame.nobody(0.0)
    return PoseFrame(0.0, image, world, np.ones(33), nobody.trunk)


def picture(width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    image = np.empty((height, width, 3), np.uint8)
    image[:] = (60, 66, 90)
    return image


def disc(image: NDArray[np.uint8], x: float, y: float, radius: float) -> None:
    """Paint a green disc with soft edges; pixel centres lie at whole numbers."""
    yy, xx = np.mgrid[: image.shape[0], : image.shape[1]]
    share = np.clip(radius - np.hypot(xx - x, yy - y) + 0.5, 0, 1)[..., None]
    image[:] = np.rint(image * (1 - share) + share * np.array(COLOURS["green"])).astype(np.uint8)


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_centres_are_found_within_a_tenth_of_a_pixel(scale: float) -> None:
    image, pose = picture(), standing()
    wanted = [(345.3, 180.6), (292.8, 183.2)]
    for x, y in wanted:
        disc(image, x, y, 3.6)
    pose = replace(pose, image=(pose.image + 0.5) * scale - 0.5)
    blobs = spots(image, pose, scale).blobs
    assert len(blobs) == 2
    got = sorted(map(tuple, (blobs[:, :2] + 0.5) / scale - 0.5), reverse=True)
    np.testing.assert_allclose(got, wanted, atol=0.1)
    np.testing.assert_allclose(blobs[:, 2], 0.03, atol=0.008)


def test_a_large_picture_is_looked_at_smaller_and_as_well() -> None:
    image, pose = picture(1600, 1200), standing(700.0, (800.0, 500.0))
    wanted = [(880.4, 440.2), (715.0, 446.9)]
    for x, y in wanted:
        disc(image, x, y, 10.5)
    blobs = spots(image, pose).blobs
    np.testing.assert_allclose(sorted(map(tuple, blobs[:, :2]), reverse=True), wanted, atol=0.3)


def test_bands_seams_and_patches_are_no_blobs() -> None:
    image, pose = picture(), standing()
    cv2.rectangle(image, (250, 230), (390, 238), COLOURS["green"], -1)  # a loop band
    cv2.line(image, (300, 140), (300, 260), COLOURS["orange"], 2)  # a seam
    cv2.rectangle(image, (330, 150), (370, 190), COLOURS["pink"], -1)  # a pocket
    assert len(spots(image, pose).blobs) == 0


def test_nobody_or_a_body_out_of_the_picture_has_no_spots() -> None:
    assert spots(picture(), PoseFrame.nobody(0.0)) is NONE
    assert spots(picture(), standing(at=(-900.0, 200.0))) is NONE
    assert len(spots(picture(), standing(at=(2.0, 2.0))).blobs) == 0


def test_a_hidden_sticker_is_nan_and_the_other_stays_itself() -> None:
    """Each in turn goes behind a hand; neither is taken for the other."""
    poses, seen = [], []
    for k in range(45):
        image, pose = picture(), standing(at=(320.0 + k, 200.0))
        if not 15 <= k < 22:
            disc(image, 346.0 + k, 182.0, 3.6)
        if not 28 <= k < 40:
            disc(image, 294.0 + k, 184.0, 3.6)
        poses.append(replace(pose, time=k / 15))
        seen.append(spots(image, pose))
    out, notes = place(PoseSequence.of(poses), seen)
    assert [n.code for n in notes] == ["stickers"]
    left, right = (np.isfinite(out.stickers[:, side]).all(-1) for side in (0, 1))
    frames = np.arange(45)
    np.testing.assert_array_equal(left, (frames < 15) | (frames >= 22))
    np.testing.assert_array_equal(right, (frames < 28) | (frames >= 40))
    np.testing.assert_allclose(out.stickers[left, 0, 0] - frames[left], 346.0, atol=0.2)
    np.testing.assert_allclose(out.stickers[right, 1, 0] - frames[right], 294.0, atol=0.2)


def test_poses_that_have_stickers_keep_them() -> None:
    pose = replace(standing(), stickers=np.array([[346.0, 182.0], [294.0, 184.0]]))
    poses = PoseSequence.of([pose])
    assert place(poses, [NONE]) == (poses, [])


# ---- the command line


@pytest.mark.parametrize("text", ["red", "1,2,3", "1,2,3,4,five"])
def test_a_wrong_choice_is_explained(text: str) -> None:
    done = CliRunner().invoke(app, ["check", str(walk()), "--stickers", text])
    assert done.exit_code == 1
    assert "--stickers takes auto, none, or five numbers" in done.stderr
