"""What follows the database goes on after it was away."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from panel.db.following import follow
from tests.fakes.clock import ManualClock


async def test_an_outage_is_told_once_and_ends() -> None:
    clock, asked = ManualClock(), list[int]()

    async def refresh() -> None:
        asked.append(len(asked))
        if 1 <= asked[-1] <= 3:
            raise OperationalError("SELECT 1", {}, OSError("away"))

    with capture_logs() as said:
        following = asyncio.create_task(follow("catalog", refresh, clock))
        for _ in range(6):
            await clock.advance(1.0)
        following.cancel()
        with pytest.raises(asyncio.CancelledError):
            await following
    assert len(asked) == 6
    assert [entry["event"] for entry in said] == [
        "the database cannot be followed",
        "the database is followed again",
    ]
