"""Live sets over the WebSocket: live is file, nothing counts twice, nobody else gets in."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from formcheck.analysis.pose import PoseFrame
from formcheck.analysis.report.json_format import to_json
from formcheck.analysis.session import Session
from formcheck.api import create_app, live_sets
from formcheck.exercises import get
from formcheck.live.protocol import SIZE, pack, unpack
from formcheck.model_size import ModelSize
from formcheck.worker.supervisor import Services
from tests.api.conftest import HERE
from tests.support.filming import camera, film, joined
from tests.support.motions import glute_bridge, still

SIDE = camera("side")
REST = film(still("supine", 5.5), SIDE, noise=0.4)
SET = film(glute_bridge(2, hold=(6, 2), top=(176, 206)), SIDE, noise=0.4)
FRAMES = joined(REST, SET)
LIVE = "ws://localhost/api/live"
LONGEST = 60.0
"""Seconds that what happens in the background may take, on a busy machine."""

Json = dict[str, Any]


@pytest.fixture
def served(services: Services) -> Iterator[TestClient]:
    """One event loop for all connections, as a server has."""
    with TestClient(create_app(services.settings, services), base_url=HERE) as client:
        yield client


def greeted(socket: WebSocketTestSession, **hello: Any) -> Json:
    socket.send_text(json.dumps({"exercise": "glute_bridge", **hello}))
    answer: Json = socket.receive_json()
    return answer


def played(socket: WebSocketTestSession, frames: list[PoseFrame], first: int = 0) -> list[Json]:
    out = []
    for i, frame in enumerate(frames):
        socket.send_bytes(pack(frame, first + i))
        out.append(socket.receive_json())
    return out


def ended(socket: WebSocketTestSession) -> Json:
    socket.send_text('{"end": true}')
    answer: Json = socket.receive_json()
    return answer


def test_a_set_is_counted_and_its_report_is_the_file_s(
    served: TestClient, services: Services
) -> None:
    with served.websocket_connect(LIVE) as socket:
        hello = greeted(socket)
        assert (hello["resumed"], hello["last"], hello["phase"]) == (False, -1, "setup")
        answers = played(socket, FRAMES)
        told = ended(socket)
    assert [a["seq"] for a in answers] == list(range(len(FRAMES)))
    first = next(i for i, a in enumerate(answers) if a["phase"] == "set")
    assert not any("reps" in a for a in answers[:first])
    start = FRAMES[first].time
    session = Session(get("glute_bridge"), ModelSize.LITE)
    session.extend(unpack(pack(f, 0), start).pose for f in FRAMES[first:])
    expected = json.loads(json.dumps(to_json(session.finish())))
    for part in ("reps", "good", "primary_fault", "set_findings", "not_visible", "view", "model"):
        assert told["report"][part] == expected[part]
    assert len(told["report"]["reps"]) == 2
    assert told["report"]["source"]["poses"] == len(FRAMES) - first

    kept = served.get(f"/api/analyses/{told['id']}").json()
    assert (kept["origin"], kept["state"], kept["exercise"]["id"]) == (
        "live",
        "done",
        "glute_bridge",
    )
    assert kept["report"]["reps"] == told["report"]["reps"]
    assert not kept["has_video"]
    poses = served.get(f"/api/analyses/{told['id']}/poses").json()
    assert len(poses["times"]) == len(FRAMES) - first


def test_a_lost_connection_goes_on_where_it_was_and_nothing_counts_twice(
    served: TestClient,
) -> None:
    with served.websocket_connect(LIVE) as socket:
        played_through = greeted(socket)
        played(socket, FRAMES)
        plain = ended(socket)["report"]
    assert played_through["token"]

    middle = len(REST) + 60
    with served.websocket_connect(LIVE) as socket:
        token = greeted(socket)["token"]
        played(socket, FRAMES[:middle])
    with served.websocket_connect(LIVE) as socket:
        hello = greeted(socket, token=token)
        assert (hello["resumed"], hello["last"], hello["token"]) == (True, middle - 1, token)
        assert hello["phase"] == "set"
        again = played(socket, FRAMES[middle - 20 : middle], middle - 20)
        assert all(a["skipped"] for a in again)
        played(socket, FRAMES[middle:], middle)
        assert ended(socket)["report"] == plain


def test_a_set_that_is_only_filmed_is_kept_by_its_recording_alone(served: TestClient) -> None:
    with served.websocket_connect(LIVE) as socket:
        assert greeted(socket, countdown=5)["filming"] is False
        socket.send_text('{"film": true}')
        assert socket.receive_json()["filming"] is True
        socket.send_text('{"start": true}')
        assert socket.receive_json()["countdown"] == 5
        assert played(socket, FRAMES)[-1]["phase"] == "set"
        told = ended(socket)
    assert (told["code"], told["report"], told["id"]) == ("filmed", None, None)
    assert served.get("/api/analyses").json()["total"] == 0


def test_a_second_connection_takes_over_from_the_first(served: TestClient) -> None:
    with served.websocket_connect(LIVE) as first:
        token = greeted(first)["token"]
        played(first, FRAMES[:3])
        with served.websocket_connect(LIVE) as second:
            assert greeted(second, token=token)["last"] == 2
            with pytest.raises(WebSocketDisconnect) as closed:
                first.receive_json()
            assert closed.value.code == 4001
            assert played(second, FRAMES[3:4], 3)[0]["seq"] == 3


def test_a_report_can_be_fetched_again(served: TestClient) -> None:
    with served.websocket_connect(LIVE) as socket:
        token = greeted(socket)["token"]
        played(socket, FRAMES)
        told = ended(socket)
        assert ended(socket)["id"] == told["id"]
    with served.websocket_connect(LIVE) as socket:
        assert greeted(socket, token=token)["id"] == told["id"]
    assert served.get("/api/analyses").json()["total"] == 1


def test_a_set_whose_page_stays_away_is_kept(
    served: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_sets, "CONNECTION_WAIT", 0.05)
    with served.websocket_connect(LIVE) as socket:
        token = greeted(socket)["token"]
        played(socket, FRAMES)
    end = time.monotonic() + LONGEST
    while not (listed := served.get("/api/analyses").json())["total"]:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert [a["total"] for a in listed["analyses"]] == [2]
    with served.websocket_connect(LIVE) as socket:
        assert not greeted(socket, token=token)["resumed"]


def test_nothing_counted_is_not_kept_and_says_so(served: TestClient) -> None:
    with served.websocket_connect(LIVE) as socket:
        greeted(socket)
        told = ended(socket)
        assert (told["id"], told["report"]) == (None, None)
        assert "not begun" in told["message"]
    with served.websocket_connect(LIVE) as socket:
        greeted(socket)
        played(socket, film(still("supine", 8.0), SIDE))
        told = ended(socket)
        assert told["id"] is None
        assert told["report"]["reps"] == []
        assert told["message"].startswith("No repetition was counted")
    assert served.get("/api/analyses").json()["total"] == 0


def test_several_sets_do_not_know_each_other(served: TestClient) -> None:
    with (
        served.websocket_connect(LIVE) as one,
        served.websocket_connect(LIVE) as two,
    ):
        assert greeted(one)["token"] != greeted(two, exercise="clamshell")["token"]
        played(one, FRAMES[:80])
        assert played(two, FRAMES[:1])[0]["phase"] == "setup"
        assert played(one, FRAMES[80:81], 80)[0]["phase"] == "set"


def test_going_on_anyway_and_starting_at_once(served: TestClient) -> None:
    with served.websocket_connect(LIVE) as socket:
        greeted(socket)
        played(socket, FRAMES[:4])
        socket.send_text('{"force": true}')
        assert socket.receive_json()["accepted"]
        socket.send_text('{"start": true}')
        assert socket.receive_json()["countdown"] == 3


def refused(socket: WebSocketTestSession, code: str) -> int:
    assert socket.receive_json()["error"]["code"] == code
    with pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()
    return closed.value.code


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        ('{"exercise": "juggling"}', "unknown_exercise"),
        ('{"model": "lite"}', "no_hello"),
        ('{"exercise": "clamshell", "model": "gigantic"}', "no_hello"),
        ("nonsense", "no_hello"),
        ("[]", "no_hello"),
        ("x" * 5000, "no_hello"),
    ],
)
def test_a_hello_that_makes_no_sense_is_refused(served: TestClient, hello: str, code: str) -> None:
    with served.websocket_connect(LIVE) as socket:
        socket.send_text(hello)
        assert refused(socket, code) == 1008


@pytest.mark.parametrize(
    ("data", "code", "closed"),
    [
        (b"too short", "bad_frame", 1007),
        (bytes(SIZE), "bad_frame", 1007),
        (bytes(3 * SIZE), "too_large", 1009),
        ("{", "bad_frame", 1007),
        ("[1]", "bad_frame", 1007),
        ("x" * (3 * SIZE), "too_large", 1009),
    ],
)
def test_what_is_no_frame_is_refused(
    served: TestClient, data: bytes | str, code: str, closed: int
) -> None:
    with served.websocket_connect(LIVE) as socket:
        token = greeted(socket)["token"]
        played(socket, FRAMES[:5])
        if isinstance(data, bytes):
            socket.send_bytes(data)
        else:
            socket.send_text(data)
        assert refused(socket, code) == closed
    with served.websocket_connect(LIVE) as socket:  # what was sent before stays
        assert greeted(socket, token=token)["last"] == 4


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null"},
        {"host": "evil.example"},
        {"host": "evil.example", "origin": "http://evil.example"},
    ],
)
def test_another_site_and_another_name_are_refused(
    served: TestClient, headers: dict[str, str]
) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        served.websocket_connect(LIVE, headers=headers) as socket,
    ):
        socket.receive_json()


def test_our_own_page_is_let_in(served: TestClient) -> None:
    with served.websocket_connect(LIVE, headers={"origin": HERE}) as socket:
        assert greeted(socket)["phase"] == "setup"


def test_no_more_sets_than_there_is_room_for(
    served: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_sets, "MOST", 1)
    with (
        served.websocket_connect(LIVE) as one,
        served.websocket_connect(LIVE) as two,
    ):
        greeted(one)
        two.send_text('{"exercise": "clamshell"}')
        assert refused(two, "busy") == 1008


def test_a_place_may_be_asked_for(served: TestClient) -> None:
    with served.websocket_connect(LIVE) as socket:
        greeted(socket, place="foot end, high")
        answer = played(socket, REST[:20])[-1]
        assert answer["place"] == "foot end, high"
        assert answer["arrow"] is not None
        assert {c["id"]: c["ok"] for c in answer["checks"]}["view"] is False
