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
        log.line_refused("alice", "203.0.113.9", "expired")
        log.line_refused("alice", "203.0.113.9", "at its limit of connections")
        log.stranger_refused("198.51.100.7")
    assert [kind for kind, *_ in book.activity].count("line.refused") == 3
    await clock.advance(61)
    log.line_refused("alice", "203.0.113.9", "expired")
    assert book.activity[-1] == ("line.refused", "alice", "alice was refused: expired")
    assert [kind for kind, *_ in book.activity].count("line.refused") == 4


def wars_told(book: FakeBook) -> list[tuple[str | None, str]]:
    return [(subject, message) for kind, subject, message in book.activity if kind == "line.reconnecting"]


async def test_a_line_that_tries_again_and_again_is_told_once_a_war() -> None:
    clock, book = ManualClock(), FakeBook()
    log = RefusalLog(book, clock)
    war = ("alice", "alice was refused 5 times within 60 s: at its limit of connections")
    for number in range(4):
        log.line_refused("alice", f"203.0.113.{number}", "at its limit of connections")
        await clock.advance(14)
    assert wars_told(book) == []
    for number in range(50):
        log.line_refused("alice", f"203.0.113.{number}", "at its limit of connections")
        await clock.advance(5)
    assert wars_told(book) == [war]
    await clock.advance(61)
    for _ in range(5):
        log.line_refused("alice", None, "at its limit of connections")
    assert wars_told(book) == [war, war]


async def test_refusals_that_are_far_between_are_no_war() -> None:
    clock, book = ManualClock(), FakeBook()
    log = RefusalLog(book, clock)
    for _ in range(50):
        log.line_refused("alice", "203.0.113.9", "expired")
        await clock.advance(16)
    assert wars_told(book) == []


def test_an_address_that_tries_one_line_after_another_is_told_as_what_it_is() -> None:
    book = FakeBook()
    log = RefusalLog(book, ManualClock())
    for number in range(10):
        log.line_refused(f"line {number}", "2001:db8:1:2::1", "expired")
        log.stranger_refused(f"2001:db8:1:2::{number}")
        log.not_heard(None)
    ((subject, message),) = wars_told(book)
    assert subject == "2001:db8:1:2::1"
    assert message == "2001:db8:1:2::1 was refused 5 times within 60 s: expired"


def test_a_war_of_one_line_from_one_address_is_one() -> None:
    book = FakeBook()
    log = RefusalLog(book, ManualClock())
    for _ in range(20):
        log.line_refused("alice", "203.0.113.9", "expired")
    assert [subject for subject, _ in wars_told(book)] == ["alice"]


@pytest.mark.parametrize(("password", "right"), [("secret", True), ("Secret", False), ("", False), ("šecret", False)])
def test_passwords_are_compared_exactly(password: str, right: bool) -> None:
    assert knows_password(make_line(), password) is right
    assert not knows_password(None, password)
    assert not knows_password(None, "")
