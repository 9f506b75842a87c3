"""Who watches on another server is on record: from first sight to last, over a restart of either side."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Row, select

from monitoring.clock import SystemClock
from panel.api.models.collectors import CollectorChange, CollectorCreate
from panel.app import compose
from panel.changes import Changes
from panel.collectors import records
from panel.data_dir import prepare_data_dir
from panel.db.recorded import recorded
from panel.db.session_tables import SESSIONS
from panel.db.tables import ACTIVITY
from panel.lifespan import opened
from panel.services import Services
from panel.settings import load_settings
from tests.fakes.mediamtx import MediaMtx, mediamtx, session
from tests.panel.history.household import assert_equal, sums

FIRST = "edge:00000000-0000-4000-8000-000000000001"
SECOND = "edge:00000000-0000-4000-8000-000000000002"


@dataclass
class Panel:
    """The service without its background work: a test makes each tick, and has it written."""

    services: Services

    async def tick(self) -> None:
        await self.services.roster.refresh()
        await self.services.sampler.tick()
        await self.services.collected.follow()
        await self.write()

    async def write(self) -> None:
        await self.services.ledger.close()
        assert_equal(await sums(self.services.database))

    def changes(self) -> Changes:
        services = self.services
        return Changes(
            services.database,
            services.clock,
            services.ledger,
            "test",
            allow_private_sources=True,
            committed=services.access.refresh,
        )

    async def add(self, server: MediaMtx) -> int:
        draft = CollectorCreate(name="edge", kind="mediamtx", url=server.url)
        return (await records.create_collector(self.changes(), draft)).id

    async def change(self, collector_id: int, fields: Mapping[str, object]) -> None:
        await records.change_collector(self.changes(), collector_id, CollectorChange.model_validate(fields))

    async def row(self, session_id: str) -> Row[*tuple[object, ...]]:
        async with self.services.database.begin() as connection:
            return (await connection.execute(recorded().where(SESSIONS.c.id == session_id))).one()

    async def told(self) -> list[str]:
        async with self.services.database.begin() as connection:
            kinds = (await connection.execute(select(ACTIVITY.c.kind).order_by(ACTIVITY.c.id))).scalars()
            return [kind for kind in kinds if kind.startswith(("line.", "service."))]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@asynccontextmanager
async def running(data_dir: Path, database_url: str) -> AsyncIterator[Panel]:
    prepare_data_dir(data_dir)
    services = compose(load_settings(data_dir, database_url=database_url), SystemClock())
    await services.database.open()
    try:
        async with opened(services):
            yield Panel(services)
    finally:
        await services.database.close()


async def test_each_viewer_there_is_a_session_here(data_dir: Path, database_url: str) -> None:
    async with mediamtx() as server, running(data_dir, database_url) as panel:
        server.lists = {"hlssessions": [session(1)], "srtconns": [session(2, outboundBytes=None)]}
        await panel.add(server)
        await panel.tick()
        row = await panel.row(FIRST)
        assert (row.collector, row.username, row.stream_name, row.protocol) == ("edge", "bob", "News", "hls")
        assert (row.started_at, row.ended_at) == (datetime(2026, 1, 1, 7, 0, 0, 300131, tzinfo=UTC), None)
        server.lists = {"hlssessions": [session(1, outboundBytes=91_000)], "srtconns": []}
        await panel.tick()
        server.lists = {"hlssessions": []}
        await panel.tick()
        row, silent = await panel.row(FIRST), await panel.row(SECOND)
        assert (row.sent_bytes, row.end_reason, row.bytes_exact, row.stall_ms) == (91_000, "left", False, None)
        assert (silent.sent_bytes, silent.peak_bps, silent.end_reason) == (None, None, "left")
        assert isinstance(row.peak_bps, int)
        assert row.peak_bps > 0
        assert isinstance(row.lasted_ms, int)
        began, ended = row.started_at, row.ended_at
        assert isinstance(began, datetime)
        assert isinstance(ended, datetime)
        assert row.lasted_ms / 1000 == pytest.approx((ended - began).total_seconds(), abs=1)
        assert await panel.told() == ["line.connected", "line.connected", "line.left", "line.left"]
        assert panel.services.ledger.sessions_today() == 2


async def test_one_that_fails_keeps_its_sessions_and_tells_with_the_next_reading(
    data_dir: Path, database_url: str
) -> None:
    async with mediamtx() as server, running(data_dir, database_url) as panel:
        server.lists = {"hlssessions": [session(1), session(2)]}
        await panel.add(server)
        await panel.tick()
        last_read = panel.services.sampler.newest
        server.broken = (500, b"")
        await panel.tick()
        assert (await panel.row(FIRST)).ended_at is None
        server.broken, server.lists = None, {"hlssessions": [session(1)]}
        await panel.tick()
        gone = await panel.row(SECOND)
        assert (await panel.row(FIRST)).ended_at is None
        assert last_read is not None
        assert (gone.end_reason, gone.ended_at, gone.sent_bytes) == ("left", last_read.timestamp, 1000)


async def test_one_switched_off_lets_them_go_and_they_go_on_when_it_is_on_again(
    data_dir: Path, database_url: str
) -> None:
    async with mediamtx() as server, running(data_dir, database_url) as panel:
        server.lists = {"hlssessions": [session(1)]}
        collector_id = await panel.add(server)
        await panel.tick()
        await panel.change(collector_id, {"enabled": False})
        await panel.tick()
        assert (await panel.row(FIRST)).end_reason == "left"
        server.lists = {"hlssessions": [session(1, outboundBytes=1500)]}
        await panel.change(collector_id, {"enabled": True})
        await panel.tick()
        assert (await panel.row(FIRST)).ended_at is None
        server.lists = {"hlssessions": []}
        await panel.tick()
        row = await panel.row(FIRST)
        assert (row.sent_bytes, row.end_reason) == (1500, "left")


async def test_one_asked_as_somebody_else_has_the_same_sessions(data_dir: Path, database_url: str) -> None:
    async with mediamtx() as server, running(data_dir, database_url) as panel:
        server.lists = {"hlssessions": [session(1)]}
        collector_id = await panel.add(server)
        await panel.tick()
        await panel.change(collector_id, {"username": "other", "password": "sesame"})
        await panel.tick()
        assert (await panel.row(FIRST)).ended_at is None
        assert await panel.told() == ["line.connected"]


async def test_sessions_go_on_over_a_restart_and_no_byte_counts_twice(data_dir: Path, database_url: str) -> None:
    async with mediamtx() as server:
        server.lists = {"hlssessions": [session(1), session(2, outboundBytes=70)]}
        async with running(data_dir, database_url) as panel:
            await panel.add(server)
            await panel.tick()
            last_read = panel.services.sampler.newest
        server.lists = {"hlssessions": [session(1, outboundBytes=4000)]}
        async with running(data_dir, database_url) as panel:
            await panel.tick()
            assert (await panel.row(FIRST)).ended_at is None
            gone = await panel.row(SECOND)
            assert last_read is not None
            assert (gone.end_reason, gone.ended_at, gone.sent_bytes) == ("left", last_read.timestamp, 70)
            assert await panel.told() == ["line.connected", "line.connected"]
            server.lists = {"hlssessions": []}
            await panel.tick()
            assert (await panel.row(FIRST)).sent_bytes == 4000
            assert (await sums(panel.services.database))["sessions"].total() == 4070


async def test_many_that_come_at_once_are_all_on_record(data_dir: Path, database_url: str) -> None:
    async with mediamtx() as server, running(data_dir, database_url) as panel:
        server.lists = {"hlssessions": [session(number) for number in range(1, 1201)]}
        await panel.add(server)
        await panel.tick()
        await panel.tick()
        async with panel.services.database.begin() as connection:
            rows = (await connection.execute(select(SESSIONS.c.ended_at))).scalars().all()
        assert rows == [None] * 1200
