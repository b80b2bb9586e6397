"""Work on sets: each in its own process, and every way in which that can end."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis.report.json_format import to_json
from formcheck.estimation.pipeline import analyse
from formcheck.model_size import ModelSize
from formcheck.storage import queue, results, sets
from formcheck.storage.database import add_row
from formcheck.storage.models import Analysis, Upload
from formcheck.storage.result_names import DRAWN
from formcheck.worker.intake import AcceptedSet, UploadedFile, accept, keep_live
from formcheck.worker.job import EtaEstimator
from formcheck.worker.supervisor import Services
from tests.api.small_videos import video
from tests.support import data_folder
from tests.support.data_folder import store_bytes
from tests.support.processes import working
from tests.support.reports import mixed
from tests.support.sample_sets import analysed
from tests.trial.senders import one_repetition

LONGEST = 180.0
"""Seconds that any wait may take on a busy machine."""

WORKS = data_folder.reporting(to_json(mixed()))
FOREVER = 'tell("progress", stage="analysing", share=0.2); wait()'


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Services]]:
    """Starts services in the same data folder; a stand-in for the analyser, or the real one."""
    running: list[Services] = []

    def begin(analyser: str | None = None, **changes: Any) -> Services:
        for services in running:
            services.stop()
        running.clear()
        folder = tmp_path / "data"
        if (folder / "formcheck.db").is_file():
            made = reopened(folder, analyser, **changes)
        else:
            made = data_folder.services(folder, analyser, **changes)
        running.append(made)
        made.start()
        return made

    yield begin
    for services in running:
        services.stop()


def reopened(folder: Path, analyser: str | None, **changes: Any) -> Services:
    import sys

    from formcheck.worker.supervisor import Supervisor, open_services

    made = open_services(data_folder.settings(folder, **changes))
    if analyser is None:
        return made
    command = [sys.executable, "-c", data_folder.PRELUDE + analyser]
    supervisor = Supervisor(made.settings, made.store, made.files, command)
    return Services(made.settings, made.store, made.files, supervisor)


def send(services: Services, number: int = 0, path: Path | None = None, **more: Any) -> AcceptedSet:
    data = path.read_bytes() if path else video(number)
    arrived = services.settings.data_dir / "incoming" / f"sent{number}"
    arrived.write_bytes(data)
    given = {"name": "set.mp4", "requested": None, "model": "lite"}
    live = more.pop("live", None)
    owner = services.store.only_person()
    return accept(services, owner, UploadedFile(arrived, **{**given, **more}), live)


def row(services: Services, set_id: str) -> Analysis:
    with services.store.reading() as s:
        return s.get_one(Analysis, set_id)


def until(services: Services, set_id: str, right: Callable[[Analysis], bool]) -> Analysis:
    """Wait until a set is as it should be."""
    end = time.monotonic() + LONGEST
    while True:
        found = row(services, set_id)
        if right(found):
            return found
        assert time.monotonic() < end, (found.state, found.stage, found.error_message, found.log)
        time.sleep(0.02)


def settled(services: Services, set_id: str) -> Analysis:
    return until(services, set_id, lambda r: r.state not in ("queued", "running"))


def names(services: Services, set_id: str) -> list[str]:
    with services.store.reading() as s:
        return sorted(f.name for f in sets.files_of(s, services.store.only_person(), set_id))


def none_left(services: Services) -> bool:
    """Wait until no analyser works in the data folder."""
    end = time.monotonic() + LONGEST
    while working(services.settings.data_dir) and time.monotonic() < end:
        time.sleep(0.02)
    return not working(services.settings.data_dir)


def test_a_set_is_done_with_its_report_and_files(start: Callable[..., Services]) -> None:
    services = start(WORKS)
    set_id = send(services).set_id
    found = settled(services, set_id)
    assert (found.state, found.error_code, found.tries) == ("done", None, 1)
    assert (found.good, found.total, found.fault_cue) == (2, 5, "knee_cave")
    assert (found.stage, found.progress, found.worker) == (None, None, None)
    assert names(services, set_id) == [
        "annotated.webm",
        "poses.npz",
        "rep2-knee_cave.jpg",
        "report.html",
        "thumbnail.jpg",
    ]
    assert found.thumbnail is not None
    assert services.files.read(found.thumbnail) == b"small"
    with services.store.reading() as s:
        told = results.read_report(s, found.owner, set_id)
    assert told == mixed()
    assert not list((services.settings.data_dir / "work").glob("*/*"))


TWO_SETS = """
if task["poses"] is None:
    file("report.html"); file("beside1.npz", b"second set"); file("poses.npz", b"first set")
    tell("report", report=json.loads({report}), beside=["beside1.npz"])
else:
    poses = open(task["poses"], "rb").read().decode()
    file("report.html"); file("poses.npz", (poses + ", judged").encode())
    tell("report", report=json.loads({report}))
tell("done")
"""


def test_another_set_of_the_video_gets_a_row_of_its_own(start: Callable[..., Services]) -> None:
    told = json.dumps(json.dumps(to_json(mixed())))
    services = start(TWO_SETS.format(report=told))
    first = settled(services, send(services).set_id)
    with services.store.reading() as s:
        rows = s.query(Analysis).order_by(Analysis.created).all()
    assert [r.title for r in rows] == ["set", "set (set 2)"]
    second = settled(services, rows[1].id)
    assert (second.state, second.total, second.video_id) == ("done", 5, first.video_id)
    assert "beside1.npz" not in names(services, first.id)
    with services.store.reading() as s:
        kept = sets.file_of(s, second.owner, second.id, "poses.npz")
    assert kept is not None
    assert services.files.read(kept.sha256) == b"second set, judged"


def test_judged_again_a_set_brings_no_second_row_and_says_which_it_is(
    start: Callable[..., Services],
) -> None:
    told = json.dumps(json.dumps(to_json(mixed())))
    services = start(TWO_SETS.format(report=told))
    first = settled(services, send(services).set_id)
    with services.store.writing() as s:
        sets.queue(s.get_one(Analysis, first.id))
    services.supervisor.wake()
    until(services, first.id, lambda r: r.run == 2 and r.state == "done")
    with services.store.reading() as s:
        assert s.query(Analysis).count() == 2
    again = start("tell('failed', code='told', message=json.dumps(task['near']))")
    with again.store.writing() as s:
        sets.queue(s.get_one(Analysis, first.id))
    again.supervisor.wake()
    found = until(again, first.id, lambda r: r.error_code == "told")
    assert json.loads(found.error_message or "") == mixed().reps[0].start


def test_the_report_is_ready_before_the_videos_are(start: Callable[..., Services]) -> None:
    services = start(WORKS.replace('file("annotated.webm"', 'wait(); file("annotated.webm"'))
    set_id = send(services).set_id
    found = until(services, set_id, lambda r: r.report_run > 0 and r.stage == "rendering")
    assert (found.state, found.good) == ("running", 2)
    assert "report.html" in names(services, set_id)


def test_the_analyser_knows_what_is_asked(start: Callable[..., Services]) -> None:
    services = start("tell('failed', code='told', message=json.dumps(task))", workers=3)
    set_id = send(services, requested="clamshell", model="full").set_id
    told = json.loads(settled(services, set_id).error_message or "")
    assert (told["exercise"], told["model"], told["name"]) == ("clamshell", "full", "set.mp4")
    assert Path(told["video"]).read_bytes() == video()
    assert told["seconds"] == pytest.approx(0.48)
    assert json.loads(told["settings"])["workers"] == 3  # alone, it gets all
    assert told["poses"] is None


@pytest.mark.parametrize(
    ("ends", "log"),
    [
        ("raise ValueError('what a pity')", "ValueError: what a pity"),
        ("os.abort()", "SIGABRT"),
        ("os._exit(3)", "exit code 3"),
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
    ],
)
def test_broken_off_it_is_tried_three_times(
    start: Callable[..., Services], ends: str, log: str
) -> None:
    services = start(ends)
    found = settled(services, send(services).set_id)
    assert (found.state, found.error_code, found.tries) == ("failed", "broke_off", queue.TRIES)
    assert log in (found.log or "")


def test_an_expected_failure_is_not_tried_again(start: Callable[..., Services]) -> None:
    services = start("tell('failed', code='no_person', message='Nobody could be seen.')")
    found = settled(services, send(services).set_id)
    assert (found.state, found.tries) == ("failed", 1)
    assert (found.error_code, found.error_message) == ("no_person", "Nobody could be seen.")
    assert names(services, found.id) == []


def test_nonsense_on_its_output_does_no_harm(start: Callable[..., Services]) -> None:
    nonsense = "print('nonsense'); print('[1]'); print('{\"event\": \"new\"}'); "
    services = start(nonsense + "print('{', flush=True)\n" + WORKS)
    assert settled(services, send(services).set_id).state == "done"


def test_a_file_elsewhere_is_not_taken(start: Callable[..., Services], tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mine")
    services = start(f"tell('file', name={str(secret)!r})\n" + WORKS)
    found = settled(services, send(services).set_id)
    assert found.state == "failed"
    assert secret.read_text() == "mine"


def test_cancelled_its_process_ends(start: Callable[..., Services]) -> None:
    services = start(FOREVER)
    set_id = send(services).set_id
    until(services, set_id, lambda r: r.progress == 0.2)
    assert working(services.settings.data_dir)
    with services.store.writing() as s:
        sets.cancel(s.get_one(Analysis, set_id))
    services.supervisor.stop_work(set_id)
    assert settled(services, set_id).state == "cancelled"
    assert none_left(services)


def test_deleted_while_it_runs_nothing_is_left(start: Callable[..., Services]) -> None:
    services = start(FOREVER)
    set_id = send(services).set_id
    until(services, set_id, lambda r: r.progress == 0.2)
    with services.store.writing() as s:
        sets.delete(s.get_one(Analysis, set_id))
    services.supervisor.stop_work(set_id)
    found = until(services, set_id, lambda r: r.state == "queued")
    assert found.tries == 0  # restored, it would begin anew
    assert none_left(services)
    from datetime import timedelta

    from formcheck.storage import maintenance

    maintenance.purge(services.store, services.files, timedelta(0))
    assert data_folder.clean(services.settings.data_dir) == []


def test_stopped_with_the_server_it_goes_on_without_losing_a_try(
    start: Callable[..., Services],
) -> None:
    services = start(FOREVER)
    set_id = send(services).set_id
    until(services, set_id, lambda r: r.progress == 0.2)
    services.supervisor.stop()
    found = row(services, set_id)
    assert (found.state, found.tries, found.worker) == ("queued", 0, None)
    assert none_left(services)
    services = start(WORKS)
    assert settled(services, set_id).tries == 1


def test_broken_off_after_its_report_only_the_rest_is_made(
    start: Callable[..., Services],
) -> None:
    done = WORKS.replace('file("annotated.webm"', 'wait(); file("annotated.webm"')
    services = start(done)
    set_id = send(services).set_id
    until(services, set_id, lambda r: r.report_run > 0)
    services = start(
        "assert task['only_rendering'] and task['poses'] and task['exercise'] is None\n"
        "file('annotated.webm'); tell('done')"
    )
    found = settled(services, set_id)
    assert (found.state, found.log) == ("done", None)
    assert "annotated.webm" in names(services, set_id)
    assert "report.html" in names(services, set_id)


def test_several_share_the_cores(start: Callable[..., Services]) -> None:
    services = start(FOREVER, workers=2)
    ids = [send(services, n).set_id for n in range(3)]
    for set_id in ids[:2]:
        until(services, set_id, lambda r: r.state == "running")
    assert row(services, ids[2]).state == "queued"
    with services.store.writing() as s:
        sets.cancel(s.get_one(Analysis, ids[0]))
    services.supervisor.stop_work(ids[0])
    until(services, ids[2], lambda r: r.state == "running")


def test_what_the_last_server_left_is_taken_up(start: Callable[..., Services]) -> None:
    services = start(FOREVER)
    set_id = send(services).set_id
    until(services, set_id, lambda r: r.progress == 0.2)
    services.supervisor.stop()
    with services.store.writing() as s:  # as a server that was killed leaves it
        left = s.get_one(Analysis, set_id)
        left.state, left.worker, left.tries = "running", "dead", 1
    stray = store_bytes(services.files, b"stray")
    services = start(WORKS)
    assert settled(services, set_id).tries == 2
    assert not services.files.has(stray.sha256)


def test_a_live_set_is_kept_and_its_recording_replaces_it(start: Callable[..., Services]) -> None:
    services = start("tell('failed', code='no_person', message='Nobody.')")
    owner = services.store.only_person()
    live = keep_live(services, owner, analysed(), "My set")
    found = row(services, live)
    assert (found.state, found.origin, found.title) == ("done", "live", "My set")
    assert (found.total, found.model, found.video_id) == (3, "lite", None)
    assert names(services, live) == ["poses.npz"]  # the others are made when they are asked for
    assert data_folder.clean(services.settings.data_dir / "incoming") == []

    assert send(services, live=live) == AcceptedSet(live, False)
    found = until(services, live, lambda r: r.error_code is not None)
    assert (found.state, found.error_code, found.total) == ("done", "no_person", 3)

    services = start(WORKS)
    with services.store.writing() as s:
        sets.queue(s.get_one(Analysis, live))
    services.supervisor.wake()
    found = until(services, live, lambda r: r.state == "done" and r.total == 5)
    assert (found.origin, found.title, found.error_code) == ("live", "My set", None)


def test_a_real_set_from_file_to_report(start: Callable[..., Services], tmp_path: Path) -> None:
    services = start()
    path = tmp_path / "bridge.mp4"
    path.write_bytes(one_repetition())
    set_id = send(services, path=path, name="my bridge.mp4").set_id
    found = settled(services, set_id)
    assert (found.state, found.error_message, found.log) == ("done", None, None)
    with services.store.reading() as s:
        told = results.read_report(s, found.owner, set_id)
    wanted = analyse(path, model=ModelSize.LITE).report
    assert told is not None
    assert told.reps == wanted.reps
    assert len(told.reps) == 1
    assert told.source.name == "my bridge.mp4"
    wanted_files = {
        *("report.html", "report.pdf", "report.json", "reps.csv", "poses.npz", "poses.trc"),
        "motion.mot",
        *("annotated.webm", "thumbnail.jpg", "frames.json.gz"),
    }
    wanted_files |= set(DRAWN.values())
    faults = [f.cue for f in told.reps[0].findings if f.verdict == "fault"]
    assert faults
    wanted_files |= {f"rep1-{cue}.jpg" for cue in faults}
    assert wanted_files <= set(names(services, set_id))
    assert "playable.webm" not in names(services, set_id)  # browsers play the original

    with services.store.writing() as s:  # judged from poses as another exercise: not that one
        again = s.get_one(Analysis, set_id)
        again.requested = "clamshell"
        sets.queue(again, from_poses=True)
    services.supervisor.wake()
    found = settled(services, set_id)
    assert (found.error_code, found.exercise_id) == ("wrong_exercise", "glute_bridge")
    assert "--exercise" not in (found.error_message or "")


@pytest.mark.parametrize("pace", [0.01, 0.05])
def test_the_time_left_settles_on_the_truth(pace: float) -> None:
    clock = EtaEstimator()
    assert clock.left(0.0, 0.0) is None
    assert clock.left(30.0, 0.001) is None  # a slow start says nothing
    told = None
    for second in range(1, 11):
        told = clock.left(30.0 + second, 0.001 + pace * second)
    assert told == pytest.approx((1 - pace * 10) / pace, rel=0.05)


def test_threads_end_with_their_work(start: Callable[..., Services]) -> None:
    before = threading.active_count()
    services = start(WORKS)
    settled(services, send(services).set_id)
    services.supervisor.stop()
    assert threading.active_count() <= before


def test_what_was_being_sent_when_the_last_server_was_killed(
    start: Callable[..., Services],
) -> None:
    services = start(WORKS)
    owner = services.store.only_person()
    incoming = services.settings.data_dir / "incoming"
    with services.store.writing() as s:
        going_on = add_row(s, Upload(owner=owner, name="a.mp4", bytes=9, model="lite")).id
    for name in (going_on, "of-nobody"):
        (incoming / name).write_bytes(b"half")
    (incoming / "import-1").mkdir()
    (incoming / "import-1" / "a.json").write_text("{}")
    start(WORKS)
    assert [p.name for p in incoming.iterdir()] == [going_on]
