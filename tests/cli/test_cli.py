"""The command line as a person meets it."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from formcheck import __version__
from formcheck.cli import app
from formcheck.output.writer import deliver
from formcheck.settings import Settings
from tests.support.sample_sets import BRIDGE, analysed


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("result")
    deliver(analysed(), out, Settings(), video=False)
    return out


def test_version() -> None:
    done = run("--version")
    assert (done.exit_code, done.output.strip()) == (0, f"formcheck {__version__}")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, contextlib, io\n"
        "from formcheck.cli import app\n"
        "sys.argv = ['formcheck', '--help']\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): app()\n"
        "heavy = {'cv2', 'mediapipe', 'av', 'numpy', 'jinja2', 'pydantic', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_check_a_sample_set_end_to_end(tmp_path: Path) -> None:
    done = run("check", BRIDGE, "--model", "lite", "--no-video", "--out", tmp_path / "r")
    assert done.exit_code == 0, done.output
    assert "Stop when shoulders, hips and knees make one line." in done.output
    assert "Not visible" in done.output
    assert (tmp_path / "r" / "report.html").is_file()
    assert not (tmp_path / "r" / "annotated.webm").exists()


def test_several_videos_get_a_folder_each_and_one_bad_one_stops_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_text("not a video")
    done = run(
        "check",
        bad,
        BRIDGE,
        "--model",
        "lite",
        "--no-video",
        "--out",
        tmp_path / "r",
        "--exercise",
        "glute_bridge",
    )
    assert done.exit_code == 1
    assert "bad.mp4: " in done.output
    assert (tmp_path / "r" / BRIDGE.name / "report.json").is_file()
    assert not (tmp_path / "r" / "bad.mp4").exists()


def _heeds_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are told not to


def test_stopping_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "formcheck", "check", str(BRIDGE)),
        *[str(BRIDGE)] * 6,  # more than can be done before it is stopped
        *("--model", "lite", "--no-video", "--out", str(tmp_path)),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_heeds_ctrl_c
    ) as doing:
        assert doing.stdout is not None
        assert doing.stdout.readline().decode().strip() == BRIDGE.name  # the first is done
        doing.send_signal(signal.SIGINT)
        _, said = doing.communicate(timeout=60)
    assert doing.returncode == 130
    assert b"Finished results are kept" in said
    done = sorted(p.parent.name for p in tmp_path.glob("*/report.html"))
    assert BRIDGE.name in done
    assert len(done) < 7
    assert not list(tmp_path.glob("**/.*"))
    for name in done:
        json.loads((tmp_path / name / "report.json").read_text())


def test_judge_prints_the_same_report_as_json(result: Path) -> None:
    done = run("judge", result / "poses.npz", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == json.loads((result / "report.json").read_text())


def test_judge_writes_when_asked(result: Path, tmp_path: Path) -> None:
    done = run("judge", result / "poses.npz", "--out", tmp_path / "again")
    assert done.exit_code == 0
    again = (tmp_path / "again" / "report.json").read_text()
    assert again == (result / "report.json").read_text()


def test_it_speaks_spanish_when_told_to(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "es"
    done = run("--language", "es", "judge", result / "poses.npz", "--out", out)
    assert done.exit_code == 0, done.output
    assert "Corregir primero: " in done.output
    assert f"Informe: {out / 'report.html'}" in done.output
    assert '<html lang="es">' in (out / "report.html").read_text("utf-8")
    again, before = (json.loads((f / "report.json").read_text()) for f in (out, result))
    assert again == before, "programs read English"
    refused = run("--language", "xx", "judge", result / "poses.npz")
    assert refused.exit_code == 2


def test_where_to_film_is_said_in_spanish_too(tmp_path: Path) -> None:
    done = run("--language", "es", "film", "squat", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    words = " ".join(done.output.split())
    assert "El mejor sitio: de lado" in words
    for english in ("Where", "The camera", "Shows", "Does not", "Put the camera", "Wear"):
        assert english not in words
    assert "Desde arriba" in (tmp_path / "squat-side.svg").read_text("utf-8")


def test_exercises_lists_what_can_be_checked_and_how_to_film_it() -> None:
    done = run("exercises")
    for word in ("glute_bridge", "donkey_kick", "lateral_band_walk", "Film from", "Wear"):
        assert word in done.output
    told = json.loads(run("exercises", "--json").output)
    assert {"id", "title", "cues", "film"} <= set(told[0])


def one_sentence(done: Result, *words: str) -> None:
    assert done.exit_code == 1, done.output
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    lines = [x for x in done.output.splitlines() if x.strip()]
    assert len(lines) == 1
    assert lines[0].startswith("formcheck: ")
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: p.write_bytes(b""), ("empty",)),
        (lambda p: p.write_text("words " * 99), ("not a video",)),
        (lambda p: p.mkdir(), ("folder",)),
        (lambda p: None, ("no such file",)),
        (lambda p: shutil.copy(BRIDGE.parent.parent / "LICENSE", p), ("not a video",)),
    ],
    ids=["zero bytes", "text", "folder", "missing", "licence"],
)
def test_bad_input_gets_one_sentence(tmp_path: Path, make: object, words: tuple[str, ...]) -> None:
    path = tmp_path / "clip.mp4"
    make(path)  # type: ignore[operator]
    one_sentence(run("check", path, "--out", tmp_path / "r"), "clip.mp4", *words)
    assert not (tmp_path / "r").exists()


def test_an_unknown_exercise_or_model_lists_the_choices(tmp_path: Path) -> None:
    out = ("--out", tmp_path / "r")
    one_sentence(run("check", BRIDGE, "--exercise", "yoga", *out), "yoga", "donkey_kick")
    one_sentence(run("check", BRIDGE, "--model", "giant", *out), "giant", "lite")


def test_the_wrong_exercise_is_told(result: Path) -> None:
    done = run("judge", result / "poses.npz", "--exercise", "donkey_kick")
    one_sentence(done, "glute bridge", "--exercise glute_bridge")


def test_a_missing_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS_DIR", str(tmp_path))
    one_sentence(run("check", BRIDGE, "--out", tmp_path / "r"), "models.toml")


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_POSE_RATE", "fast")
    one_sentence(run("check", BRIDGE), "FORMCHECK_POSE_RATE")


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    done = run("check", BRIDGE, "--model", "lite", "--no-video", "--out", "/dev/full")
    one_sentence(done, "could not be written")


def test_a_mirrored_selfie_is_judged_with_its_sides_put_right(result: Path) -> None:
    plain = json.loads(run("judge", result / "poses.npz", "--json").stdout)
    turned = json.loads(run("judge", result / "poses.npz", "--mirrored", "--json").stdout)
    assert turned["view"]["azimuth"] == -plain["view"]["azimuth"]
    assert {plain["view"]["near"], turned["view"]["near"]} == {"left", "right"}
    assert turned["source"]["mirrored"]
