"""What follows the database goes on after it was away."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from panel.db.following import follow
from tests.fakes.clock import ManualClock


async def test_an_outage_is_told_once_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    clock, asked = ManualClock(), list[int]()

    async def refresh() -> None:
        asked.append(len(asked))
        if 1 <= asked[-1] <= 3:
            raise OperationalError("SELECT 1", {}, OSError("away"))

    following = asyncio.create_task(follow("catalog", refresh, clock))
    for _ in range(6):
        await clock.advance(1.0)
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following
    assert len(asked) == 6
    said = capsys.readouterr().out
    assert said.count("cannot be followed") == 1
    assert said.count("followed again") == 1
