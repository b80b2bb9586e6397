"""A waiting set is worked on by one, goes on when its worker dies, and is given up at last."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from formcheck.storage import Store, queue, sets
from formcheck.storage.database import now
from formcheck.storage.models import Analysis
from tests.storage.rows import add, done, other_person


def row(store: Store, set_id: str) -> Analysis:
    with store.reading() as s:
        return s.get_one(Analysis, set_id)


def claim(store: Store, worker: str = "w") -> Analysis | None:
    with store.writing() as s:
        return queue.claim(s, worker)


def test_who_waits_longest_comes_first_but_quick_ones_before(store: Store, person: str) -> None:
    later = add(store, person, queued=now() + timedelta(minutes=1)).id
    first = add(store, person, queued=now()).id
    quick = add(store, person, queued=now() + timedelta(minutes=2), from_poses=True).id
    add(store, person, deleted_at=now())
    claimed = [claim(store) for _ in range(4)]
    assert [c and c.id for c in claimed] == [quick, first, later, None]
    assert all(c.state == "running" and c.tries == 1 and c.worker == "w" for c in claimed if c)


def test_one_with_many_sets_does_not_keep_another_waiting(store: Store, person: str) -> None:
    other = other_person(store)
    many = [add(store, person, queued=now() + timedelta(seconds=i)).id for i in range(4)]
    few = [add(store, other, queued=now() + timedelta(minutes=1 + i)).id for i in range(2)]
    order = []
    for _ in range(6):  # one at a time
        claimed = claim(store)
        assert claimed is not None
        order.append(claimed.id)
        with store.writing() as s:
            sets.settle(s.get_one(Analysis, claimed.id), "x", "Over.")
    assert order == [many[0], few[0], many[1], few[1], many[2], many[3]]


def test_who_has_the_fewest_sets_worked_on_comes_first(store: Store, person: str) -> None:
    other = other_person(store)
    many = [add(store, person, queued=now() + timedelta(seconds=i)).id for i in range(4)]
    assert [c and c.id for c in (claim(store), claim(store))] == many[:2]
    late = add(store, other, queued=now() + timedelta(minutes=1)).id
    with store.writing() as s:
        sets.settle(s.get_one(Analysis, many[0]), "x", "Over.")
    assert [c and c.id for c in (claim(store), claim(store))] == [late, many[2]]


def test_how_long_the_first_one_waits(store: Store, person: str) -> None:
    with store.reading() as s:
        assert queue.waited(s) == 0
    add(store, person, queued=now() - timedelta(minutes=1))
    with store.reading() as s:
        assert 60 <= queue.waited(s) < 600


def test_two_never_get_the_same(store: Store, person: str) -> None:
    ids = {add(store, person).id for _ in range(20)}
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda i: claim(store, f"w{i}"), range(24)))
    taken = [g.id for g in got if g is not None]
    assert len(taken) == 20
    assert set(taken) == ids


def test_a_lease_is_renewed_by_its_holder_only(store: Store, person: str) -> None:
    set_id = add(store, person).id
    claim(store, "one")
    with store.writing() as s:
        assert not queue.renew(s, set_id, "two", "analysing", 0.5, 3.0)
        assert queue.renew(s, set_id, "one", "analysing", 0.5, 3.0)
    found = row(store, set_id)
    assert (found.progress, found.seconds_left) == (0.5, 3.0)


@pytest.mark.parametrize("change", ["cancel", "delete"])
def test_a_cancelled_or_deleted_set_is_not_renewed(store: Store, person: str, change: str) -> None:
    set_id = add(store, person).id
    claim(store)
    with store.writing() as s:
        getattr(sets, change)(s.get_one(Analysis, set_id))
    with store.writing() as s:
        assert not queue.renew(s, set_id, "w", "analysing", 0.5, None)


def test_a_lease_that_ran_out_is_taken_up_again(store: Store, person: str) -> None:
    set_id = add(store, person).id
    claim(store)
    with store.writing() as s:
        assert queue.reclaim(s) == 0
        s.get_one(Analysis, set_id).lease_until = now() - timedelta(seconds=1)
    with store.reading() as s:
        assert queue.expired(s)
    with store.writing() as s:
        assert queue.reclaim(s) == 1
        assert not queue.expired(s)
    found = row(store, set_id)
    assert (found.state, found.tries, found.worker) == ("queued", 1, None)


def test_after_three_tries_it_is_given_up_with_its_log(store: Store, person: str) -> None:
    set_id = add(store, person).id
    for n in range(queue.TRIES):
        claimed = claim(store)
        assert claimed is not None
        assert claimed.tries == n + 1
        with store.writing() as s:
            queue.broke_off(s.get_one(Analysis, set_id), f"line {n}")
    found = row(store, set_id)
    assert (found.state, found.error_code, found.log) == ("failed", "broke_off", "line 2")
    assert claim(store) is None


def test_given_back_it_has_not_been_tried(store: Store, person: str) -> None:
    set_id = add(store, person).id
    claim(store)
    with store.writing() as s:
        queue.give_back(s, set_id, "w")
    found = row(store, set_id)
    assert (found.state, found.tries, found.stage) == ("queued", 0, "waiting")


def test_a_waiting_set_is_cancelled_at_once(store: Store, person: str) -> None:
    set_id = add(store, person).id
    with store.writing() as s:
        sets.cancel(s.get_one(Analysis, set_id))
    assert row(store, set_id).state == "cancelled"
    assert claim(store) is None


def test_what_has_a_report_keeps_it_when_judging_again_fails(store: Store, person: str) -> None:
    set_id = done(store, person).id
    with store.writing() as s:
        asked = s.get_one(Analysis, set_id)
        asked.model = "heavy"
        sets.queue(asked)
    claim(store)
    with store.writing() as s:
        sets.settle(s.get_one(Analysis, set_id), "no_person", "Nobody was seen.")
    found = row(store, set_id)
    assert (found.state, found.error_code, found.good) == ("done", "no_person", 2)
    assert found.model == "full"  # of the report that stays


def test_the_queue_is_counted_without_what_was_deleted(store: Store, person: str) -> None:
    add(store, person)
    add(store, person)
    add(store, person, deleted_at=now())
    claim(store)
    with store.reading() as s:
        assert queue.counts(s) == (1, 1)
