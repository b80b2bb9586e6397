"""Jobs of sets on PostgreSQL: they follow the rows, and come in a fair order."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, object_session

from formcheck.storage import Store, open_store, postgres_queue, queue, sets
from formcheck.storage.models import Analysis
from formcheck.worker.dispatcher import JobDispatcher
from tests.storage.rows import other_person
from tests.support.postgres import drop_database, new_database

JOBS = f"{postgres_queue.schema()}.procrastinate_jobs"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = new_database(ready=True)
    opened = open_store(tmp_path, url)
    JobDispatcher(opened).prepare()
    yield opened
    opened.close()
    drop_database(url)


def add(store: Store, owner: str, *, from_poses: bool = False) -> str:
    with store.writing() as s:
        row = Analysis(owner=owner, origin="upload", title="", model="lite", from_poses=from_poses)
        return sets.add(s, row).id


def change(store: Store, set_id: str, how: Callable[[Analysis], None]) -> None:
    with store.writing() as s:
        how(s.get_one(Analysis, set_id))


def jobs(store: Store, status: str = "todo") -> list[str]:
    """Return the sets of the jobs that wait, in the order in which they are taken."""
    with store.reading() as s:
        query = f"SELECT lock FROM {JOBS} WHERE status = '{status}' ORDER BY priority DESC, id"
        return list(s.execute(text(query)).scalars())


def take(store: Store) -> str:
    """Take the next job and begin its set, as a worker does."""
    with store.writing() as s:
        c = postgres_queue.connection(s)
        worker = c.execute(text("SELECT procrastinate_register_worker_v1()")).scalar_one()
        fetch = text("SELECT lock FROM procrastinate_fetch_job_v2(ARRAY['sets'], :worker)")
        set_id = str(c.execute(fetch, {"worker": worker}).scalar_one())
        assert queue.begin(s, set_id, f"worker {worker}") is not None
    return set_id


def remove_job(s: Session, set_id: str) -> None:
    query = text("DELETE FROM procrastinate_jobs WHERE lock = :set_id")
    postgres_queue.connection(s).execute(query, {"set_id": set_id})


def finish(store: Store, set_id: str) -> None:
    change(store, set_id, sets.settle)
    with store.writing() as s:
        remove_job(s, set_id)


def test_a_set_that_waits_has_one_job_and_any_other_has_none(store: Store) -> None:
    set_id = add(store, store.only_person())
    assert jobs(store) == [set_id]
    for how, left in (
        (sets.delete, []),
        (sets.restore, [set_id]),
        (sets.cancel, []),
        (sets.queue, [set_id]),
        (lambda row: setattr(row, "title", "another"), [set_id]),
    ):
        change(store, set_id, how)
        assert jobs(store) == left
    assert take(store) == set_id
    assert (jobs(store), jobs(store, "doing")) == ([], [set_id])


def test_a_change_that_is_undone_undoes_what_it_did_to_the_job(store: Store) -> None:
    first, second = (add(store, store.only_person()) for _ in range(2))

    def cancel_in_vain(row: Analysis) -> None:
        sets.cancel(row)
        session = object_session(row)
        assert session is not None
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(store, first, cancel_in_vain)
    assert jobs(store) == [first, second]


def test_one_set_does_not_wait_for_another_persons_hundred(store: Store) -> None:
    person, other = store.only_person(), other_person(store)
    for _ in range(100):
        add(store, person)
    begun = [take(store) for _ in range(2)]
    single = add(store, other)
    assert jobs(store).index(single) <= 2
    assert not set(begun) & set(jobs(store))


def test_a_set_of_a_hundred_is_not_overtaken_for_ever_by_newcomers(store: Store) -> None:
    person, others = store.only_person(), [other_person(store) for _ in range(3)]
    mine = [add(store, person) for _ in range(5)]
    for other in others:
        add(store, other)
    served = []
    for _ in range(30):  # whoever of the others is served asks again at once
        set_id = take(store)
        with store.reading() as s:
            owner = s.get_one(Analysis, set_id).owner
        finish(store, set_id)
        served.append(set_id)
        if owner != person:
            add(store, owner)
    assert set(mine) <= set(served)


def test_what_is_judged_from_poses_does_not_wait_for_ones_own_videos(store: Store) -> None:
    person = store.only_person()
    for _ in range(10):
        add(store, person)
    quick = add(store, person, from_poses=True)
    assert jobs(store).index(quick) <= 2


def test_a_set_that_is_given_back_keeps_its_place(store: Store) -> None:
    person = store.only_person()
    for _ in range(5):
        add(store, person)
    first = take(store)
    with store.writing() as s:
        worker = s.get_one(Analysis, first).worker
        assert worker is not None
        queue.give_back(s, first, worker)
    assert jobs(store)[0] == first
    with store.reading() as s:
        assert s.get_one(Analysis, first).tries == 0


def test_no_set_is_taken_again_while_its_job_is_under_way(store: Store) -> None:
    person = store.only_person()
    first, second = add(store, person), add(store, person)
    assert take(store) == first
    change(store, first, sets.settle)
    change(store, first, sets.queue)  # asked for again before its worker has ended the job
    assert take(store) == second
    assert jobs(store) == [first]


def test_maintenance_changes_only_what_is_wrong(store: Store) -> None:
    person = store.only_person()
    ids = [add(store, person) for _ in range(3)]
    assert postgres_queue.repair_jobs(store) == 0
    with store.writing() as s:
        remove_job(s, ids[1])
    assert take(store) == ids[0]
    assert postgres_queue.repair_jobs(store) == 1
    assert set(jobs(store)) == set(ids[1:])
    assert postgres_queue.repair_jobs(store) == 0
