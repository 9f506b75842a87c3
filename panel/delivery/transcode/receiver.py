"""Pulls a source that is not HTTP through ffmpeg, as it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import structlog

from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import NOT_TRANSPORT_STREAM, REFUSED_ADDRESS, SourceFailure
from panel.delivery.transcode.process import Encoder, encoder
from panel.delivery.transcode.program import require_ffmpeg
from panel.delivery.transcode.protocols import PROTOCOLS, Protocol, arguments, script
from panel.delivery.upstream import Upstream

# What ffmpeg's last words mean.
MEANINGS = (
    ("refused", "the source refuses connections"),
    ("timed out", "the source did not answer in time"),
    ("unauthorized", "the source asks for other credentials"),
    ("forbidden", "the source answers 403"),
    ("not found", "the source answers 404"),
    ("invalid data", NOT_TRANSPORT_STREAM),
    ("whitelist", NOT_TRANSPORT_STREAM),
    ("address already in use", "another stream has the source's port"),
)
UNREACHABLE = "the source cannot be reached"

log = structlog.get_logger(__name__)


class _Ended(SourceFailure):
    """ffmpeg ended; why is in its last words."""


class ReceivedBody:
    """What ffmpeg receives; `peeked` was read of it already."""

    content_type = "video/mp2t"
    held_s = 0.0

    def __init__(self, made: Encoder, peeked: bytes) -> None:
        self._made = made
        self._peeked = peeked

    async def read(self) -> bytes:
        peeked, self._peeked = self._peeked, b""
        return peeked or await self._made.read()


def protocol_of(address: str) -> Protocol | None:
    """Return how ffmpeg pulls the source at `address`; None where it does not."""
    return PROTOCOLS.get(address.partition("://")[0].lower())


@asynccontextmanager
async def received(
    address: str, protocol: Protocol, upstream: Upstream, limits: DeliveryLimits, *, urgent: bool
) -> AsyncIterator[ReceivedBody]:
    """Yield what the source at `address` sends, as MPEG-TS. Raises SourceFailure."""
    program = await require_ffmpeg()
    listed = script(address, await _host(address, protocol, upstream), protocol)
    made: Encoder | None = None
    try:
        async with encoder(program, arguments(protocol)) as made:
            async with upstream.turn(urgent=urgent):
                first = await _first(made, listed, limits)
            yield ReceivedBody(made, first)
    except _Ended:
        said = None if made is None else made.complaint
        log.warning("receiving ended", said=said)
        raise SourceFailure(_meaning(said or "")) from None


async def _host(address: str, protocol: Protocol, upstream: Upstream) -> str | None:
    """Return the address that ffmpeg is to connect to, so that it asks no resolver again; None where any will do.

    Raises SourceFailure where the source is not allowed.
    """
    if upstream.allows_private:
        return None
    parts = urlsplit(address)
    if protocol.leads_elsewhere or parts.hostname is None:
        raise SourceFailure(REFUSED_ADDRESS)
    return await upstream.resolve(parts.hostname, parts.port or 0)


async def _first(made: Encoder, listed: bytes, limits: DeliveryLimits) -> bytes:
    try:
        async with asyncio.timeout(limits.transcoder_start_s):
            await made.write(listed)
            made.finish()
            first = await made.read()
    except TimeoutError:
        raise SourceFailure("the source sends nothing") from None
    except OSError:
        first = b""
    if not first:
        raise _Ended(UNREACHABLE)
    return first


def _meaning(said: str) -> str:
    words = said.lower()
    return next((meaning for word, meaning in MEANINGS if word in words), UNREACHABLE)
