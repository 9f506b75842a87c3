"""Memory images follow the database: looked at once a second, and kept as they are while it is away."""

from collections.abc import Awaitable, Callable

import structlog

from monitoring.clock import Clock
from panel.db.errors import UNREACHABLE

REFRESH_INTERVAL_S = 1.0

log = structlog.get_logger(__name__)


async def follow(what: str, refresh: Callable[[], Awaitable[object]], clock: Clock) -> None:
    """Call `refresh` once a second, for ever; that the database went away and came back is logged once each."""
    away = False
    while True:
        await clock.sleep(REFRESH_INTERVAL_S)
        try:
            await refresh()
        except UNREACHABLE as error:
            if not away:
                log.warning("the database cannot be followed", image=what, error=type(error).__name__)
            away = True
            continue
        if away:
            log.info("the database is followed again", image=what)
        away = False
