"""Moments of the past as they are asked for: put together once, and kept for who pages through them."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from monitoring.clock import Clock
from monitoring.ports import Places
from panel.db.engine import Database
from panel.moments.scene import PastScene, scene_of
from panel.moments.sessions import sessions_at
from panel.preferences.retention import Retention
from panel.problems import InvalidInputError

KEPT = 4
KEPT_FOR_S = 60.0


class Moments:
    """Reaches back as far as sessions are kept."""

    def __init__(self, database: Database, clock: Clock, places: Places, retention: Callable[[], Retention]) -> None:
        self._database = database
        self._clock = clock
        self._places = places
        self._retention = retention
        self._kept: OrderedDict[datetime, tuple[float, PastScene]] = OrderedDict()
        self._making = asyncio.Lock()

    async def at(self, moment: datetime) -> PastScene:
        """Return a moment. Raises InvalidInputError for one that is not past, or too long ago to be on record."""
        now = self._clock.now()
        if moment > now:
            raise InvalidInputError("that moment has not come yet", "at")
        days = self._retention().sessions_days
        if days is not None and moment < now - timedelta(days=days):
            raise InvalidInputError(f"sessions are kept for {days} days", "at")
        async with self._making:
            kept = self._kept.get(moment)
            if kept is not None and self._clock.monotonic_s() - kept[0] < KEPT_FOR_S:
                return kept[1]
            sessions = await sessions_at(self._database, moment)
            scene = await asyncio.to_thread(scene_of, sessions, moment, self._places)
            self._kept[moment] = (self._clock.monotonic_s(), scene)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return scene
