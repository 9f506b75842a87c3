"""Collectors: listed, added, changed, removed."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from panel.api.models.base import PageQuery
from panel.api.models.collectors import CollectorChange, CollectorCreate, CollectorRead
from panel.changes import Changes, flush_or_conflict
from panel.collectors.fact import CollectorFact, CollectorKind
from panel.db.engine import Database
from panel.db.service_models import CollectorRecord
from panel.db.tables import COLLECTORS
from panel.paging import Page, contains, read_page
from panel.problems import NotFoundError, no_such


async def list_collectors(database: Database, query: PageQuery) -> Page[CollectorRead]:
    """Return the collectors that match, by name."""
    statement = select(CollectorRecord).order_by(col(CollectorRecord.name))
    if query.search:
        statement = statement.where(contains(query.search, col(CollectorRecord.name)))
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
    return Page([_read(record) for record in page.items], page.total)


async def read_collector(database: Database, collector_id: int) -> CollectorRead:
    """Return one collector. Raises NotFoundError."""
    async with database.session() as session:
        return _read(await _get(session, collector_id))


async def collector_fact(database: Database, name: str) -> CollectorFact:
    """Return what is needed to read the collector of that name. Raises NotFoundError."""
    async with database.begin() as connection:
        facts = [fact for fact in await read_facts(connection) if fact.name == name]
    if not facts:
        raise NotFoundError(f"no collector {name}")
    return facts[0]


async def read_facts(connection: AsyncConnection) -> Sequence[CollectorFact]:
    """Return all collectors, oldest first."""
    rows = await connection.execute(select(COLLECTORS).order_by(COLLECTORS.c.id))
    return [
        CollectorFact(
            id=row.id,
            name=row.name,
            kind=row.kind,
            url=row.url,
            username=row.username,
            password=row.password,
            enabled=row.enabled,
        )
        for row in rows
    ]


async def create_collector(changes: Changes, draft: CollectorCreate) -> CollectorRead:
    """Add a collector. Raises ConflictError."""
    async with changes.begin("collectors") as session:
        record = CollectorRecord(**draft.model_dump(by_alias=False), created_at=changes.clock.now())
        session.add(record)
        await flush_or_conflict(session, f"there is a collector {draft.name}", "name")
        created = _read(record)
        changes.note("collector.created", created.name, after=created)
    return created


async def change_collector(changes: Changes, collector_id: int, change: CollectorChange) -> CollectorRead:
    """Change the fields that are given. Raises NotFoundError."""
    async with changes.begin("collectors") as session:
        record = await _get(session, collector_id)
        before = _read(record)
        for name, value in change.changes().items():
            setattr(record, name, value)
        await session.flush()
        changed = _read(record)
        secrets = ("password",) if "password" in change.changes() else ()
        changes.note("collector.changed", changed.name, before=before, after=changed, secrets=secrets)
    return changed


async def remove_collector(changes: Changes, collector_id: int) -> None:
    """Remove a collector; its connections leave with the next tick, their sessions stay. Raises NotFoundError."""
    async with changes.begin("collectors") as session:
        record = await _get(session, collector_id)
        changes.note("collector.removed", record.name, before=_read(record))
        await session.delete(record)


async def _get(session: AsyncSession, collector_id: int) -> CollectorRecord:
    record = await session.get(CollectorRecord, collector_id)
    if record is None:
        raise no_such("collector", collector_id)
    return record


def _read(record: CollectorRecord) -> CollectorRead:
    return CollectorRead(
        id=record.id or 0,
        name=record.name,
        kind=cast(CollectorKind, record.kind),
        url=record.url,
        username=record.username,
        enabled=record.enabled,
        created_at=record.created_at,
    )
