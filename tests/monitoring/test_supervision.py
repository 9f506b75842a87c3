"""Tasks that fall are restarted, and given up when they fall too often."""

import asyncio
import contextlib

import pytest
from structlog.testing import capture_logs

from monitoring.supervision import RestartPolicy, TaskFailed, supervise
from tests.fakes.clock import ManualClock, settle

POLICY = RestartPolicy(delay_s=0.5, most=2, within_s=60)


class Task:
    """Falls when told to."""

    def __init__(self) -> None:
        self.starts = 0
        self.cancelled = False
        self.falls = asyncio.Event()
        self.returns = False

    async def run(self) -> None:
        self.starts += 1
        try:
            await self.falls.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        self.falls.clear()
        if not self.returns:
            raise RuntimeError("fell")


@pytest.mark.parametrize("returns", [False, True])
async def test_a_task_that_falls_or_returns_is_restarted_after_a_pause(returns: bool) -> None:
    clock, task = ManualClock(), Task()
    task.returns = returns
    supervised = asyncio.create_task(supervise("task", task.run, clock, POLICY))
    await settle()
    with capture_logs() as logs:
        task.falls.set()
        await clock.advance(0.4)
        assert task.starts == 1
        await clock.advance(0.2)
    assert task.starts == 2
    assert [entry["event"] for entry in logs] == ["task fell and is restarted"]
    supervised.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await supervised
    assert task.cancelled


async def test_a_task_that_falls_too_often_is_given_up() -> None:
    clock, task = ManualClock(), Task()
    supervised = asyncio.create_task(supervise("task", task.run, clock, POLICY))
    with capture_logs():
        for _ in range(3):
            await clock.advance(1)
            task.falls.set()
            await settle()
    with pytest.raises(TaskFailed, match="task fell 3 times within 60 s") as caught:
        await supervised
    assert isinstance(caught.value.__cause__, RuntimeError)


async def test_falls_far_apart_are_forgiven() -> None:
    clock, task = ManualClock(), Task()
    supervised = asyncio.create_task(supervise("task", task.run, clock, POLICY))
    with capture_logs():
        for _ in range(6):
            await clock.advance(31)
            task.falls.set()
            await settle()
        await clock.advance(1)
    assert not supervised.done()
    assert task.starts == 7
    supervised.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await supervised
