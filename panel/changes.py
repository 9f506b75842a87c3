"""How lines, streams, operators and the rest are changed: one transaction, revision and audit in it, then told."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from monitoring.clock import Clock
from panel.audit.chain import append
from panel.audit.entry import AuditEntry, difference
from panel.db.engine import Database
from panel.db.revision import Scope, bump_revision
from panel.problems import ConflictError

if TYPE_CHECKING:
    from panel.audit.entry import State


class Journal(Protocol):
    """Where an activity is kept; must not block."""

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None: ...


class Changes:
    """The way to change what the database keeps, in the name of `actor`; `committed` is awaited after each commit."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        journal: Journal,
        actor: str,
        *,
        allow_private_sources: bool,
        committed: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self.database = database
        self.clock = clock
        self.actor = actor
        self.allow_private_sources = allow_private_sources
        self._journal = journal
        self._committed = committed
        self._noted: list[AuditEntry] = []

    @asynccontextmanager
    async def begin(self, scope: Scope = "catalog") -> AsyncIterator[AsyncSession]:
        """Give a session whose work is committed, and noticed by a running server, when the block ends well.

        What the block reads cannot be changed by another writer of that scope before the commit. What it noted is
        audited in the same transaction and told after it.
        """
        self._noted.clear()
        async with self.database.session() as session:
            await bump_revision(session, scope)
            yield session
            await append(session, self._noted)
            await session.commit()
        for entry in self._noted:
            self._journal.record(entry.kind, entry.actor, entry.subject, entry.message)
        if self._committed is not None:
            await self._committed()

    def note(
        self,
        kind: str,
        subject: str,
        *,
        before: "State | None" = None,
        after: "State | None" = None,
        secrets: Sequence[str] = (),
    ) -> None:
        """Say what the block does: `kind` is `<noun>.<past tense>`, None stands for a thing that does not exist.

        `secrets` are fields that change and stand in neither state.
        """
        noun, verb = kind.split(".")
        message = f"{self.actor} {verb} {noun} {subject}"
        changed = difference(before, after, secrets)
        self._noted.append(AuditEntry(self.clock.now(), self.actor, kind, subject, message, changed))

    def tell(self, kind: str, subject: str, message: str) -> None:
        """Keep an activity of this actor; `message` holds no secret."""
        self._journal.record(kind, self.actor, subject, message)


async def flush_or_conflict(session: AsyncSession, message: str, field: str) -> None:
    """Send what is pending. Raises ConflictError where the database has such a row already."""
    try:
        await session.flush()
    except IntegrityError:
        raise ConflictError(message, field) from None
