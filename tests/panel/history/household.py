"""A ledger that lives, ticks and crashes as a test says, and what its database must then add up to."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from geo.place import Place
from monitoring.model import Identity
from monitoring.shares import Share, Shares
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_HOURS, HISTORY_MINUTES, LINE_DAYS, OPEN_SESSIONS
from panel.db.session_tables import SESSIONS
from panel.history.dimensions import Dimension
from panel.ledger import Ledger
from panel.preferences.retention import Retention
from panel.sessions import Ending
from tests.fakes.clock import ManualClock
from tests.panel.ledger.conftest import TickOf, nothing, tick_of

T = TypeVar("T")
PLACES = (Place("PT", "Portugal", "Lisbon", "Example Telecom", 64500), Place("SE", "Sweden", None, "Nät AB"), Place())


class PlaceByAddress:
    """The last number of an address says where it is."""

    def place(self, address: str | None) -> Place:
        return PLACES[int((address or "0").rpartition(".")[2]) % len(PLACES)]


def shares_of(values: Iterable[T], bps: int | None) -> dict[T, Share]:
    """Return what each value is of, at `bps` each."""
    return {value: Share(count, None if bps is None else bps * count) for value, count in Counter(values).items()}


@dataclass
class Household:
    """`watching` maps the ids of those who watch to what they received; `line_id` 0 is none.

    `elsewhere` has those who watch on another server and are thought to have left, who may be seen again.
    """

    database: Database
    clock: ManualClock
    history_days: int = 30
    installation: str = "panel"
    tells_places: bool = True
    watching: dict[str, int] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    opened: int = 0
    ledger: Ledger = field(init=False)
    _identities: dict[str, Identity] = field(default_factory=dict)
    _collectors: dict[str, str] = field(default_factory=dict)

    async def start(self) -> None:
        self.ledger = Ledger(
            self.database,
            self.clock,
            PlaceByAddress(),
            installation=self.installation,
            retention=lambda: Retention(sessions_days=self.history_days, activity_days=self.history_days),
        )
        await self.ledger.open()

    async def crash(self) -> None:
        """Start anew without an ending for anybody."""
        kept = {key: sent for key, sent in self.watching.items() if self._collectors[key] != "gateway"}
        self.elsewhere.update(kept)
        self.watching.clear()
        await self.start()

    def join(self, line_id: int = 1, stream_id: int = 24, address: int = 0, collector: str = "gateway") -> str:
        self.opened += 1
        session_id = f"s{self.opened}"
        self._collectors[session_id] = collector
        self._identities[session_id] = Identity(
            id=session_id,
            line_id=line_id or None,
            username=f"line{line_id}",
            stream_id=stream_id or None,
            stream_name=f"Stream {stream_id}",
            stream_type="live",
            protocol="ts",
            address=f"198.51.100.{address}",
            user_agent="VLC/3",
            connected_at=self.clock.now(),
            connected_monotonic_s=self.clock.monotonic_s(),
        )
        self.watching[session_id] = 0
        self.ledger.opened(collector, self._identities[session_id])
        return session_id

    def be_seen_again(self, session_id: str) -> None:
        self.watching[session_id] = self.elsewhere.pop(session_id)
        self.ledger.opened(self._collectors[session_id], self._identities[session_id])

    def leave(self, session_id: str, sent_bytes: int = 0) -> None:
        identity = self._identities[session_id]
        lasted_s = self.clock.monotonic_s() - (identity.connected_monotonic_s or 0.0)
        total, collector = self.watching.pop(session_id) + sent_bytes, self._collectors[session_id]
        ending = Ending(total, self.clock.now(), lasted_s, "left", None, None, bytes_exact=collector == "gateway")
        self.ledger.closed(collector, identity, ending, nothing)
        if collector != "gateway":
            self.elsewhere[session_id] = total

    def send(self, session_id: str, sent_bytes: int) -> None:
        self.watching[session_id] += sent_bytes

    def tick(self, bps: int | None = 8_000_000) -> TickOf:
        sessions = [(session_id, sent, bps) for session_id, sent in self.watching.items()]
        tick = tick_of(self.clock, sessions)
        total = Share(len(sessions), None if bps is None else bps * len(sessions))
        who = [self._identities[session_id] for session_id in self.watching]
        places = [PlaceByAddress().place(each.address) for each in who if self.tells_places]
        shared = Shares(
            total,
            streams=shares_of((each.stream_id for each in who), bps),
            countries=shares_of((place.country_code for place in places), bps),
            isps=shares_of((place.isp for place in places), bps),
            collectors=shares_of((self._collectors[session_id] for session_id in self.watching), bps),
        )
        tick = replace(tick, shared=shared)
        self.ledger.accept(tick)
        return tick

    async def write(self) -> None:
        """Let everything be written that waits."""
        async with asyncio.timeout(30):
            while self.ledger.pending:
                await self.ledger.close()


async def sums(database: Database) -> dict[str, Counter[int]]:
    """Return bytes by stream, by line, and of everything: as the sessions have them, and as each level has them."""
    async with database.begin() as connection:
        return {
            "sessions": await _of_sessions(connection, None),
            "minutes": await _of_history(connection, HISTORY_MINUTES.name, Dimension.TOTAL),
            "hours": await _of_history(connection, HISTORY_HOURS.name, Dimension.TOTAL),
            "streams of sessions": await _of_sessions(connection, "stream_id"),
            "streams": await _of_history(connection, HISTORY_MINUTES.name, Dimension.STREAM),
            "streams by hour": await _of_history(connection, HISTORY_HOURS.name, Dimension.STREAM),
            "countries": await _of_history(connection, HISTORY_MINUTES.name, Dimension.COUNTRY),
            "isps": await _of_history(connection, HISTORY_MINUTES.name, Dimension.ISP),
            "collectors": await _of_history(connection, HISTORY_HOURS.name, Dimension.COLLECTOR),
            "lines of sessions": await _of_sessions(connection, "line_id"),
            "lines": await _of_lines(connection),
        }


def assert_equal(found: Mapping[str, Counter[int]]) -> None:
    """Raise unless every way of adding up gives the same."""
    total = found["sessions"]
    assert found["minutes"] == total
    assert found["hours"] == total
    assert found["streams"] == found["streams by hour"] == found["streams of sessions"]
    assert found["lines"] == found["lines of sessions"]
    for parts in ("streams", "countries", "isps", "collectors"):
        assert found[parts].total() == total.total()


async def _of_sessions(connection: AsyncConnection, column: str | None) -> Counter[int]:
    opened = OPEN_SESSIONS.c
    sent = func.coalesce(opened.sent_bytes, SESSIONS.c.sent_bytes, 0)
    key = SESSIONS.c.ended_at.is_(None) if column is None else SESSIONS.c[column]
    statement = select(key, sent).join_from(SESSIONS, OPEN_SESSIONS, opened.session_id == SESSIONS.c.id, isouter=True)
    found: Counter[int] = Counter()
    for of, sent_bytes in await connection.execute(statement):
        if column != "line_id" or of is not None:
            found[0 if column is None else of or 0] += sent_bytes
    return +found


async def _of_history(connection: AsyncConnection, name: str, dimension: Dimension) -> Counter[int]:
    table = HISTORY_MINUTES.metadata.tables[name]
    statement = select(table.c.key, table.c.sent_bytes).where(table.c.dimension == int(dimension))
    found: Counter[int] = Counter()
    for key, sent_bytes in await connection.execute(statement):
        found[key] += sent_bytes
    return +found


async def _of_lines(connection: AsyncConnection) -> Counter[int]:
    found: Counter[int] = Counter()
    for line_id, sent_bytes in await connection.execute(select(LINE_DAYS.c.line_id, LINE_DAYS.c.sent_bytes)):
        found[line_id] += sent_bytes
    opened = OPEN_SESSIONS.c
    unbooked = func.coalesce(opened.sent_bytes, 0) - opened.booked_bytes
    for line_id, sent_bytes in await connection.execute(select(opened.line_id, unbooked)):
        if line_id is not None:
            found[line_id] += sent_bytes
    return +found
