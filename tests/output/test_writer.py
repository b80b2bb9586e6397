"""The result folder: what is in it, and what happens when it cannot be written."""

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from formcheck.analysis.report import Report
from formcheck.analysis.smoothing import smoothed
from formcheck.errors import OutputError
from formcheck.estimation.pipeline import judge
from formcheck.estimation.pose_io import load
from formcheck.output.curves import curves
from formcheck.output.evidence import pose_at
from formcheck.output.writer import deliver, deliver_sets, reps_csv
from formcheck.settings import Settings
from formcheck.video import Reader, probe
from tests.support.sample_sets import BRIDGE, analysed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("result")
    deliver(analysed(), out, Settings())
    return out


def test_everything_is_there_and_nothing_half_written(folder: Path) -> None:
    assert sorted(p.name for p in folder.iterdir()) == [
        "annotated.webm",
        "poses.npz",
        "report.html",
        "report.json",
        "reps.csv",
    ]


def test_the_json_is_the_report(folder: Path) -> None:
    told = TypeAdapter(Report).validate_json((folder / "report.json").read_text())
    assert told == analysed().report


def test_the_json_has_the_names_that_others_rely_on(folder: Path) -> None:
    told = json.loads((folder / "report.json").read_text())
    assert told["exercise"] == "glute_bridge"
    rep = told["reps"][1]
    assert {"number", "side", "start", "end", "findings"} <= set(rep)
    wanted = {
        "cue",
        "verdict",
        "reason",
        "value",
        "margin",
        "limit",
        "unit",
        "start",
        "end",
        "message",
    }
    assert all(wanted <= set(f) for f in rep["findings"])


def test_the_csv_has_a_row_a_finding(folder: Path) -> None:
    rows = list(csv.DictReader(StringIO((folder / "reps.csv").read_text())))
    report = analysed().report
    assert len(rows) == sum(len(r.findings) for r in report.reps)
    fault = next(r for r in rows if r["rep"] == "2" and r["cue"] == "hyperextension")
    assert fault["verdict"] == "fault"
    assert float(fault["value"]) > float(fault["high"])


def test_the_page_shows_a_picture_of_each_fault(folder: Path) -> None:
    page = (folder / "report.html").read_text()
    faults = [f for r in analysed().report.reps for f in r.findings if f.verdict == "fault"]
    assert page.count("data:image/jpeg;base64,") >= len(faults)


def test_the_annotated_video_keeps_the_clock_and_is_drawn_on(folder: Path) -> None:
    clip, own = probe(folder / "annotated.webm", Settings()), probe(BRIDGE, Settings())
    assert (clip.width, clip.height) == (own.width, own.height)
    with (
        Reader(folder / "annotated.webm", Settings()) as drawn,
        Reader(BRIDGE, Settings()) as plain,
    ):
        pairs = list(zip(drawn, plain, strict=True))
    times = np.array([[a.time, b.time] for a, b in pairs])
    assert np.abs(times[:, 0] - times[:, 1]).max() < 0.01
    a, b = pairs[len(pairs) // 2]
    assert (np.abs(a.image.astype(int) - b.image).max(axis=2) > 80).mean() > 0.002


def test_the_poses_are_judged_to_the_same_report(folder: Path) -> None:
    assert judge(load(folder / "poses.npz")).report == analysed().report


def test_the_curve_of_the_cue_to_fix_comes_first() -> None:
    report = analysed().report
    drawn = curves(report, smoothed(analysed().poses))
    assert drawn[0].title == "Hips past straight"
    fault = next(f for f in report.reps[1].findings if f.cue == "hyperextension")
    assert fault.value is not None
    assert np.nanmax(drawn[0].values) == pytest.approx(fault.value, abs=5)
    assert drawn[0].high == fault.high


def test_without_its_video_a_result_has_numbers_but_no_pictures(tmp_path: Path) -> None:
    written = deliver(replace(analysed(), path=None), tmp_path, Settings())
    assert {p.name for p in written} == {"report.json", "reps.csv", "report.html", "poses.npz"}
    assert "data:image/jpeg" not in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize("where", ["file", "/proc/none"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / where if where == "file" else Path(where)
    with pytest.raises(OutputError, match="--out"):
        deliver(analysed(), folder, Settings(), video=False)
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_pose_lies_between_its_neighbours_and_not_in_a_gap() -> None:
    poses = analysed().poses
    a, b = poses[10], poses[11]
    middle = pose_at(poses, (a.time + b.time) / 2)
    np.testing.assert_allclose(middle.image, (a.image + b.image) / 2)
    with_gap = poses.part((poses.time < 3) | (poses.time > 5))
    assert not pose_at(with_gap, 4.0).seen


def test_csv_of_no_reps_is_only_its_head() -> None:
    assert len(reps_csv(replace(analysed().report, reps=())).splitlines()) == 1


def test_another_video_of_that_name_keeps_its_result_and_the_same_one_leaves_nothing_stale(
    tmp_path: Path,
) -> None:
    phone = replace(analysed(), path=None)
    other = replace(
        phone,
        report=replace(phone.report, source=replace(phone.report.source, sha256="another")),
    )
    out = tmp_path / "IMG_0001.mp4"
    deliver_sets([phone], out, Settings(), video=False)
    (out / "annotated.webm").write_bytes(b"of an earlier run")
    (second,) = deliver_sets([other], out, Settings(), video=False)
    assert second.parent == tmp_path / "IMG_0001.mp4 (2)"
    assert (out / "annotated.webm").exists()
    (again,) = deliver_sets([phone], out, Settings(), video=False)
    assert again.parent == out
    assert not (out / "annotated.webm").exists()


def test_each_set_of_a_video_has_a_folder_that_goes_when_there_is_only_one(tmp_path: Path) -> None:
    one = replace(analysed(), path=None)
    pages = deliver_sets([one, one], tmp_path / "out", Settings(), video=False)
    assert [p.parent.name for p in pages] == ["set 1 glute_bridge", "set 2 glute_bridge"]
    deliver_sets([one], tmp_path / "out", Settings(), video=False)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "poses.npz",
        "report.html",
        "report.json",
        "reps.csv",
    ]
