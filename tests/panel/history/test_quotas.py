"""Quotas: counted, warned of once, held to, until the month turns."""

from dataclasses import replace
from datetime import UTC, datetime

from panel.catalog import LineFact
from panel.db.engine import Database
from panel.history.quotas import Quotas
from panel.history.times import day_number
from panel.ledger import Ledger
from tests.fakes.clock import ManualClock
from tests.panel.history.household import Household, PlaceByAddress

LAST_DAY = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)
BOB = LineFact(1, "bob", "pw", 1, None, False, True, frozenset(), quota_bytes_per_month=1000)
TODAY = day_number(LAST_DAY)


def quotas_of(*lines: LineFact) -> tuple[Quotas, ManualClock, list[int]]:
    clock, reached = ManualClock(LAST_DAY), list[int]()
    quotas = Quotas(clock)
    quotas.follow(lines)
    quotas.watch(reached.append)
    quotas.learn(dict.fromkeys(quotas.unknown(), 0), TODAY)
    return quotas, clock, reached


def kinds(quotas: Quotas, sent_bytes: int, day: int = TODAY) -> list[str]:
    return [news.kind for news in quotas.add({(1, day): sent_bytes, (9, day): sent_bytes})]


def test_it_warns_once_and_tells_once_that_it_is_used_up() -> None:
    quotas, _, reached = quotas_of(BOB)
    assert [kinds(quotas, each) for each in (799, 1, 100, 100, 50)] == [
        [],
        ["line.quota_warned"],
        [],
        ["line.quota_reached"],
        [],
    ]
    assert reached == [1, 1]
    assert quotas.exhausted(1)
    assert not quotas.exhausted(9)
    assert not quotas.exhausted(None)


def test_a_higher_quota_lets_the_line_go_on_and_one_without_is_not_counted() -> None:
    quotas, _, _ = quotas_of(BOB)
    kinds(quotas, 1000)
    quotas.follow([replace(BOB, quota_bytes_per_month=2000)])
    assert not quotas.exhausted(1)
    assert kinds(quotas, 600) == ["line.quota_warned"]
    quotas.follow([replace(BOB, quota_bytes_per_month=None)])
    assert list(quotas.lines()) == []


def test_the_month_turns_and_what_was_sent_before_still_counts_for_it() -> None:
    quotas, clock, _ = quotas_of(BOB)
    kinds(quotas, 1000)
    clock.jump(3600)
    assert not quotas.exhausted(1)
    kinds(quotas, 500, TODAY)
    assert not quotas.exhausted(1)
    kinds(quotas, 1000, TODAY + 1)
    assert quotas.exhausted(1)


def test_what_is_learnt_is_held_to_at_once() -> None:
    quotas, _, reached = quotas_of()
    quotas.follow([BOB])
    assert list(quotas.unknown()) == [1]
    quotas.learn({1: 1000}, TODAY)
    assert (reached, list(quotas.unknown())) == ([1], [])


async def test_sessions_count_across_a_restart(database: Database) -> None:
    clock = ManualClock(LAST_DAY)
    house = Household(database, clock)
    await house.start()
    house.send(house.join(line_id=1), 700)
    house.tick()
    await house.write()
    quotas, reached = Quotas(clock), list[int]()
    quotas.follow([BOB])
    quotas.watch(reached.append)
    house.watching.clear()
    house.ledger = Ledger(database, clock, PlaceByAddress(), quotas=quotas)
    await house.ledger.open()
    session_id = house.join(line_id=1)
    house.send(session_id, 200)
    house.tick()
    await house.write()
    assert not quotas.exhausted(1)
    house.leave(session_id, 100)
    await house.write()
    assert quotas.exhausted(1)
    assert reached == [1]
