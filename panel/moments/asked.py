"""The past as it is asked for over sockets; implements `monitoring.ports.Moments`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import structlog

from monitoring.contract.moments import PastDashboard
from monitoring.errors import RequestError
from monitoring.ports import Past
from monitoring.scene import Scene
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.moments.figures import dashboard_at
from panel.moments.moments import Moments
from panel.problems import InvalidInputError

log = structlog.get_logger(__name__)


class AskedMoments:
    """Raises RequestError, as sockets answer it, whatever is wrong."""

    def __init__(self, moments: Moments, database: Database, past: Past) -> None:
        self._moments = moments
        self._database = database
        self._past = past

    async def scene(self, at: datetime) -> Scene:
        async with _told():
            return await self._moments.at(at)

    async def dashboard(self, at: datetime) -> PastDashboard:
        async with _told():
            return await dashboard_at(await self._moments.at(at), self._database, self._past)


@asynccontextmanager
async def _told() -> AsyncIterator[None]:
    try:
        yield
    except InvalidInputError as error:
        raise RequestError("bad_request", f"at: {error.message}", "at") from error
    except UNREACHABLE as error:
        log.warning("a moment cannot be read", error=type(error).__name__)
        raise RequestError("unavailable", "the database does not answer") from error
