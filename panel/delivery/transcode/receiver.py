"""Pulls a source that is not HTTP through ffmpeg, as it is."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import structlog

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import NOT_TRANSPORT_STREAM, REFUSED_ADDRESS, SourceFailure
from panel.delivery.transcode.process import END_S, Encoder, encoder
from panel.delivery.transcode.program import require_ffmpeg
from panel.delivery.transcode.protocols import PROTOCOLS, Protocol, arguments, script
from panel.delivery.upstream import Upstream

PORT_TAKEN = "another stream has the source's port"
PORT_WAIT_S = END_S + 1.0
PORT_STEP_S = 0.1
# What ffmpeg's last words mean.
MEANINGS = (
    ("address already in use", PORT_TAKEN),
    ("refused", "the source refuses connections"),
    ("timed out", "the source did not answer in time"),
    ("unauthorized", "the source asks for other credentials"),
    ("forbidden", "the source answers 403"),
    ("not found", "the source answers 404"),
    ("invalid data", NOT_TRANSPORT_STREAM),
    ("whitelist", NOT_TRANSPORT_STREAM),
)
UNREACHABLE = "the source cannot be reached"

log = structlog.get_logger(__name__)


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
    address: str, protocol: Protocol, upstream: Upstream, clock: Clock, limits: DeliveryLimits, *, urgent: bool
) -> AsyncIterator[ReceivedBody]:
    """Yield what the source at `address` sends, as MPEG-TS. Raises SourceFailure."""
    program = await require_ffmpeg()
    listed = script(address, await _host(address, protocol, upstream), protocol)
    until_s = clock.monotonic_s() + PORT_WAIT_S
    while True:
        async with encoder(program, arguments(protocol)) as made:
            async with upstream.turn(urgent=urgent):
                first = await _first(made, listed, limits)
            if first:
                yield ReceivedBody(made, first)
                return
        log.debug("receiving ended", said=made.complaint)
        meaning = _meaning(made.complaints)
        if meaning != PORT_TAKEN or clock.monotonic_s() >= until_s:
            raise SourceFailure(meaning)
        # The one before may be on its way out.
        await clock.sleep(PORT_STEP_S)


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
    """Return the first it receives; nothing where it ends before that."""
    try:
        async with asyncio.timeout(limits.transcoder_start_s):
            await made.write(listed)
            made.finish()
            return await made.read()
    except TimeoutError:
        raise SourceFailure("the source sends nothing") from None
    except OSError:
        return b""


def _meaning(said: Sequence[str]) -> str:
    words = " ".join(said).lower()
    return next((meaning for word, meaning in MEANINGS if word in words), UNREACHABLE)
