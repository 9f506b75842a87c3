"""Bouquets: packages of streams; listed, created, changed, removed."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from panel.api.models.base import PageQuery
from panel.api.models.catalog import BouquetChange, BouquetCreate, BouquetRead
from panel.changes import Changes, flush_or_conflict
from panel.db.engine import Database
from panel.db.models import Bouquet, BouquetStream, LineBouquet, Stream
from panel.paging import Page, contains, read_page
from panel.problems import ConflictError, InvalidInputError, no_such


async def list_bouquets(database: Database, query: PageQuery) -> Page[BouquetRead]:
    """Return the bouquets that match, by name."""
    statement = select(Bouquet).order_by(col(Bouquet.name))
    if query.search:
        statement = statement.where(contains(query.search, col(Bouquet.name)))
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
        return Page(await _read_all(session, page.items), page.total)


async def read_bouquet(database: Database, bouquet_id: int) -> BouquetRead:
    """Return one bouquet. Raises NotFoundError."""
    async with database.session() as session:
        return (await _read_all(session, [await _get(session, bouquet_id)]))[0]


async def create_bouquet(changes: Changes, draft: BouquetCreate) -> BouquetRead:
    """Add a bouquet. Raises ConflictError where its name is taken, InvalidInputError for a stream that is not there."""
    async with changes.begin() as session:
        bouquet = Bouquet(name=draft.name)
        session.add(bouquet)
        await flush_or_conflict(session, f"there is a bouquet {draft.name}", "name")
        await _fill(session, bouquet, draft.stream_ids)
        created = (await _read_all(session, [bouquet]))[0]
        changes.note("bouquet.created", created.name, after=created)
    return created


async def change_bouquet(changes: Changes, bouquet_id: int, change: BouquetChange) -> BouquetRead:
    """Change the fields that are given. Raises NotFoundError, ConflictError, InvalidInputError."""
    async with changes.begin() as session:
        bouquet = await _get(session, bouquet_id)
        before = (await _read_all(session, [bouquet]))[0]
        if change.name is not None:
            bouquet.name = change.name
        await flush_or_conflict(session, f"there is a bouquet {change.name}", "name")
        if change.stream_ids is not None:
            await _fill(session, bouquet, change.stream_ids)
        changed = (await _read_all(session, [bouquet]))[0]
        changes.note("bouquet.changed", changed.name, before=before, after=changed)
    return changed


async def remove_bouquet(changes: Changes, bouquet_id: int) -> None:
    """Remove a bouquet. Raises NotFoundError, or ConflictError while lines hold it: without one they may play all."""
    async with changes.begin() as session:
        bouquet = await _get(session, bouquet_id)
        held = select(col(LineBouquet.line_id)).where(col(LineBouquet.bouquet_id) == bouquet_id).limit(1)
        if (await session.scalars(held)).first() is not None:
            raise ConflictError("lines hold this bouquet; take it from them first")
        changes.note("bouquet.removed", bouquet.name, before=(await _read_all(session, [bouquet]))[0])
        await session.delete(bouquet)


async def _get(session: AsyncSession, bouquet_id: int) -> Bouquet:
    bouquet = await session.get(Bouquet, bouquet_id)
    if bouquet is None:
        raise no_such("bouquet", bouquet_id)
    return bouquet


async def _fill(session: AsyncSession, bouquet: Bouquet, stream_ids: Sequence[int]) -> None:
    wanted = sorted(set(stream_ids))
    known = set((await session.scalars(select(col(Stream.id)))).all())
    for stream_id in wanted:
        if stream_id not in known:
            raise InvalidInputError(f"no stream {stream_id}", "streamIds")
    await session.execute(delete(BouquetStream).where(col(BouquetStream.bouquet_id) == bouquet.id))
    if wanted:
        rows = [{"bouquet_id": bouquet.id, "stream_id": stream_id} for stream_id in wanted]
        await session.execute(insert(BouquetStream), rows)


async def _read_all(session: AsyncSession, bouquets: Sequence[Bouquet]) -> list[BouquetRead]:
    pairs = select(col(BouquetStream.bouquet_id), col(BouquetStream.stream_id)).where(
        col(BouquetStream.bouquet_id).in_([bouquet.id for bouquet in bouquets])
    )
    streams: defaultdict[int, list[int]] = defaultdict(list)
    for bouquet_id, stream_id in await session.execute(pairs):
        streams[bouquet_id].append(stream_id)
    return [
        BouquetRead(id=bouquet.id, name=bouquet.name, stream_ids=sorted(streams[bouquet.id]))
        for bouquet in bouquets
        if bouquet.id is not None
    ]
