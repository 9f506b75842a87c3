"""Opens the file behind a title: the first of its sources that has it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from typing import Literal

import aiohttp
import structlog

from panel.delivery.admission import Refused
from panel.delivery.source_failure import SourceFailure
from panel.delivery.upstream import Upstream

ANSWERS = frozenset((200, 206, 416))
NO_FILES = ("text/html", "application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/x-mpegurl")

log = structlog.get_logger(__name__)


@asynccontextmanager
async def opened_file(
    upstream: Upstream,
    stream_id: int,
    sources: Sequence[str],
    method: Literal["GET", "HEAD"],
    headers: Mapping[str, str],
) -> AsyncIterator[aiohttp.ClientResponse]:
    """Yield what the first source that has the file answers: 200, 206 or 416. Raises Refused with 503 when none has."""
    async with AsyncExitStack() as stack:
        for address in sources:
            try:
                response = await stack.enter_async_context(
                    upstream.open(address, urgent=True, method=method, headers=headers, accepted=ANSWERS)
                )
            except SourceFailure as failure:
                log.info("a file cannot be had", stream=stream_id, reason=str(failure))
                continue
            if response.content_type in NO_FILES:
                log.info("a file cannot be had", stream=stream_id, reason="the source sends no file")
                continue
            break
        else:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "the source is down")
        yield response
