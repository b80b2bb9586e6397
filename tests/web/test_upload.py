"""Uploads: from choosing files to their results, and everything that comes between."""

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, FilePayload, Page, Route, expect

from tests.web.browser import Guard, Server, overflows
from tests.web.conftest import serving
from tests.web.made_up_sets import BRIDGE, WALK, ask
from tests.web.short_videos import short

PIECE = 600_000
"""Bytes sent at once."""

SIGNATURE = b"x264 - core"
"""The encoder's, in the first coded picture of each sample set."""

Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def lone_server(tmp_path_factory: pytest.TempPathFactory, origins: set[str]) -> Iterator[Server]:
    """A server of this file's own."""
    yield from serving(Server(tmp_path_factory.mktemp("uploads") / "data"), origins)


def padded(video: Path, to: Path, size: int) -> Path:
    """Write a video with a box of nothing behind it, so that it takes several pieces.

    Its name stands in place of the encoder's signature: else its pictures would be those of the
    sample set, and it the same set.
    """
    data = video.read_bytes().replace(
        SIGNATURE, to.name.encode().ljust(len(SIGNATURE))[: len(SIGNATURE)], 1
    )
    to.write_bytes(data + struct.pack(">I4s", size, b"free") + bytes(size - 8))
    return to


def in_small_pieces(page: Page) -> None:
    """Let the server ask for pieces of `PIECE` bytes, so that a small file takes several."""

    def answer(route: Route) -> None:
        if route.request.method not in ("GET", "POST"):
            route.continue_()
            return
        try:
            real = route.fetch()
        except Error:  # the server is gone
            route.abort()
            return
        route.fulfill(response=real, json=real.json() | ({"chunk": PIECE} if real.ok else {}))

    page.route(re.compile(r"/api/uploads(/\w+)?$"), answer)


def choose(page: Page, *files: Path) -> None:
    page.locator("input.files").set_input_files([*files])


def test_two_at_once_from_choosing_to_the_result(
    page: Page, lone_server: Server, axe: Axe, tmp_path: Path
) -> None:
    bridge, walk = tmp_path / BRIDGE.name, tmp_path / WALK.name
    bridge.write_bytes(short(BRIDGE))
    walk.write_bytes(short(WALK, 4.5))
    page.goto(lone_server.url)
    choose(page, bridge, walk)
    expect(page.locator(".job")).to_have_count(2)
    expect(page.get_by_role("heading", name="In progress")).to_be_visible()
    assert axe(page) == []
    for exercise in ("Glute bridge", "Lateral band walk"):
        row = page.locator(".set").filter(has_text=exercise)
        expect(row).to_be_visible(timeout=240_000)
        expect(row.locator(".set-result .mark")).to_be_visible()

    # The same file once more is the same set.
    choose(page, bridge)
    expect(page.get_by_text("Glute bridge: already uploaded")).to_be_visible()
    assert ask(lone_server, "/analyses")["total"] == 2
    page.get_by_role("button", name="Open", exact=True).last.click()
    page.wait_for_url(f"{lone_server.url}/review/*")


def test_the_sound_is_kept_where_it_is_asked_for(
    page: Page, server: Server, guard: Guard, tmp_path: Path
) -> None:
    guard.excuse("/api/uploads")
    page.route(re.compile(r"/api/uploads$"), lambda route: route.fulfill(status=422, json={}))
    page.goto(server.url)
    expect(page.get_by_text("other hidden details are removed from your video")).to_be_visible()
    keep = page.get_by_label("Keep the sound")
    expect(keep).not_to_be_checked()
    for name, asked in (("silent.mp4", {}), ("loud.mp4", {"keep_sound": True})):
        (tmp_path / name).write_bytes(b"a video")
        keep.set_checked(bool(asked))
        with page.expect_request(re.compile(r"/api/uploads$")) as sent:
            choose(page, tmp_path / name)
        assert sent.value.post_data_json == {"name": name, "bytes": 7, **asked}


def test_a_selfie_camera_s_video_is_sent_as_a_mirrored_one(
    page: Page, server: Server, guard: Guard, tmp_path: Path
) -> None:
    guard.excuse("/api/uploads")
    page.route(re.compile(r"/api/uploads$"), lambda route: route.fulfill(status=422, json={}))
    page.goto(server.url)
    page.get_by_label("The picture is mirrored (selfie camera)").check()
    (tmp_path / "selfie.mp4").write_bytes(b"a video")
    with page.expect_request(re.compile(r"/api/uploads$")) as sent:
        choose(page, tmp_path / "selfie.mp4")
    assert sent.value.post_data_json == {"name": "selfie.mp4", "bytes": 7, "mirrored": True}


def test_dropped_anywhere(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/library", wait_until="networkidle")
    page.evaluate(
        """() => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(["no film"], "holiday.txt", {type: "text/plain"}));
          window.drag = (kind) => document.body.dispatchEvent(
            new DragEvent(kind, {dataTransfer, bubbles: true, cancelable: true}));
          window.drag("dragenter");
        }"""
    )
    expect(page.get_by_text("Drop to add the videos")).to_be_visible()
    page.evaluate("window.drag('drop')")
    expect(page.get_by_text("Drop to add the videos")).to_be_hidden()
    job = page.locator(".job").filter(has_text="holiday.txt")
    expect(job).to_contain_text("This is not a video.")
    expect(job.locator(".mark.fault")).to_be_visible()
    job.get_by_role("button", name="Close").click()
    expect(job).to_have_count(0)


def test_what_only_pretends_to_be_a_video(
    page: Page, server: Server, guard: Guard, tmp_path: Path
) -> None:
    guard.excuse("422")
    false = tmp_path / "false.mp4"
    false.write_bytes(b"\x00\x01 nothing here plays" * 500)
    page.goto(server.url)
    choose(page, false)
    job = page.locator(".job").filter(has_text="false")
    expect(job.locator(".mark.fault")).to_be_visible()
    expect(job).to_contain_text(re.compile("not a video|cannot be", re.IGNORECASE))
    expect(job.get_by_role("button", name="Try again")).to_have_count(0)


def test_too_large_is_said_before_anything_is_sent(page: Page, server: Server) -> None:
    told = ask(server, "/state") | {"limits": {"max_bytes": 400_000, "max_seconds": 60}}
    page.route("**/api/state", lambda route: route.fulfill(json=told))
    sent = []
    page.on(
        "request",
        lambda r: sent.append(r.url) if "/api/uploads" in r.url and ".js" not in r.url else None,
    )
    page.goto(server.url)
    expect(page.get_by_text("minutes each")).to_be_visible()
    choose(page, BRIDGE)
    job = page.locator(".job").filter(has_text=BRIDGE.name)
    expect(job).to_contain_text("420 kB; the limit is 400 kB")
    assert sent == []


def test_refused_for_a_full_disk(page: Page, server: Server, guard: Guard) -> None:
    guard.excuse("507")
    full = {
        "error": {"code": "disk_full", "message": "The disk is full. Make room, then try again."}
    }
    page.route("**/api/uploads", lambda route: route.fulfill(status=507, json=full))
    page.goto(server.url)
    choose(page, BRIDGE)
    job = page.locator(".job").filter(has_text=BRIDGE.name)
    expect(job).to_contain_text("The disk is full.")
    page.unroute("**/api/uploads")
    page.route("**/api/uploads", lambda route: route.abort())
    guard.excuse("ERR_FAILED")
    job.get_by_role("button", name="Try again").click()
    expect(job).to_contain_text("Upload continues when it is back")
    assert overflows(page) == []
    job.get_by_role("button", name="Cancel").click()
    expect(job).to_have_count(0)


def test_goes_on_where_it_stopped_when_the_server_comes_back(
    page: Page, lone_server: Server, guard: Guard, tmp_path: Path
) -> None:
    guard.excuse("ERR_")
    film = padded(BRIDGE, tmp_path / "long.mp4", 2 * PIECE)
    sent: list[int] = []

    def piece(route: Route) -> None:
        offset = int(route.request.url.rpartition("offset=")[2])
        sent.append(offset)
        if offset == PIECE and sent.count(PIECE) == 1:
            lone_server.kill()
        route.continue_()

    in_small_pieces(page)
    page.route("**/api/uploads/*?offset=*", piece)
    page.goto(lone_server.url)
    before = ask(lone_server, "/analyses")["total"]
    choose(page, film)
    expect(page.locator(".job")).to_contain_text("Upload continues when it is back")
    lone_server.start()
    expect(page.locator(".job[data-id]")).to_contain_text("long")
    assert sent == [0, PIECE, PIECE, 2 * PIECE]
    assert ask(lone_server, "/analyses")["total"] == before + 1


def test_chosen_again_it_continues(
    page: Page, server: Server, guard: Guard, tmp_path: Path
) -> None:
    guard.excuse("ERR_FAILED")
    film = padded(WALK, tmp_path / "again.mp4", 2 * PIECE)
    sent: list[int] = []
    stop = [True]

    def piece(route: Route) -> None:
        offset = int(route.request.url.rpartition("offset=")[2])
        sent.append(offset)
        if stop[0] and offset > 0:
            route.abort()
        else:
            route.continue_()

    in_small_pieces(page)
    page.route("**/api/uploads/*?offset=*", piece)
    page.goto(server.url)
    choose(page, film)
    expect(page.locator(".job").filter(has_text="again")).to_contain_text("Upload continues")
    page.on("dialog", lambda dialog: dialog.accept())  # leave, although something is under way
    page.reload()
    stop[0] = False
    sent.clear()
    choose(page, film)
    job = page.locator(".job[data-id]").filter(has_text="again")
    expect(job).to_be_visible()
    assert sent == [PIECE, 2 * PIECE]
    job.get_by_role("button", name="Cancel").click()
    expect(job).to_have_count(0)


def test_paused_and_gone_on(page: Page, server: Server, tmp_path: Path) -> None:
    held: list[Route] = []
    page.route("**/api/uploads/*?offset=*", lambda route: held.append(route))
    page.goto(server.url)
    film = padded(BRIDGE, tmp_path / "paused.mp4", 1000)
    with page.expect_request("**/api/uploads/*?offset=0"):
        choose(page, film)
    job = page.locator(".job").filter(has_text="paused")
    expect(job).to_contain_text("Uploading")
    job.get_by_role("button", name="Pause").click()
    expect(job).to_contain_text("Paused at")
    page.unroute("**/api/uploads/*?offset=*")
    job.get_by_role("button", name="Resume").click()
    arrived = page.locator(".job[data-id]").filter(has_text="paused")
    expect(arrived).to_be_visible()
    arrived.get_by_role("button", name="Cancel").click()
    expect(arrived).to_have_count(0)


def test_three_files_go_two_by_two(page: Page, server: Server) -> None:
    held: list[Route] = []
    page.route("**/api/uploads", lambda route: held.append(route))
    page.goto(server.url)
    files: list[FilePayload] = [
        {"name": f"{n}.mp4", "mimeType": "video/mp4", "buffer": bytes(10 + n)} for n in range(3)
    ]
    page.locator("input.files").set_input_files(files)
    expect(page.get_by_text("Waiting to upload")).to_have_count(1)
    assert len(held) == 2
    page.locator(".job").filter(has_text="0.mp4").get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Waiting to upload")).to_have_count(0)
    for name in ("1.mp4", "2.mp4"):
        job = page.locator(".job").filter(has_text=name)
        job.get_by_role("button", name="Cancel").click()
        expect(job).to_have_count(0)
