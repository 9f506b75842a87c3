"""The service that the tests of the HTTP interface ask."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.panel.api.house import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """On SQLite."""
    async with open_house(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
async def any_house(tmp_path: Path, database_url: str) -> AsyncIterator[House]:
    """On each kind of database in turn."""
    async with open_house(tmp_path / "data", database_url=database_url) as opened:
        yield opened
