"""A guide taken into the database. The file is read to its end before anything changes."""

import tempfile
from collections.abc import AsyncIterator, Iterable
from itertools import islice

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.changes import Changes
from panel.db.tables import GUIDE_CHANNELS, PROGRAMMES, STREAMS
from panel.documents import Unpacker
from panel.guide.guide import channel_key
from panel.guide.selection import GuideReport, Selection
from panel.guide.xmltv import XmltvReader

ROWS_AT_ONCE = 2000


async def import_guide(changes: Changes, pieces: AsyncIterator[bytes]) -> GuideReport:
    """Take XMLTV, gzipped or not, into the guide, replacing each of its channels for the time it covers.

    Raises InvalidInputError for what cannot be read; nothing has changed then.
    """
    with tempfile.TemporaryFile() as spool:
        selection = Selection(spool, await _wanted(changes), changes.clock.now())
        await _read(pieces, selection)
        report = selection.finish()
        async with changes.database.begin() as connection:
            report.replaced = await _clear(connection, selection)
            await _fill(connection, selection, changes)
    changes.tell(
        "guide.imported",
        "guide",
        f"{changes.actor} imported a guide: {report.programmes} programmes of {report.channels} channels",
    )
    return report


async def _wanted(changes: Changes) -> frozenset[str]:
    async with changes.database.begin() as connection:
        named = await connection.scalars(select(STREAMS.c.guide_id).where(STREAMS.c.guide_id.is_not(None)).distinct())
        return frozenset(channel_key(guide_id) for guide_id in named)


async def _read(pieces: AsyncIterator[bytes], selection: Selection) -> None:
    unpacker, reader = Unpacker(), XmltvReader()

    def feed(packed: Iterable[bytes]) -> None:
        for piece in packed:
            for found in reader.feed(piece):
                selection.take(found)

    async for data in pieces:
        feed(unpacker.feed(data))
    feed(unpacker.finish())
    for found in reader.finish():
        selection.take(found)


async def _clear(connection: AsyncConnection, selection: Selection) -> int:
    """Remove what the file replaces; return how many programmes that were."""
    replaced = 0
    for key, window in selection.windows.items():
        meets = (PROGRAMMES.c.starts_at < window.ends_at) & (PROGRAMMES.c.ends_at > window.starts_at)
        replaced += (
            await connection.execute(delete(PROGRAMMES).where(PROGRAMMES.c.channel_key == key, meets))
        ).rowcount
    return replaced


async def _fill(connection: AsyncConnection, selection: Selection, changes: Changes) -> None:
    known = set(await connection.scalars(select(GUIDE_CHANNELS.c.key)))
    described = {
        key: {"name": entry.name, "icon_url": entry.icon_url, "imported_at": changes.clock.now()}
        for key, entry in selection.described()
    }
    for chosen, statement in (
        (described.keys() - known, insert(GUIDE_CHANNELS)),
        (described.keys() & known, update(GUIDE_CHANNELS).where(GUIDE_CHANNELS.c.key == bindparam("channel"))),
    ):
        rows = [{**described[key], ("channel" if key in known else "key"): key} for key in sorted(chosen)]
        if rows:
            await connection.execute(statement, rows)
    programmes = selection.rows()
    while some := list(islice(programmes, ROWS_AT_ONCE)):
        await connection.execute(insert(PROGRAMMES), some)
