"""Lines: listed, created, changed, removed."""

import secrets
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from panel.api.models.base import MAX_ID
from panel.api.models.lines import LineChange, LineCreate, LineRead, LinesQuery
from panel.changes import Changes, flush_or_conflict
from panel.db.engine import Database
from panel.db.models import Bouquet, Line, LineBouquet
from panel.paging import Page, contains, read_page
from panel.problems import InvalidInputError, no_such


async def list_lines(database: Database, query: LinesQuery) -> Page[LineRead]:
    """Return the lines that match, by username."""
    statement = select(Line).order_by(col(Line.username))
    if query.search:
        statement = statement.where(contains(query.search, col(Line.username)))
    if query.enabled is not None:
        statement = statement.where(col(Line.enabled).is_(query.enabled))
    if query.trial is not None:
        statement = statement.where(col(Line.trial).is_(query.trial))
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
        return Page(await _read_all(session, page.items), page.total)


async def read_line(database: Database, line_id: int) -> LineRead:
    """Return one line. Raises NotFoundError."""
    async with database.session() as session:
        return await _read(session, await _get(session, line_id))


async def find_line(database: Database, name: str) -> LineRead:
    """Return the line of a username, else of an id written in digits. Raises NotFoundError."""
    async with database.session() as session:
        line = (await session.scalars(select(Line).where(col(Line.username) == name))).first()
        if line is None and name.isascii() and name.isdigit() and int(name) <= MAX_ID:
            line = await session.get(Line, int(name))
        if line is None:
            raise no_such("line", name)
        return await _read(session, line)


async def create_line(changes: Changes, draft: LineCreate) -> LineRead:
    """Add a line, with a generated password where none is given. Raises ConflictError, InvalidInputError."""
    async with changes.begin() as session:
        line = Line(
            **draft.model_dump(by_alias=False, exclude={"bouquet_ids", "password"}),
            password=draft.password or secrets.token_urlsafe(9),
            created_at=changes.clock.now(),
        )
        session.add(line)
        await flush_or_conflict(session, f"the username {draft.username} is taken", "username")
        await _give_bouquets(session, line, draft.bouquet_ids)
        created = await _read(session, line)
        changes.note("line.created", created.username, after=created)
    return created


async def change_line(changes: Changes, line_id: int, change: LineChange) -> LineRead:
    """Change the fields that are given. Raises NotFoundError, ConflictError, InvalidInputError."""
    async with changes.begin() as session:
        line = await _get(session, line_id)
        before = await _read(session, line)
        for name, value in change.changes().items():
            if name != "bouquet_ids":
                setattr(line, name, value)
        await flush_or_conflict(session, f"the username {change.username} is taken", "username")
        if change.bouquet_ids is not None:
            await _give_bouquets(session, line, change.bouquet_ids)
        changed = await _read(session, line)
        verb = {True: "enabled", False: "disabled", None: "changed"}[change.enabled]
        changes.note(f"line.{verb}", changed.username, before=before, after=changed)
    return changed


async def remove_line(changes: Changes, line_id: int) -> None:
    """Remove a line for good; its sessions stay on record. Raises NotFoundError."""
    async with changes.begin() as session:
        line = await _get(session, line_id)
        changes.note("line.removed", line.username, before=await _read(session, line))
        await session.delete(line)


async def _get(session: AsyncSession, line_id: int) -> Line:
    line = await session.get(Line, line_id)
    if line is None:
        raise no_such("line", line_id)
    return line


async def _give_bouquets(session: AsyncSession, line: Line, bouquet_ids: Sequence[int]) -> None:
    wanted = sorted(set(bouquet_ids))
    known = set((await session.scalars(select(col(Bouquet.id)).where(col(Bouquet.id).in_(wanted)))).all())
    for bouquet_id in wanted:
        if bouquet_id not in known:
            raise InvalidInputError(f"no bouquet {bouquet_id}", "bouquetIds")
    await session.execute(delete(LineBouquet).where(col(LineBouquet.line_id) == line.id))
    session.add_all(LineBouquet(line_id=line.id or 0, bouquet_id=bouquet_id) for bouquet_id in wanted)
    await session.flush()


async def _read(session: AsyncSession, line: Line) -> LineRead:
    return (await _read_all(session, [line]))[0]


async def _read_all(session: AsyncSession, lines: Sequence[Line]) -> list[LineRead]:
    pairs = select(col(LineBouquet.line_id), col(LineBouquet.bouquet_id)).where(
        col(LineBouquet.line_id).in_([line.id for line in lines])
    )
    bouquets: defaultdict[int, list[int]] = defaultdict(list)
    for line_id, bouquet_id in await session.execute(pairs):
        bouquets[line_id].append(bouquet_id)
    return [
        LineRead(**line.model_dump(), bouquet_ids=sorted(bouquets[line.id])) for line in lines if line.id is not None
    ]
