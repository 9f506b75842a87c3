"""What the tests of the past share: a database of each kind, and a panel reduced to its ledger."""

from collections.abc import AsyncIterator

import pytest

from panel.db.engine import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.open()
    yield opened
    await opened.close()
