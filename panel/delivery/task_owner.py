"""Owns background tasks: none is lost, and one that dies is reported."""

import asyncio
from collections.abc import Callable, Coroutine

import structlog

log = structlog.get_logger(__name__)


class TaskOwner:
    """Starts tasks and keeps them until they are over."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None], name: str, died: Callable[[], None]) -> asyncio.Task[None]:
        """Run `work`; `died` is called when it ends by an exception, which is logged."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)

        def over(ended: asyncio.Task[None]) -> None:
            self._tasks.discard(ended)
            if ended.cancelled():
                return
            error = ended.exception()
            if error is not None:
                log.error("a background task died", task=name, exc_info=error)
                died()

        task.add_done_callback(over)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait for it."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
