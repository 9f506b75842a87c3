"""What the ledger's tests share: a database of each kind, a clock that stands, connections to write down."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import Row, select

from geo.place import Place
from monitoring.clock import SystemClock
from monitoring.model import Identity
from monitoring.shares import Share, Shares
from monitoring.snapshot import DayState
from panel.db.engine import Database
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.recorded import recorded
from panel.db.session_tables import SESSIONS
from panel.sessions import Ending
from tests.fakes.clock import ManualClock

LISBON = Place("PT", "Portugal", "Lisbon", "Example Telecom", 64500, 38.7, -9.1)
NO_DAY = DayState(0, None, 0, None)
NO_SHARES = Shares(Share(0, None), {}, {}, {}, {})


class OnePlace:
    """Every public-looking address is in Lisbon."""

    def place(self, address: str | None) -> Place:
        return LISBON if address else Place()


@dataclass(frozen=True, slots=True)
class TickOf:
    """One tick's figures, as the ledger reads them."""

    timestamp: datetime
    monotonic_s: float
    sessions: Sequence[tuple[str, int | None, int | None]] = ()
    day: DayState = NO_DAY
    shared: Shares = NO_SHARES

    def open_sessions(self) -> Iterable[tuple[str, int | None, int | None]]:
        return self.sessions

    def shares(self) -> Shares:
        return self.shared


def tick_of(
    clock: ManualClock,
    sessions: Sequence[tuple[str, int | None, int | None]] = (),
    day: DayState = NO_DAY,
    shared: Shares = NO_SHARES,
) -> TickOf:
    """Return a tick of now."""
    return TickOf(clock.now(), clock.monotonic_s(), sessions, day, shared)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(start=SystemClock().now())


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


def identity(session_id: str, clock: ManualClock, username: str = "bob", user_agent: str = "VLC/3") -> Identity:
    return Identity(
        id=session_id,
        line_id=1,
        username=username,
        stream_id=24,
        stream_name="News 24",
        stream_type="live",
        protocol="ts",
        address="198.51.100.7",
        user_agent=user_agent,
        connected_at=clock.now(),
        connected_monotonic_s=clock.monotonic_s(),
    )


def ending(clock: ManualClock, sent_bytes: int = 5_000_000_000) -> Ending:
    return Ending(sent_bytes, clock.now(), 12.5, "left", 3_200_000, 0.5, bytes_exact=True)


async def session_row(database: Database, session_id: str) -> Row[*tuple[object, ...]]:
    async with database.begin() as connection:
        return (await connection.execute(recorded().where(SESSIONS.c.id == session_id))).one()


async def open_row(database: Database, session_id: str) -> Row[*tuple[object, ...]]:
    """What is stored of a session that is open."""
    statement = select(OPEN_SESSIONS).where(OPEN_SESSIONS.c.session_id == session_id)
    async with database.begin() as connection:
        return (await connection.execute(statement)).one()


def nothing() -> None:
    """For endings that nobody waits for."""


def counter(into: list[str], what: str) -> Callable[[], None]:
    return lambda: into.append(what)
