"""Background tasks are owned."""

import asyncio

from panel.delivery.task_owner import TaskOwner
from tests.fakes.clock import settle


async def test_one_that_dies_is_told_of() -> None:
    async def fails() -> None:
        raise RuntimeError("broken")

    deaths: list[str] = []
    TaskOwner().start(fails(), "fails", lambda: deaths.append("dead"))
    await settle()
    assert deaths == ["dead"]


async def test_closing_ends_all_and_tells_nobody() -> None:
    ended: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    owner = TaskOwner()
    for _ in range(3):
        owner.start(waits(), "waits", lambda: ended.append("died"))
    await settle()
    await owner.close()
    assert ended == ["ended"] * 3
    await owner.close()
