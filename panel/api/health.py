"""Whether the process lives and whether it does its work; both answer without a login."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from panel.db.errors import UNREACHABLE
from panel.services import Services

DATABASE_DEADLINE_S = 1.0
TICKS_MISSED = 3


def health_routes(services: Services) -> list[BaseRoute]:
    """Return `/healthz` and `/readyz`."""

    async def alive(_request: Request) -> Response:
        return _answer(200, "ok", None)

    async def ready(_request: Request) -> Response:
        reason = _tick_trouble(services) or await _database_trouble(services)
        return _answer(200, "ready", None) if reason is None else _answer(503, "unavailable", reason)

    return [Route("/healthz", alive), Route("/readyz", ready)]


def _tick_trouble(services: Services) -> str | None:
    age_s = services.sampler.age_s()
    if age_s is None:
        return "nothing was sampled yet"
    if age_s >= TICKS_MISSED * services.settings.sample_interval_s:
        return f"the newest tick is {age_s:.0f} s old"
    return None


async def _database_trouble(services: Services) -> str | None:
    try:
        async with asyncio.timeout(DATABASE_DEADLINE_S):
            await services.database.ping()
    except TimeoutError:
        return "the database did not answer within 1 s"
    except UNREACHABLE:
        return "the database does not answer"
    return None


def _answer(status: int, word: str, reason: str | None) -> Response:
    body = {"status": word} if reason is None else {"status": word, "reason": reason}
    return JSONResponse(body, status, {"Cache-Control": "no-store"})
