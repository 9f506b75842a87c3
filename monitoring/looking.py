"""Looking at the connections without keeping the event loop from others."""

import asyncio

from monitoring.contract.requests import ConnectionsQuery
from monitoring.digest import THREADED_FROM
from monitoring.scene import Scene
from monitoring.views import is_ready, select


async def look(scene: Scene, query: ConnectionsQuery) -> None:
    """Have the page of a query ready; in a thread where there are many connections to look through."""
    if len(scene.connections) >= THREADED_FROM and not is_ready(scene, query):
        await asyncio.to_thread(select, scene, query)
