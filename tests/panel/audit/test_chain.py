"""The chain on both databases: what is written is found whole, and what was tampered with is noticed."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, update

from panel.api.models.lines import LineRead
from panel.audit.acts import AUDITED, audited
from panel.audit.chain import append, verify
from panel.audit.entry import MASK, AuditEntry, difference
from panel.db.engine import Database
from panel.db.tables import AUDIT
from tests.fakes.clock import ManualClock

CLOCK = ManualClock()
LINE = LineRead(
    id=1,
    username="bob",
    password="first",
    max_connections=1,
    expires_at=None,
    trial=False,
    enabled=True,
    bouquet_ids=[],
    created_at=CLOCK.now(),
    allowed_countries=[],
    allowed_isps=[],
    allowed_networks=[],
    allowed_agents=[],
)


def entry(subject: str) -> AuditEntry:
    return AuditEntry(CLOCK.now(), "root", "line.changed", subject, f"root changed line {subject}")


async def add(database: Database, *entries: AuditEntry) -> None:
    async with database.begin() as connection:
        await append(connection, entries)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()


async def test_entries_from_everywhere_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(add(database, entry(f"a{n}"), entry(f"b{n}")) for n in range(10)))
    verdict = await verify(database)
    assert (verdict.entries, verdict.problem) == (20, None)


async def test_an_entry_written_again_stays_one(database: Database) -> None:
    once = entry("bob")
    await add(database, once)
    await add(database, once, entry("eve"))
    assert (await verify(database)).entries == 2


async def test_what_was_changed_removed_or_cut_off_is_noticed(database: Database) -> None:
    await add(database, *(entry(f"line{n}") for n in range(5)))
    for tampering, problem in (
        (delete(AUDIT).where(AUDIT.c.id == 5), "entry 5 is missing"),
        (update(AUDIT).where(AUDIT.c.id == 4).values(actor="nobody"), "entry 4 is not what it was"),
        (delete(AUDIT).where(AUDIT.c.id == 2), "entry 2 is missing"),
    ):
        async with database.begin() as connection:
            await connection.execute(tampering)
        assert (await verify(database)).problem == problem
    await add(database, entry("after the cut"))
    assert (await verify(database)).problem == "entry 2 is missing"


def test_only_what_differs_is_told_and_no_secret() -> None:
    changed = LINE.model_copy(update={"password": "second", "max_connections": 2})
    assert difference(LINE, changed) == f'{{"password":["{MASK}","{MASK}"],"maxConnections":[1,2]}}'
    assert difference(LINE, LINE, ["password"]) == f'{{"password":["{MASK}","{MASK}"]}}'
    created = difference(None, LINE)
    assert "first" not in created
    assert '"username":[null,"bob"]' in created
    long = LINE.model_copy(update={"bouquet_ids": list(range(1, 102))})
    assert difference(LINE, long) == '{"bouquetIds":[[],"101 items"]}'


def test_what_the_panel_does_by_itself_is_not_audited() -> None:
    rows = [
        {"at": CLOCK.now(), "kind": kind, "actor": actor, "subject": "bob", "message": "m", "key": f"{kind}{actor}"}
        for kind in (*AUDITED, "line.left")
        for actor in ("root", None)
    ]
    found = [(entry.kind, entry.actor) for entry in audited(rows)]
    assert sorted(found, key=str) == sorted(
        [*((kind, "root") for kind in AUDITED), ("operator.refused", None)], key=str
    )
