"""Codes, ordinals and times of new connections, and the forgetting of values nobody has any more."""

from datetime import UTC, datetime, timedelta

import numpy as np

from monitoring.identity_columns import UNKNOWN_TIME, IdentityColumns
from monitoring.introduction import columns_of
from monitoring.model import Identity
from monitoring.register import COMPACTION_FLOOR, Register
from monitoring.table import ConnectionTable
from tests.fakes.boards import LONDON, FakePlaces
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector


def identity(number: int, connected_at: datetime | None = None, connected_s: float | None = None) -> Identity:
    return Identity(
        f"c{number}", 1, "bob", 1, "News", "live", "mpegts", "81.2.69.160", f"VLC/{number}", connected_at, connected_s
    )


def columns(*people: Identity) -> IdentityColumns:
    return columns_of(np.arange(len(people)), people)


def test_ordinals_grow_and_are_never_reused() -> None:
    register = Register(FakePlaces(), ManualClock())
    assert register.describe(columns(identity(1), identity(2)), "gateway").ordinal.tolist() == [1, 2]
    assert register.describe(columns(identity(1)), "gateway").ordinal.tolist() == [3]


def test_a_missing_monotonic_time_is_worked_out_from_the_wall_clock() -> None:
    clock = ManualClock(datetime(2026, 1, 31, 12, 0, tzinfo=UTC), monotonic_s=1000.0)
    opened = Register(FakePlaces(), clock).describe(
        columns(
            identity(1, clock.now() - timedelta(seconds=30)),
            identity(2, clock.now() - timedelta(seconds=30), connected_s=900.0),
            identity(3),
        ),
        "gateway",
    )
    assert opened.connected_us.tolist() == [970_000_000, 900_000_000, UNKNOWN_TIME]


def test_columns_mean_what_was_described() -> None:
    register = Register(FakePlaces(), ManualClock())
    opened = register.describe(columns(identity(1)), "gateway")
    names = register.interners
    assert names.user_agent.values[opened.user_agent[0]] == "VLC/1"
    assert names.place.values[opened.place[0]] == LONDON
    assert register.stream_names == {1: "News"}


async def test_values_that_only_gone_viewers_had_are_forgotten_but_old_snapshots_keep_them() -> None:
    clock = ManualClock()
    collector = FakeCollector(clock)
    table = ConnectionTable(FakePlaces(), clock)
    collector.open(user_agent="first")
    table.apply(await collector.read())
    old = table.freeze(clock.monotonic_s(), 15.0)
    passing = [collector.open(user_agent=f"agent {number}") for number in range(COMPACTION_FLOOR + 10)]
    table.apply(await collector.read())
    for key in passing:
        collector.close(key)
    collector.open(user_agent="last")
    table.apply(await collector.read())
    new = table.freeze(clock.monotonic_s(), 15.0)
    assert new.interners.user_agent.values == ["first", "last"]
    assert new.identities.user_agent.tolist() == [0, 1]
    assert old.interners.user_agent.values[old.identities.user_agent[0]] == "first"
