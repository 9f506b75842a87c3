"""The service's life: parts opened in order, closed in reverse, and the work that goes on in between."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from monitoring.supervision import supervise
from panel.crew import Work
from panel.places import keep_places_fresh
from panel.services import Services


@asynccontextmanager
async def opened(services: Services) -> AsyncIterator[None]:
    """Hold every part above the database open; the ledger closes after all that writes to it."""
    async with AsyncExitStack() as stack:
        await services.catalog.load()
        await services.access.load()
        await services.preferences.refresh()
        await asyncio.to_thread(services.places.reload_if_changed)
        await services.ledger.open()
        await services.roster.refresh()
        stack.push_async_callback(services.roster.close)
        stack.push_async_callback(services.ledger.close)
        stack.push_async_callback(services.collected_kicks.close)
        stack.push_async_callback(services.usage.save)
        await services.health.open()
        stack.push_async_callback(services.health.close)
        stack.push_async_callback(services.manager.close)
        yield


def work_of(services: Services) -> Mapping[str, Work]:
    """Return what runs for as long as the service does, by name; what falls is restarted, unless it falls too often."""
    parts: dict[str, Work] = {
        "catalog": services.catalog.run,
        "access": services.access.run,
        "preferences": services.preferences.run,
        "ledger": services.ledger.run,
        "gateway": services.gateway.run,
        "health": services.health.run,
        "guide": services.guide.run,
        "usage": services.usage.run,
        "collectors": services.roster.run,
        "collected sessions": services.collected.run,
        "sampler": services.sampler.run,
        "manager": services.manager.run,
        "loop lag": services.metrics.loop_lag.run,
        "places": lambda: keep_places_fresh(services.places, services.clock),
    }
    return {name: partial(supervise, name, work, services.clock) for name, work in parts.items()}
