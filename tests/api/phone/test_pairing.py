"""A code pairs one phone, once, and only for a while."""

import pytest

from formcheck.api.phone.pairing import CODE_LASTS, LETTERS, WRONG_CODES, PhonePairing
from formcheck.errors import FormcheckError


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(clock: Clock) -> PhonePairing:
    return PhonePairing(clock)


def test_at_first_there_is_no_phone(pairing: PhonePairing) -> None:
    assert pairing.state == "off"
    assert pairing.seconds_left == 0


def test_a_code_waits_for_its_phone(pairing: PhonePairing) -> None:
    pairing.new_code(3600)
    assert pairing.state == "waiting"


def refusal(pairing: PhonePairing, code: str) -> str:
    with pytest.raises(FormcheckError) as refused:
        pairing.redeem(code)
    return refused.value.code


def test_a_code_pairs_the_phone_that_brings_it(pairing: PhonePairing) -> None:
    code = pairing.new_code(3600)
    assert set(code) <= set(LETTERS)
    token = pairing.redeem(f" {code.lower()} ")
    assert pairing.state == "paired"
    assert pairing.admits(token)
    assert not pairing.admits(f"{token}x")
    assert not pairing.admits(None)


def test_a_code_is_used_once(pairing: PhonePairing) -> None:
    code = pairing.new_code(3600)
    pairing.redeem(code)
    assert refusal(pairing, code) == "phone_paired"
    pairing.end()
    assert refusal(pairing, code) == "pairing_code"


def test_a_code_lasts_two_minutes(pairing: PhonePairing, clock: Clock) -> None:
    code = pairing.new_code(3600)
    clock.now += CODE_LASTS - 1
    assert pairing.seconds_left == pytest.approx(1)
    clock.now += 1
    assert pairing.state == "off"
    assert refusal(pairing, code) == "pairing_code"


def test_after_a_few_wrong_codes_the_right_one_is_not_taken(pairing: PhonePairing) -> None:
    code = pairing.new_code(3600)
    for _ in range(WRONG_CODES):
        assert refusal(pairing, "WRONG") == "pairing_code"
    assert refusal(pairing, code) == "pairing_code"


def test_a_new_code_replaces_the_one_before(pairing: PhonePairing) -> None:
    first, second = pairing.new_code(3600), pairing.new_code(3600)
    assert refusal(pairing, first) == "pairing_code"
    assert pairing.admits(pairing.redeem(second))


def test_a_second_phone_waits_until_the_first_is_ended(pairing: PhonePairing) -> None:
    token = pairing.redeem(pairing.new_code(3600))
    with pytest.raises(FormcheckError) as refused:
        pairing.new_code(3600)
    assert refused.value.code == "phone_paired"
    pairing.end()
    assert not pairing.admits(token)
    assert pairing.new_code(3600)


def test_a_pairing_ends_when_it_was_said_to(pairing: PhonePairing, clock: Clock) -> None:
    token = pairing.redeem(pairing.new_code(3600))
    clock.now += 3599
    assert pairing.admits(token)
    clock.now += 1
    assert not pairing.admits(token)
    assert pairing.state == "off"
    assert pairing.seconds_left == 0
