"""Background work that is owned: it lives as long as the service, and its death ends the service."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

Work = Callable[[], Awaitable[None]]

log = structlog.get_logger(__name__)


class Crew:
    """Runs pieces of work side by side; when one ends before `dismiss`, `failed` names it and `alarm` is called."""

    def __init__(self, alarm: Callable[[], None]) -> None:
        self._alarm = alarm
        self._names: dict[asyncio.Task[None], str] = {}
        self.failed: str | None = None

    def start(self, name: str, work: Work) -> None:
        """Run `work` until `dismiss`."""
        task = asyncio.get_running_loop().create_task(_awaited(work), name=name)
        self._names[task] = name
        task.add_done_callback(self._ended)

    async def dismiss(self) -> None:
        """Cancel everything and wait for it."""
        tasks = list(self._names)
        self._names.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        name = self._names.pop(task, None)
        if name is None:
            return
        error = None if task.cancelled() else task.exception()
        log.critical("a part of the service died, so the service ends", part=name, exc_info=error)
        self.failed = self.failed or name
        self._alarm()


async def _awaited(work: Work) -> None:
    await work()
