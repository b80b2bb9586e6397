"""An upload is probed and analysed in a sandbox."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import FormcheckError, InvalidVideoError
from formcheck.model_size import ModelSize
from formcheck.settings import Settings
from formcheck.video import probe
from formcheck.worker import playback, sandbox
from formcheck.worker import probe as probing
from formcheck.worker.probe import ProbeResult, probe_and_rewrap
from formcheck.worker.process import Task
from formcheck.worker.sandbox import ResourceLimits
from tests.support.sample_sets import BRIDGE
from tests.support.video_files import make, sound
from tests.trial import hostile_files
from tests.trial.senders import one_repetition

SETTINGS = Settings(database_url="postgresql://me:secret@db/x")


def probed(path: Path, folder: Path, settings: Settings = SETTINGS, **more: Any) -> ProbeResult:
    return probe_and_rewrap(path, folder / "copy", settings, **more)


def test_it_returns_the_properties_of_the_video(tmp_path: Path) -> None:
    path = make(tmp_path / "ü -x.mkv", 10)
    seen = probed(path, tmp_path)
    assert seen.clip == replace(probe(tmp_path / "copy", SETTINGS), path=path)
    assert seen.seconds == seen.clip.duration
    assert (seen.media_type, seen.playable) == ("video/x-matroska", False)
    assert probed(BRIDGE, tmp_path).playable == playback.playable(
        BRIDGE, probe(BRIDGE, SETTINGS), SETTINGS
    )


@pytest.mark.parametrize(
    ("make_it", "code"),
    [
        (hostile_files.written("a.mp4", b"x" * 999), "not_a_video"),
        (hostile_files.half, "unreadable"),
        (hostile_files.sound_only, "no_video"),
        (hostile_files.ten_hours, "too_long"),
    ],
)
def test_it_refuses_what_the_reader_refuses(
    tmp_path: Path, make_it: hostile_files.Make, code: str
) -> None:
    path = make_it(tmp_path)
    with pytest.raises(InvalidVideoError) as there:
        probed(path, tmp_path)
    with pytest.raises(InvalidVideoError) as here:
        probe(path, SETTINGS)
    assert there.value.code == here.value.code == code
    assert str(there.value) == str(here.value)


def test_a_copy_without_metadata_is_made_inside(tmp_path: Path) -> None:
    def tagged(output: Any) -> None:
        output.metadata.update({"DATE": "2026-03-04", "LOCATION": "+48.2082+016.3738/"})
        sound(output)

    path, copy = make(tmp_path / "a.mkv", 10, also=tagged), tmp_path / "b"
    looked = probe_and_rewrap(path, copy, SETTINGS)
    assert (looked.rewrapped, looked.filmed_on) == (True, date(2026, 3, 4))
    assert b"48.2082" in path.read_bytes()
    assert b"48.2082" not in copy.read_bytes()
    assert looked.clip == replace(probe(copy, SETTINGS), path=path)
    silent = copy.stat().st_size
    probe_and_rewrap(path, copy, SETTINGS, keep_sound=True)
    assert copy.stat().st_size > silent
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.mkv", "b"]


def test_limits_are_those_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(InvalidVideoError) as caught:
        probed(make(tmp_path / "a.mp4", 50), tmp_path, Settings(max_seconds=1.0))
    assert caught.value.code == "too_long"


def test_a_few_bytes_that_ask_for_gigabytes(tmp_path: Path) -> None:
    """The tables claim 178 million frames: FFmpeg would take 4 GiB to list them."""
    path = hostile_files.claims(170_000_000)(tmp_path)
    with pytest.raises(InvalidVideoError) as caught:
        probed(path, tmp_path)
    assert caught.value.code in ("too_heavy", "unreadable", "too_many_frames")


def test_a_file_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.mp4"
    slow = ResourceLimits(memory=2**32, cpu=9, wall=1, file_bytes=0)
    monkeypatch.setattr(
        sandbox,
        "wrapped",
        lambda *_, work, **__: sandbox.Wrapped(
            ["sh", "-c", "kill -ALRM $$"], {}, work, slow, "limits"
        ),
    )
    with pytest.raises(InvalidVideoError) as caught:
        probed(path, tmp_path, limits=slow)
    assert caught.value.code == "too_slow"


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"clip": 1}', "nonsense"])
def test_a_process_that_dies_or_prints_nonsense_is_a_refusal(said: str) -> None:
    done = subprocess.CompletedProcess([], -11, said, "")
    with pytest.raises(InvalidVideoError) as caught:
        probing._parse_answer(Path("a"), done, ResourceLimits.for_probe())
    assert caught.value.code == "unreadable"


def test_a_sandbox_that_works_no_more_is_not_the_videos_fault() -> None:
    done = subprocess.CompletedProcess([], 1, "", "bwrap: Creating new namespace failed")
    with pytest.raises(FormcheckError, match="doctor") as caught:
        probing._parse_answer(Path("a"), done, ResourceLimits.for_probe())
    assert caught.value.code == "cannot_look"


@pytest.mark.parametrize("bwrap", [True, False], ids=["bubblewrap", "plain"])
def test_the_analyser_works_confined(tmp_path: Path, bwrap: bool) -> None:
    if bwrap and not sandbox.bubblewrap().works:
        pytest.skip(sandbox.bubblewrap().why)
    work, video = tmp_path / "work", tmp_path / "a.mp4"
    work.mkdir()
    video.write_bytes(one_repetition())
    settings = Settings(workers=1, model=ModelSize.LITE)
    task = Task(
        folder=str(work),
        name="a.mp4",
        video=str(video),
        poses=None,
        exercise="glute_bridge",
        model=ModelSize.LITE,
        only_rendering=False,
        have=("playable.webm",),
        playable=True,
        seconds=4.0,
        settings=settings.model_dump_json(),
    )
    todo = sandbox.wrapped(
        [sys.executable, "-m", "formcheck.worker.analyser"],
        work=work,
        bwrap=bwrap,
        limits=ResourceLimits.for_analysis(settings, 4.0),
        readable=[video, settings.models_dir],
    )
    with subprocess.Popen(
        todo.command,
        env=todo.env,
        cwd=todo.cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(task.line())
        process.stdin.flush()  # it stays open: the analyser ends when its server does
        told = [json.loads(line) for line in process.stdout]
        assert process.stderr is not None
        assert [t["event"] for t in told if t["event"] in ("report", "done", "failed")] == [
            "report",
            "done",
        ], process.stderr.read().decode()
    assert (work / "report.html").is_file()
    assert (work / "annotated.webm").is_file()
