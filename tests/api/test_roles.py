"""Every route, from the OpenAPI list, as everybody: never another's data, nor that it exists.

Whoever may not see Ben's things is answered as if they did not exist: the same status, the same
words. A route that is added is tried too; where it has a new kind of id, `world` has to name one.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.api.auth import TOKEN_ROUTES, UNAUTHENTICATED
from formcheck.storage.account_models import AccessLogRow
from tests.api.openapi_requests import Operation, operations
from tests.api.populated_team import GHOST, MARK, Ids, World, build, copied
from tests.api.team import Browser, Member, token

OPERATIONS = operations()
SAFE = ("GET", "HEAD")

COACHES = {"invitation_id", "client_id", "client", "reply_id", "template_id", "webhook_id"}
"""Ids that are for coaches to use."""

COACHS_OWN = "PUT /api/desk/queue/{set_id}"
"""What a coach notes about a client's set, and the client never sees."""

COACH_CHANGES = re.compile(
    r"\w+ /api/analyses/\{set_id\}/review.*"
    r"|\w+ /api/limits.*|PUT /api/programme|\w+ /api/programme/plan.*"
    r"|DELETE /api/clients/\{client_id\}"
)
"""What a coach may change of a client's."""

TOLD_WHERE_TO_GO_ON = "POST /api/uploads/{upload_id}/end"
"""Of a recording that has not all arrived, its owner is told how much has."""

SHARED = re.compile(r"\w+ /api/(analyses/\{set_id\}|compare).*")
"""What a coach sees by its id; everything else that has an id is its owner's alone."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Ids, Ids, Ids]]:
    folder = tmp_path_factory.mktemp("team") / "data"
    return folder, build(folder)


@pytest.fixture
def world(made: tuple[Path, tuple[Ids, Ids, Ids]], tmp_path: Path) -> Iterator[World]:
    found = copied(made[0], tmp_path / "data", made[1])
    yield found
    found.services.store.close()


@pytest.fixture(scope="module")
def still(
    made: tuple[Path, tuple[Ids, Ids, Ids]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Browser]]:
    """A team for those who change nothing, and a program with a token without scopes."""
    found = copied(made[0], tmp_path_factory.mktemp("still") / "data", made[1])
    yield found, token(found.app, found.services, _member(found, "ben"))
    found.services.store.close()


def ghosts(ids: Ids) -> Ids:
    return dict.fromkeys(ids, GHOST)


def same(one: Any, other: Any) -> bool:
    return (one.status_code, one.content) == (other.status_code, other.content)


def gives_away(answer: Any, world: World) -> list[str]:
    """Return what of Ben's an answer tells."""
    text = (answer.text + repr(dict(answer.headers))).lower()
    private = {v for k, v in world.ids.items() if k not in ("coach_id", "mias_set")}
    return [word for word in (MARK, *private) if word in text]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_whoever_may_not_finds_nothing(operation: Operation, world: World) -> None:
    before = world.of_ben()
    ids = world.ids
    outside = {name: world.browser(name) for name in ("mia", "olga", "fay")}
    outside["clara, without her clients"] = token(
        world.app, world.services, _member(world, "clara"), "sets:read", "sets:write"
    )
    for name, browser in outside.items():
        as_if = ghosts(ids)
        if operation.names_somebody:
            found, none = operation.ask(browser, ids), operation.ask(browser, as_if)
            if not (operation.ids == ["coach_id"] and name.startswith("clara")):
                assert same(found, none), (name, found.text, none.text)
            assert not found.is_success, (name, found.text)
            if "set_id" in operation.ids and len(operation.ids) > 1:  # by way of one's own set
                own = {"set_id": ids["mias_set"]}
                if name == "mia":
                    found = operation.ask(browser, {**ids, **own})
                    assert same(found, operation.ask(browser, {**as_if, **own})), found.text
        else:
            found = operation.ask(browser, ids)
        assert gives_away(found, world) == [], name
        if operation.queried:
            assert gives_away(operation.ask(browser, as_if, query=False), world) == [], name
        now = world.of_ben()
        if str(operation) == "DELETE /api/me":  # of who erases themselves, no consent is left
            del now["consents"], before["consents"]
        assert now == before, name
        before = world.of_ben()


def _member(world: World, name: str) -> Member:
    return Member(world.people[name], world.browser(name))


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_signed_out_there_is_nothing(operation: Operation, still: tuple[World, Browser]) -> None:
    world, _ = still
    before = world.of_ben()
    answer = operation.ask(world.browser("nobody"), world.ids)
    path = re.sub(r"\{\w+\}", "x", operation.path)
    if not operation.path.startswith("/api/") or UNAUTHENTICATED.fullmatch(
        f"{operation.method} {path}"
    ):
        assert gives_away(answer, world) == []
    else:
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "signed_out")
    assert world.of_ben() == before


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_token_without_a_scope_does_nothing(
    operation: Operation, still: tuple[World, Browser]
) -> None:
    world, program = still
    before = world.of_ben()
    answer = operation.ask(program, world.ids)
    path = re.sub(r"\{\w+\}", "x", operation.path)
    asked = f"{operation.method} {path}"
    free = [
        pattern for pattern, scope in TOKEN_ROUTES if scope is None and pattern.fullmatch(asked)
    ]
    if operation.path.startswith("/api/") and not free and not UNAUTHENTICATED.fullmatch(asked):
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "scope")
    assert world.of_ben() == before


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_coach_sees_and_does_what_is_agreed(operation: Operation, world: World) -> None:
    before = world.of_ben()
    clara = world.browser("clara")
    answer = operation.ask(clara, world.ids)
    now = world.of_ben()
    if str(operation) == "DELETE /api/me":
        del now["consents"], before["consents"]
    if not COACH_CHANGES.fullmatch(str(operation)):
        assert now == before
    if operation.queried or SHARED.fullmatch(str(operation)):
        if operation.method in SAFE:
            assert answer.is_success, answer.text
            with world.services.store.reading() as s:
                assert {x.who for x in s.query(AccessLogRow)} == {world.people["clara"]}
        elif not COACH_CHANGES.fullmatch(str(operation)):
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_yours")
    elif str(operation) == COACHS_OWN:
        assert answer.is_success, answer.text
    elif operation.ids and not COACHES.intersection(operation.ids):
        assert same(answer, operation.ask(clara, ghosts(world.ids))), answer.text


@pytest.mark.parametrize(
    "operation", [o for o in OPERATIONS if o.ids and "token" not in o.path], ids=str
)
def test_the_right_one_gets_it(operation: Operation, world: World) -> None:
    """Else the other tests would say nothing."""
    coachs = COACHES.intersection(operation.ids) or str(operation) == COACHS_OWN
    who = "clara" if coachs else "ben"
    answer = operation.ask(world.browser(who), world.ids)
    if str(operation) == TOLD_WHERE_TO_GO_ON:
        assert (answer.status_code, answer.json()["offset"]) == (409, 0)
    else:
        assert answer.is_success, answer.text
