"""Keeps a background task alive, and says so when it cannot."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from monitoring.clock import Clock

_log = structlog.get_logger(__name__)


class TaskFailed(Exception):
    """A supervised task fell too often; the process should end rather than go on without it."""


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """Restart after `delay_s`, unless that would be more than `most` restarts within `within_s` seconds."""

    delay_s: float = 0.5
    most: int = 5
    within_s: float = 60.0


async def supervise(
    name: str, start: Callable[[], Awaitable[None]], clock: Clock, policy: RestartPolicy | None = None
) -> None:
    """Run `start()` for ever: restart it when it raises or returns; raise `TaskFailed` when it falls too often.

    Cancelling this cancels what it runs.
    """
    policy = policy or RestartPolicy()
    falls: deque[float] = deque()
    while True:
        try:
            await start()
        except Exception as error:
            fault: Exception | None = error
        else:
            fault = None
        now_s = clock.monotonic_s()
        falls.append(now_s)
        while falls[0] < now_s - policy.within_s:
            falls.popleft()
        if len(falls) > policy.most:
            _log.critical("task given up", task=name, falls=len(falls), exc_info=fault)
            raise TaskFailed(f"{name} fell {len(falls)} times within {policy.within_s:g} s") from fault
        _log.error("task fell and is restarted", task=name, exc_info=fault)
        await clock.sleep(policy.delay_s)
