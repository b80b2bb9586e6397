"""Who needs attention: each reason when it is there, silence when it is not."""

from datetime import date, timedelta

import pytest

from formcheck.training.plan import CheckIn
from formcheck.training.triage import GONE, QUIET, RECENT, Judged, reasons

DAY = date(2026, 3, 20)
DAILY = tuple(range(7))
BEGUN = DAY - timedelta(30)


def ago(days: int) -> date:
    return DAY - timedelta(days)


def judged(days: int, fault: str | None = None, exercise: str = "glute_bridge") -> Judged:
    return Judged(ago(days), exercise, "Glute bridge", fault, fault and fault.capitalize())


def codes(
    *sets: Judged,
    checkins: tuple[CheckIn, ...] = (),
    trained: tuple[date, ...] = (DAY,),
    planned: tuple[int, ...] = DAILY,
    since: date = BEGUN,
) -> list[str]:
    return [r.code for r in reasons(sets, checkins, trained, planned, DAY, since=since)]


def test_a_fault_that_was_gone_and_is_back() -> None:
    gone = [judged(6 - n) for n in range(GONE)]
    assert codes(judged(9, "caving"), *gone, judged(0, "caving")) == ["fault_back"]
    assert codes(judged(9, "caving"), *gone[:-1], judged(0, "caving")) == []
    assert codes(*gone, judged(0, "caving")) == []
    assert codes(judged(9, "caving"), *gone, judged(0, "arching")) == []
    assert codes(judged(9, "caving"), judged(8, "caving"), judged(0, "caving")) == []


def test_one_that_has_been_back_for_long_is_no_news() -> None:
    old = RECENT + 1
    assert codes(judged(old + 9, "x"), judged(old + 2), judged(old + 1), judged(old, "x")) == []


def test_exercises_are_told_apart() -> None:
    between = (judged(5, None, "clamshell"), judged(4, None, "clamshell"))
    assert codes(judged(9, "caving"), *between, judged(0, "caving")) == []


def test_pain() -> None:
    before = tuple(CheckIn(ago(n), back=1) for n in (20, 15, 10))
    assert codes(checkins=(*before, CheckIn(ago(1), back=2))) == []
    assert codes(checkins=(*before, CheckIn(ago(1), back=4))) == ["pain_up"]
    assert codes(checkins=(*before, CheckIn(ago(1), back=9))) == ["stop", "pain_up"]
    assert codes(checkins=(CheckIn(ago(5), knee=9),)) == []
    (one,) = reasons((), (CheckIn(DAY, knee=7),), (DAY,), DAILY, DAY, since=DAY)
    assert one.message == (
        "Strong pain: knee (7 of 10). They are told to stop and see a professional."
    )


@pytest.mark.parametrize(("days", "found"), [(QUIET - 1, []), (QUIET, ["no_set"])])
def test_no_set_for_days(days: int, found: list[str]) -> None:
    assert codes(trained=(ago(days),)) == found
    assert codes(trained=(), since=ago(days)) == found
    assert codes(trained=(ago(60),), since=ago(days)) == found


def test_no_set_where_none_was_planned() -> None:
    assert codes(trained=(ago(9),), planned=()) == []
