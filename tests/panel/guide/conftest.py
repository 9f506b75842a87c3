"""A database with two channels, and a way to import."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from panel.changes import Changes
from panel.db.engine import Database
from panel.db.models import Stream
from panel.guide.importer import import_guide
from panel.guide.selection import GuideReport
from tests.fakes.catalog import FakeBook
from tests.fakes.clock import ManualClock

Import = Callable[..., Awaitable[GuideReport]]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def database(database_url: str, clock: ManualClock) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    async with opened.session() as session:
        for name, guide_id in (("One", "One.pt"), ("Two", "two.pt"), ("Three", None)):
            session.add(
                Stream(name=name, type="live", source_url="http://up/", guide_id=guide_id, created_at=clock.now())
            )
        await session.commit()
    yield opened
    await opened.close()


@pytest.fixture
def take(database: Database, clock: ManualClock) -> Import:
    """Imports a guide from bytes, `piece_bytes` at a time."""
    changes = Changes(database, clock, FakeBook(), "test", allow_private_sources=False)

    async def run(content: bytes, piece_bytes: int = 7) -> GuideReport:
        async def pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(content), piece_bytes):
                yield content[start : start + piece_bytes]

        return await import_guide(changes, pieces())

    return run
