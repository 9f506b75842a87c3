"""What keeping the past costs: 1,000 streams, 20,000 connections, 1 % of them new each tick of 5 s, on SQLite.

The clock is scripted. A stretch of the day is lived through and its growth taken for the whole; the chart is read from
a day of minutes of every stream and place.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from geo.place import Place
from monitoring.model import Identity
from monitoring.past import Series, Window
from monitoring.shares import Share, Shares
from monitoring.snapshot import DayState
from panel.db.bulk import Bulk, RawRow
from panel.db.engine import Database
from panel.history.dimensions import Dimension, country_key
from panel.history.past import StoredPast
from panel.history.times import MINUTE_S, steps_since_epoch
from panel.ledger import Ledger
from panel.ledger.past import COMINGS_KEPT
from panel.ledger.statements import Additions
from panel.sessions import Ending
from tests.fakes.clock import ManualClock

STREAMS, LINES, COUNTRIES, ISPS = 1_000, 30_000, 60, 500
CONNECTIONS = 20_000
CHURN = CONNECTIONS // 100
INTERVAL_S = 5.0
TICKS_A_DAY, TICKS_AN_HOUR = 17_280, 720
# Endings are stored as they come, not once a tick.
WRITES_A_TICK = 25
BITRATE_BPS = 4_000_000
DAY_MINUTES = 1_440
Key = TypeVar("Key", bound=Hashable)
GOALS = {"GB a day": 2.0, "share of a core": 0.05, "chart ms": 50.0}
PLACES = tuple(
    Place(f"{chr(65 + n % 26)}{chr(65 + n // 26 % 3)}", f"Country {n % COUNTRIES}", f"City {n}", f"ISP {n} Telecom")
    for n in range(ISPS)
)


class World:
    def place(self, address: str | None) -> Place:
        return PLACES[hash(address) % ISPS]


@dataclass(frozen=True, slots=True)
class BenchTick:
    timestamp: datetime
    monotonic_s: float
    day: DayState
    sessions: list[tuple[str, int | None, int | None]]
    shared: Shares

    def open_sessions(self) -> Iterable[tuple[str, int | None, int | None]]:
        return self.sessions

    def shares(self) -> Shares:
        return self.shared


class Crowd:
    """Viewers with what they received; `random` decides who leaves and what is played."""

    def __init__(self, ledger: Ledger, clock: ManualClock) -> None:
        self._ledger, self._clock, self._random = ledger, clock, Random(1)
        self._watching: list[Identity] = []
        self._sent: dict[str, int] = {}

    def join(self, count: int) -> None:
        for _ in range(count):
            number = self._random.randrange(LINES) + 1
            identity = Identity(
                id=UUID(int=self._random.getrandbits(128)).hex,
                line_id=number,
                username=f"subscriber{number}",
                stream_id=min(int(self._random.expovariate(0.005)), STREAMS - 1) + 1,
                stream_name=f"Channel {number % STREAMS} HD",
                stream_type="live",
                protocol="ts",
                address=f"198.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
                user_agent=f"VLC/3.0.{number % 20} LibVLC/3.0.{number % 20}",
                connected_at=self._clock.now(),
                connected_monotonic_s=self._clock.monotonic_s(),
            )
            self._watching.append(identity)
            self._sent[identity.id] = 0
            self._ledger.opened("gateway", identity)

    def leave(self, count: int) -> None:
        for _ in range(count):
            place = self._random.randrange(len(self._watching))
            self._watching[place], self._watching[-1] = self._watching[-1], self._watching[place]
            identity = self._watching.pop()
            lasted_s = self._clock.monotonic_s() - (identity.connected_monotonic_s or 0)
            ending = Ending(self._sent.pop(identity.id), self._clock.now(), lasted_s, "left", BITRATE_BPS, 0.0, True)
            self._ledger.closed("gateway", identity, ending, lambda: None)

    def tick(self) -> BenchTick:
        grown = int(BITRATE_BPS * INTERVAL_S / 8)
        for session_id in self._sent:
            self._sent[session_id] += grown
        sessions: list[tuple[str, int | None, int | None]] = [
            (key, sent, BITRATE_BPS) for key, sent in self._sent.items()
        ]
        places = [World().place(identity.address) for identity in self._watching]
        shared = Shares(
            _share(len(sessions)),
            _shares(identity.stream_id for identity in self._watching),
            _shares(place.country_code for place in places),
            _shares(place.isp for place in places),
            {"gateway": _share(len(sessions))},
        )
        return BenchTick(self._clock.now(), self._clock.monotonic_s(), DayState(1, 1, 1, 1), sessions, shared)


def _share(count: int) -> Share:
    return Share(count, count * BITRATE_BPS)


def _shares(keys: Iterable[Key]) -> dict[Key, Share]:
    return {key: _share(count) for key, count in Counter(keys).items()}


async def measure_history(ticks: int) -> dict[str, float]:
    """Print the figures beside their goals, and return them."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/panel.db")
        await database.open()
        clock = ManualClock()
        ledger = Ledger(database, clock, World(), installation=UUID(int=1).hex)
        await ledger.open()
        crowd = Crowd(ledger, clock)
        crowd.join(CONNECTIONS)
        await _written(ledger)
        before = await _sizes(database)
        tick_s, change_s = await _live(ledger, crowd, clock, ticks)
        found["GB a day"] = _of_a_day(before, await _sizes(database), ticks) / 1e9
        found["share of a core"] = (tick_s + change_s) / (ticks * INTERVAL_S)
        print(f"{'':>18}a tick {tick_s / ticks * 1000:.0f} ms, its comings and goings {change_s / ticks * 1000:.0f} ms")
        await _fill_day(database, clock.now())
        past = StoredPast(database, clock, "panel", minutes_days=30)
        window = Window(clock.now() - timedelta(days=1), clock.now(), 720)
        spans_s = []
        for stream_id in range(1, 12):
            began_s = time.perf_counter()
            await past.bandwidth(Series("stream", stream_id), window)
            spans_s.append(time.perf_counter() - began_s)
        found["chart ms"] = min(spans_s) * 1000
        await database.close()
    for name, value in found.items():
        print(f"{name:>16}: {value:>8.3f}   goal {GOALS[name]:g}")
    return found


async def _live(ledger: Ledger, crowd: Crowd, clock: ManualClock, ticks: int) -> tuple[float, float]:
    tick_s = change_s = 0.0
    for _ in range(ticks):
        for _ in range(WRITES_A_TICK):
            clock.jump(INTERVAL_S / WRITES_A_TICK)
            crowd.leave(CHURN // WRITES_A_TICK)
            crowd.join(CHURN // WRITES_A_TICK)
            change_s += await _cost(ledger)
        ledger.accept(crowd.tick())
        tick_s += await _cost(ledger)
    return tick_s, change_s


async def _cost(ledger: Ledger) -> float:
    began_s = time.process_time()
    await _written(ledger)
    return time.process_time() - began_s


async def _written(ledger: Ledger) -> None:
    while ledger.pending:
        await ledger.close()


async def _sizes(database: Database) -> dict[str, int]:
    """Return the bytes of each table with its indexes (SQLite's dbstat)."""
    statement = "SELECT tbl_name, SUM(pgsize) AS size FROM dbstat JOIN sqlite_master USING (name) GROUP BY tbl_name"
    async with database.begin() as connection:
        rows = await connection.exec_driver_sql(statement)
        return {row.tbl_name: row.size for row in rows}


def _of_a_day(before: dict[str, int], after: dict[str, int], ticks: int) -> float:
    """Return the bytes after a day: what grows without bound, and as much of the rest as is kept."""
    a_tick = {name: (size - before.get(name, 0)) / ticks for name, size in after.items()}
    comings = min(TICKS_A_DAY, COMINGS_KEPT / (2 * CHURN) + TICKS_AN_HOUR)
    kept = {"activity": comings, "history_ticks": TICKS_AN_HOUR, "open_sessions": 0, "line_days": 0}
    return sum(size * kept.get(name, TICKS_A_DAY) for name, size in a_tick.items())


async def _fill_day(database: Database, now: datetime) -> None:
    """Write a day of minutes of everything, so that the chart is read from among it."""
    add: Bulk = Additions(database).minutes
    keys = [(Dimension.TOTAL, 0)]
    keys += [(Dimension.STREAM, number + 1) for number in range(STREAMS)]
    keys += [(Dimension.COUNTRY, country_key(place.country_code)) for place in PLACES[:COUNTRIES]]
    keys += [(Dimension.ISP, number + 10) for number in range(ISPS)]
    figures = (600_000_000, 48_000_000, BITRATE_BPS, 12, 240, 20, 12)
    last = steps_since_epoch(now, MINUTE_S)
    for begin in range(last - DAY_MINUTES, last, 60):
        rows: list[RawRow] = [
            (at, 1, int(dimension), key, *figures) for at in range(begin, begin + 60) for dimension, key in sorted(keys)
        ]
        async with database.begin() as connection:
            await connection.run_sync(add.run, rows)
