"""The chain: the hash of each entry covers its content and the hash before it, so that no change goes unnoticed.

SHA-256 (FIPS 180-4) over the JSON array of the hash before (`GENESIS` for the first entry), number, time (RFC 3339,
UTC, microseconds), actor, kind, subject, message and changes. How many entries there are is kept beside them, as the
number of the scope `audit` among the revisions, so that a cut end is noticed too. What is removed from the beginning
for its age leaves an anchor (see `panel.audit.shortening`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

import orjson
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Session

from panel.audit.anchor import GENESIS, Anchor, read_anchor, told_up_to
from panel.audit.entry import AuditEntry
from panel.db.engine import Database
from panel.db.revision import bumping, read_revisions
from panel.db.tables import AUDIT, REVISIONS

READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries were checked, and what is wrong with the first that does not fit; None where all do.

    `since` is when the first that is there was written; None while the chain is whole or empty.
    """

    entries: int
    problem: str | None
    since: datetime | None = None


def entry_hash(previous_hash: str, number: int, entry: AuditEntry) -> str:
    """Return the hash of the entry with this number."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [previous_hash, number, at, entry.actor, entry.kind, entry.subject, entry.message, entry.changes]
    return hashlib.sha256(orjson.dumps(content)).hexdigest()


async def append(connection: AsyncConnection | AsyncSession, entries: Sequence[AuditEntry]) -> None:
    """Add entries within the caller's transaction, those that are there already left out.

    From here to its commit the caller is the only one who appends.
    """
    await connection.run_sync(append_entries, entries)


def append_entries(connection: Connection | Session, entries: Sequence[AuditEntry]) -> None:
    """Do as `append`."""
    if not entries:
        return
    connection.execute(bumping("audit"))
    length = select(REVISIONS.c.number).where(REVISIONS.c.scope == "audit")
    number = int(connection.execute(length).scalar_one()) - 1
    known = _known(connection, [entry.key for entry in entries])
    newest = select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)
    newest_hash = connection.execute(newest).scalar() or GENESIS
    rows: list[dict[str, object]] = []
    for entry in entries:
        if entry.key not in known:
            number += 1
            newest_hash = entry_hash(newest_hash, number, entry)
            rows.append({**asdict(entry), "id": number, "hash": newest_hash})
    if rows:
        connection.execute(insert(AUDIT), rows)
    connection.execute(update(REVISIONS).where(REVISIONS.c.scope == "audit").values(number=number))


async def verify(database: Database) -> Verdict:
    """Read the chain from its beginning, or from its anchor, and compare."""
    while True:
        anchor, length, told = await _bounds(database)
        verdict = await _verify(database, anchor, length)
        if verdict.problem is None and told < anchor.number:
            return replace(verdict, problem=f"entries up to {anchor.number} were removed, which no entry says")
        # What is removed for its age while this reads it is not missing.
        if verdict.problem is None or (await _bounds(database))[0] == anchor:
            return verdict


async def _bounds(database: Database) -> tuple[Anchor, int, int]:
    """Return where the chain begins and ends, and up to where it says itself that entries were removed."""
    async with database.begin() as connection:
        length = (await read_revisions(connection))["audit"]
        return await read_anchor(connection), length, await told_up_to(connection)


async def _verify(database: Database, anchor: Anchor, length: int) -> Verdict:
    newest_hash, checked, since = anchor.hash, anchor.number, None
    while True:
        page = select(AUDIT).where(AUDIT.c.id > checked).order_by(AUDIT.c.id).limit(READ_AT_ONCE)
        async with database.begin() as connection:
            rows = (await connection.execute(page)).all()
        for row in rows:
            if row.id != checked + 1:
                return Verdict(checked - anchor.number, f"entry {checked + 1} is missing", since)
            entry = AuditEntry(row.at, row.actor, row.kind, row.subject, row.message, row.changes, row.key)
            newest_hash = entry_hash(newest_hash, row.id, entry)
            if newest_hash != row.hash:
                return Verdict(checked - anchor.number, f"entry {row.id} is not what it was", since)
            checked = row.id
            since = since or (row.at if anchor.number else None)
        if not rows:
            missing = f"entry {checked + 1} is missing" if checked < length else None
            return Verdict(checked - anchor.number, missing, since)


def _known(connection: Connection | Session, keys: Sequence[str]) -> set[str]:
    return {row.key for row in connection.execute(select(AUDIT.c.key).where(AUDIT.c.key.in_(keys)))}
