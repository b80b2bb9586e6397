"""Wild requests at every route of the schema: never an answer of 500 or above."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.sample_sets import BRIDGE
from tests.support.server_process import STAND_IN, Server
from tests.trial.results import Result
from tests.trial.senders import one_repetition
from tests.trial.stand_in import finishing
from tests.trial.team import COOKIE, Team

READY = 300.0
"""Seconds that the sample set may take, on a busy machine."""

NAMES = ("report.json", "report.html", "poses.npz", "thumbnail.jpg", "annotated.webm", "..", "nul")

UNSAID = 507
"""The disk is full: the one answer above 500 that is said on purpose."""

pytestmark = [pytest.mark.trial("fuzz: routes"), pytest.mark.filterwarnings("ignore")]


def test_no_wild_request_is_answered_with_an_error_of_the_server(
    folder: Path, whole: bool, check_all: Callable[[Iterator[Result]], None]
) -> None:
    check_all(alone(folder, 60 if whole else 1, finished=whole))


@pytest.mark.whole
@pytest.mark.trial("fuzz: routes, team")
def test_no_wild_request_of_a_coach_is_answered_with_an_error_of_the_server(
    folder: Path, check_all: Callable[[Iterator[Result]], None]
) -> None:
    check_all(in_team(folder, 40))


def alone(folder: Path, examples: int, *, finished: bool = True) -> Iterator[Result]:
    """Ask every operation of a fresh server with a set in it, one result each.

    `finished`: wait until the set's report is there, so that every file of it can be asked for.
    """
    with Server(folder / "data") as server:
        ids = {"set_id": _sent(server, finished=finished), "upload_id": ""}
        schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json", wait_for_schema=10)
        for found in schema.get_all_operations():
            operation: Any = found.ok()  # type: ignore[union-attr]
            server.ask("POST", f"/api/analyses/{ids['set_id']}/restore")
            _, upload = server.ask("POST", "/api/uploads", {"name": "a.mp4", "bytes": 100})
            ids["upload_id"] = upload["id"]
            yield _tried(operation, examples, ids)
            if not server.healthy():
                yield Result(operation.label, False, "the server is not well any more")
                return


def in_team(folder: Path, examples: int) -> Iterator[Result]:
    """Ask the same of a server in team mode, as a coach who is signed in."""
    with Team(folder / "data", program=STAND_IN, TRIAL_ANALYSER=finishing(0.0)) as team:
        url = team.server.url
        team.ben.ask("POST", "/api/analyses", one_repetition(), name="a.mp4")
        ids = {
            "set_id": team.ben.told("GET", "/api/analyses")["analyses"][0]["id"],
            "client_id": team.ben.me["id"],
            "coach_id": team.cole.me["id"],
        }
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json", wait_for_schema=10)
        for found in schema.get_all_operations():
            operation: Any = found.ok()  # type: ignore[union-attr]
            team.clara.sign_in("clara")  # the one before may have signed her out
            headers = {"Cookie": f"{COOKIE}={team.clara.cookie}", "Origin": url}
            yield _tried(operation, examples, ids, headers)
            if not team.server.healthy():
                yield Result(operation.label, False, "the server is not well any more")
                return


def _sent(server: Server, *, finished: bool) -> str:
    """Send a set, a whole one where its report is wanted and waited for; return its id."""
    data = BRIDGE.read_bytes() if finished else one_repetition()
    _, known = server.ask("POST", "/api/analyses", data, name="a.mp4")
    path, end = f"/api/analyses/{known['id']}", time.monotonic() + READY
    while finished and not (told := server.ask("GET", path)[1])["report_ready"]:
        if time.monotonic() > end or told["state"] in ("failed", "cancelled"):
            raise RuntimeError(f"the sample set came to nothing: {told['state']} {told['error']}")
        time.sleep(0.5)
    return str(known["id"])


def _tried(
    operation: Any, examples: int, ids: dict[str, str], headers: dict[str, str] | None = None
) -> Result:
    asked: list[int] = []
    strategy = operation.as_strategy()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(strategy, st.booleans(), st.sampled_from(NAMES))
    def wild(case: Any, known: bool, name: str) -> None:
        if known:  # of what is there, wild things are asked too
            for part in case.path_parameters or {}:
                case.path_parameters[part] = ids.get(part, name)
        response = case.call(timeout=60, headers=headers or {})
        asked.append(response.status_code)
        if response.status_code >= 500 and response.status_code != UNSAID:
            raise AssertionError(f"{response.status_code}: {case.as_curl_command()[:400]}")
        if response.status_code >= 400:
            told = response.json()["error"]
            assert told["code"], case.as_curl_command()[:400]
            assert told["message"].endswith((".", "!")), told["message"]

    try:
        wild()
    except AssertionError as error:
        return Result(operation.label, False, str(error)[:500])
    except Exception as error:
        return Result(operation.label, False, f"{type(error).__name__}: {error}"[:500])
    return Result(operation.label, True, measures={"requests": len(asked)})
