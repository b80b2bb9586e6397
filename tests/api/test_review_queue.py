"""The coach's review queue: what waits, in which order, and how it leaves the queue."""

from datetime import UTC, date, datetime
from typing import Any

from fastapi import FastAPI

from formcheck.storage import training
from formcheck.training.plan import CheckIn
from formcheck.worker.supervisor import Services
from tests.api.team import Member, code, consent, member, token
from tests.storage.rows import done


def today() -> date:
    return datetime.now(UTC).date()


def waits(services: Services, who: Member, **changes: Any) -> str:
    """Add a judged set of somebody, of this moment."""
    usual = {"total": 10, "fault_cue": None, "fault_title": None, "fault_count": None}
    return done(services.store, who.id, **{**usual, **changes}).id


def faulty(count: int) -> dict[str, Any]:
    return {"fault_cue": "height", "fault_title": "Hips low", "fault_count": count}


def queue(coach: Member, **query: Any) -> Any:
    answer = coach.ask("GET", "/api/desk/queue", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(coach: Member, **query: Any) -> list[str]:
    return [one["set"]["id"] for one in queue(coach, **query)["sets"]]


def test_the_most_urgent_set_comes_first(
    app: FastAPI, team: Services, coach: Member, ben: Member
) -> None:
    dora = member(app, team, "dora", "client")
    for one in (ben, dora):
        consent(team, one, coach)
    clean = waits(team, ben)
    some = waits(team, ben, **faulty(2))
    first, second = waits(team, ben, **faulty(5)), waits(team, ben, **faulty(9))
    assert ids(coach) == [first, second, some, clean]
    hurting = waits(team, dora)
    with team.store.writing() as s:
        training.check_in(s, dora.id, CheckIn(today(), knee=9))
    assert ids(coach) == [hurting, first, second, some, clean]
    told = queue(coach, limit=1)
    (one,) = told["sets"]
    assert told["total"] == 5
    assert one["set"]["owner"] == {"id": dora.id, "name": "Dora"}
    assert one["pain"]["code"] == "stop"
    assert "knee (9 of 10)" in one["pain"]["message"]
    assert ids(coach, client=dora.id) == [hurting]


def test_a_set_waits_until_it_is_reviewed_or_dismissed(
    team: Services, coach: Member, ben: Member
) -> None:
    before = waits(team, ben)
    consent(team, ben, coach)
    a, b = waits(team, ben, **faulty(5)), waits(team, ben)
    waits(team, ben, total=0)  # no repetition, nothing to review
    waits(team, coach)
    assert ids(coach) == [a, b]
    coach.ask("GET", f"/api/analyses/{a}")
    coach.ask("GET", f"/api/analyses/{a}/review")
    assert before not in ids(coach)
    assert ids(coach) == [a, b]
    coach.ask("PUT", f"/api/analyses/{a}/review", json={"reviewed": True})
    assert ids(coach) == [b]
    for _ in range(2):
        answer = coach.ask("PUT", f"/api/desk/queue/{b}", json={"dismissed": True})
        assert answer.status_code == 204
    assert ids(coach) == []
    coach.ask("PUT", f"/api/desk/queue/{b}", json={"dismissed": False})
    coach.ask("PUT", f"/api/analyses/{a}/review", json={"reviewed": False})
    assert ids(coach) == [a, b]


def test_each_coach_has_a_queue_of_their_own(
    app: FastAPI, team: Services, coach: Member, ben: Member
) -> None:
    other, stranger = member(app, team, "carl", "coach"), member(app, team, "eve", "coach")
    for one in (coach, other):
        consent(team, ben, one)
    row = waits(team, ben)
    coach.ask("PUT", f"/api/desk/queue/{row}", json={"dismissed": True})
    assert (ids(coach), ids(other), ids(stranger)) == ([], [row], [])
    wrong = stranger.ask("PUT", f"/api/desk/queue/{row}", json={"dismissed": True})
    assert code(wrong) == (404, "not_found")
    assert code(stranger.ask("GET", "/api/desk/queue", params={"client": ben.id})) == (
        404,
        "not_found",
    )
    assert code(ben.ask("GET", "/api/desk/queue")) == (403, "coaches_only")
    narrow = token(app, team, coach, "sets:read", "clients:read")
    assert narrow.get("/api/desk/queue").status_code == 200


def test_the_queue_tells_nobody_that_a_set_was_opened(
    team: Services, coach: Member, ben: Member
) -> None:
    consent(team, ben, coach)
    row = waits(team, ben)
    queue(coach)
    assert ben.ask("GET", "/api/me/access").json()["total"] == 0
    coach.ask("GET", f"/api/analyses/{row}")
    assert ben.ask("GET", "/api/me/access").json()["total"] == 1


def test_replies_are_saved_and_deleted(app: FastAPI, team: Services, coach: Member) -> None:
    answer = coach.ask("POST", "/api/desk/replies", json={"text": " Slower on the way down. "})
    assert answer.status_code == 201
    saved = answer.json()
    assert saved["text"] == "Slower on the way down."
    again = coach.ask("POST", "/api/desk/replies", json={"text": "Slower on the way down."})
    assert again.json()["id"] == saved["id"]
    assert code(coach.ask("POST", "/api/desk/replies", json={"text": " "})) == (422, "invalid")
    other = member(app, team, "carl", "coach")
    assert other.ask("GET", "/api/desk/replies").json() == {"replies": []}
    assert other.ask("DELETE", f"/api/desk/replies/{saved['id']}").status_code == 404
    assert coach.ask("GET", "/api/desk/replies").json() == {"replies": [saved]}
    assert coach.ask("DELETE", f"/api/desk/replies/{saved['id']}").status_code == 204
    assert coach.ask("GET", "/api/desk/replies").json() == {"replies": []}


def test_there_is_an_end_to_saved_replies(coach: Member) -> None:
    for n in range(50):
        coach.ask("POST", "/api/desk/replies", json={"text": f"reply {n}"})
    answer = coach.ask("POST", "/api/desk/replies", json={"text": "one more"})
    assert code(answer) == (409, "too_many")
