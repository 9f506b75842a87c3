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
from panel.guide.selection import GuideReport, Selection, Window
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
        await _describe_channels(changes, selection)
        report.replaced = await _fill(changes, selection)
        # Who kept a guide that was made meanwhile has to notice that it is not the last.
        await _describe_channels(changes, selection)
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


async def _describe_channels(changes: Changes, selection: Selection) -> None:
    described = {
        key: {"name": entry.name, "icon_url": entry.icon_url, "imported_at": changes.clock.now()}
        for key, entry in selection.described()
    }
    async with changes.database.begin() as connection:
        known = set(await connection.scalars(select(GUIDE_CHANNELS.c.key)))
        added = [{"key": key, **described[key]} for key in sorted(described.keys() - known)]
        again = [{"channel": key, **described[key]} for key in sorted(described.keys() & known)]
        if added:
            await connection.execute(insert(GUIDE_CHANNELS), added)
        if again:
            this = GUIDE_CHANNELS.c.key == bindparam("channel")
            await connection.execute(update(GUIDE_CHANNELS).where(this), again)


async def _fill(changes: Changes, selection: Selection) -> int:
    """Put the programmes in, each channel's old ones out with its first new; return how many were replaced.

    In transactions short enough that others who write need not wait.
    """
    replaced = 0
    cleared: set[str] = set()
    programmes = selection.rows()
    while some := list(islice(programmes, ROWS_AT_ONCE)):
        first_met = {str(row["channel_key"]) for row in some} - cleared
        async with changes.database.begin() as connection:
            for key in sorted(first_met):
                replaced += await _clear(connection, key, selection.windows[key])
            await connection.execute(insert(PROGRAMMES), some)
        cleared |= first_met
    return replaced


async def _clear(connection: AsyncConnection, key: str, window: Window) -> int:
    """Remove what the file replaces of a channel; return how many programmes that were."""
    meets = (PROGRAMMES.c.starts_at < window.ends_at) & (PROGRAMMES.c.ends_at > window.starts_at)
    return (await connection.execute(delete(PROGRAMMES).where(PROGRAMMES.c.channel_key == key, meets))).rowcount
