"""What the tests of logins share: a database of each kind, a clock that stands, a journal that can be read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from monitoring.contract.requests import Role
from panel.api.models.access import OperatorCreate, OperatorRead
from panel.auth.access import Access
from panel.auth.accounts import create_operator
from panel.auth.operators import Operators
from panel.changes import Changes
from panel.db.engine import Database
from tests.fakes.clock import ManualClock

PASSWORD = "correct horse"
HOME = "198.51.100.7"


@dataclass(slots=True)
class Journal:
    """Keeps what it is told, as text."""

    entries: list[tuple[str, str | None, str | None, str]] = field(default_factory=list)

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        self.entries.append((kind, actor, subject, message))


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything about logins on one database."""

    database: Database
    clock: ManualClock
    journal: Journal
    access: Access
    operators: Operators

    def changes(self) -> Changes:
        return Changes(
            self.database,
            self.clock,
            self.journal,
            "root",
            allow_private_sources=False,
            committed=self.access.refresh,
        )

    async def add(self, name: str, role: Role = "admin") -> OperatorRead:
        return await create_operator(self.changes(), OperatorCreate(name=name, password=PASSWORD, role=role))


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    database, clock, journal = Database(database_url), ManualClock(), Journal()
    await database.open()
    access = Access(database, clock)
    await access.load()
    yield Desk(database, clock, journal, access, Operators(database, clock, access, journal))
    await database.close()
