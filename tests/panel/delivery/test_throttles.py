"""Guesses, refusals and slots are counted within bounds."""

import pytest

from panel.delivery.refusals import RefusalLog
from panel.delivery.standing import knows_password
from panel.delivery.throttle import REMEMBERED, GuessThrottle
from tests.fakes.catalog import FakeBook, make_line
from tests.fakes.clock import ManualClock


async def test_an_address_may_guess_so_often_a_minute() -> None:
    clock = ManualClock()
    throttle = GuessThrottle(clock, per_minute=20)
    for _ in range(20):
        assert not throttle.blocked("198.51.100.7")
        throttle.wrong("198.51.100.7")
    assert throttle.blocked("198.51.100.7")
    assert not throttle.blocked("198.51.100.8")
    await clock.advance(3.1)
    assert not throttle.blocked("198.51.100.7")
    throttle.wrong("198.51.100.7")
    assert throttle.blocked("198.51.100.7")
    await clock.advance(60)
    assert not throttle.blocked("198.51.100.7")


def test_an_ipv6_subscriber_has_one_count_for_all_its_addresses() -> None:
    throttle = GuessThrottle(ManualClock(), per_minute=1)
    throttle.wrong("2001:db8:1:2::1")
    assert throttle.blocked("2001:db8:1:2:ffff::9")
    assert not throttle.blocked("2001:db8:1:3::1")


def test_the_oldest_guesser_is_forgotten_first() -> None:
    throttle = GuessThrottle(ManualClock(), per_minute=1)
    throttle.wrong("2001:db8::")
    throttle.wrong(None)
    assert throttle.blocked(None)
    for number in range(REMEMBERED - 1):
        throttle.wrong(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert not throttle.blocked("2001:db8::")
    assert throttle.blocked(None)


async def test_the_same_refusal_is_told_once_a_minute() -> None:
    clock, book = ManualClock(), FakeBook()
    log = RefusalLog(book, clock)
    for _ in range(3):
        log.line_refused("alice", "expired")
        log.line_refused("alice", "at its limit of connections")
        log.stranger_refused("198.51.100.7")
    assert len(book.activity) == 3
    await clock.advance(61)
    log.line_refused("alice", "expired")
    assert book.activity[-1] == ("line.refused", "alice", "alice was refused: expired")
    assert len(book.activity) == 4


@pytest.mark.parametrize(("password", "right"), [("secret", True), ("Secret", False), ("", False), ("šecret", False)])
def test_passwords_are_compared_exactly(password: str, right: bool) -> None:
    assert knows_password(make_line(), password) is right
    assert not knows_password(None, password)
    assert not knows_password(None, "")
