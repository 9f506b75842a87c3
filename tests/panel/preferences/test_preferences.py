"""What operators set follows the database, below what the environment sets; on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from panel.changes import Changes
from panel.db.engine import Database
from panel.preferences.preferences import PreferenceBook, Preferences
from panel.problems import ConflictError
from panel.settings import load_settings
from tests.fakes.clock import ManualClock


class Told:
    """A journal that forgets."""

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None: ...


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


def book(database: Database, folder: Path, **settings: object) -> PreferenceBook:
    return PreferenceBook(database, ManualClock(), load_settings(folder, **settings))


def changes(database: Database) -> Changes:
    return Changes(database, ManualClock(), Told(), "root", allow_private_sources=False)


async def test_a_change_is_seen_by_another_process(database: Database, tmp_path: Path) -> None:
    mine, other = book(database, tmp_path), book(database, tmp_path)
    seen: list[Preferences] = []
    other.watch(seen.append)
    assert await other.refresh()
    await mine.change(changes(database), {"audit_days": 400, "sessions_days": None, "limit_policy": "end-oldest"})
    assert mine.now == Preferences(audit_days=400, sessions_days=None, limit_policy="end-oldest")
    assert await other.refresh()
    assert not await other.refresh()
    assert other.now == mine.now
    assert seen == [Preferences(), mine.now]
    assert (other.retention().audit_days, other.retention().sessions_days) == (400, None)


async def test_the_environment_stands_above_what_is_stored(database: Database, tmp_path: Path) -> None:
    free = book(database, tmp_path)
    await free.change(changes(database), {"sessions_days": 90, "audit_days": 10, "limit_policy": "end-oldest"})
    (tmp_path / "panel.toml").write_text('limit_policy = "same-stream-twice"\n')
    fixed = book(database, tmp_path, history_days=7)
    assert fixed.fixed == {"sessions_days", "activity_days", "limit_policy"}
    for _ in range(2):
        assert (fixed.now.sessions_days, fixed.now.activity_days, fixed.now.limit_policy) == (7, 7, "same-stream-twice")
        await fixed.refresh()
    assert fixed.now.audit_days == 10
    with pytest.raises(ConflictError):
        await fixed.change(changes(database), {"sessions_days": 8})
