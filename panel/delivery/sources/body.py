"""What a source sends, whatever it is: a transport stream as it comes, or the segments of a playlist."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, closing
from typing import Protocol

import aiohttp

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure, failure_of
from panel.delivery.sources.loading import Loaded, PlaylistLoader, is_compressed
from panel.delivery.sources.low_water import LowWater, low_water_of
from panel.delivery.sources.playlist import MediaPlaylist, begins_playlist
from panel.delivery.sources.segments import SegmentReader
from panel.delivery.transcode.joiner import joined
from panel.delivery.transcode.receiver import protocol_of, received
from panel.delivery.transport_stream import Aligner
from panel.delivery.upstream import Upstream

# So much without five packets in a row is no transport stream.
PROOF_LIMIT_BYTES = 64 * 1024


class Body(Protocol):
    """Bytes of a source."""

    @property
    def content_type(self) -> str:
        """What the source says they are."""
        ...

    @property
    def held_s(self) -> float:
        """For how long, at most, what was read last had been there already."""
        ...

    async def read(self) -> bytes:
        """Return what came, or nothing at the end. Raises SourceFailure and errors of the HTTP client."""
        ...


class StreamBody:
    """The body of one answer; `peeked` was read of it already. Once it is proven, it is read by chunks."""

    def __init__(self, response: aiohttp.ClientResponse, peeked: bytes, limits: DeliveryLimits) -> None:
        self.content_type = response.content_type
        self._response = response
        self._limits = limits
        self._peeked = peeked
        self._unproven_bytes = PROOF_LIMIT_BYTES
        self._low_water: LowWater | None = None

    @property
    def held_s(self) -> float:
        return 0.0 if self._low_water is None else self._low_water.held_s

    async def read(self) -> bytes:
        peeked, self._peeked = self._peeked, b""
        data = peeked or await self._response.content.readany()
        if self._low_water is not None:
            self._low_water.read()
        elif self._unproven_bytes > 0:
            self._unproven_bytes -= len(data)
            if self._unproven_bytes <= 0:
                self._low_water = low_water_of(self._response, self._limits)
        return data

    def close(self) -> None:
        """Read no more."""
        if self._low_water is not None:
            self._low_water.close()


class CountedBody:
    """A body that tells the size of all that is read of it."""

    def __init__(self, body: Body, received: Callable[[int], None]) -> None:
        self.content_type = body.content_type
        self._body = body
        self._received = received

    @property
    def held_s(self) -> float:
        return self._body.held_s

    async def read(self) -> bytes:
        data = await self._body.read()
        if data:
            self._received(len(data))
        return data


class ExaminedBody:
    """A body whose packets are shown to somebody as they are read; `beginning` was read of it already."""

    def __init__(self, body: Body, beginning: bytes, most_bytes: int, show: Callable[[bytes], None]) -> None:
        self.content_type = body.content_type
        self._body = body
        self._most_bytes = most_bytes
        self._show = show
        self._aligner = Aligner()
        self._aligner.feed(beginning)

    @property
    def held_s(self) -> float:
        return self._body.held_s

    async def read(self) -> bytes:
        data = await self._body.read()
        self._aligner.feed(data)
        while packets := self._aligner.take(self._most_bytes):
            self._show(packets)
        return data


class SegmentBody:
    """The segments of a playlist, one after the other."""

    content_type = "video/mp2t"
    held_s = 0.0

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self._pieces = pieces

    async def read(self) -> bytes:
        return await anext(self._pieces, b"")


class Sources:
    """Opens sources of every kind."""

    def __init__(self, upstream: Upstream, clock: Clock, limits: DeliveryLimits) -> None:
        self._upstream = upstream
        self._clock = clock
        self._limits = limits
        self._loader = PlaylistLoader(upstream, limits)

    @asynccontextmanager
    async def open(self, address: str, *, urgent: bool) -> AsyncIterator[Body]:
        """Yield what the source at `address` sends. Raises SourceFailure."""
        protocol = protocol_of(address)
        if protocol is not None:
            async with received(address, protocol, self._upstream, self._clock, self._limits, urgent=urgent) as body:
                yield body
            return
        async with self._upstream.open(address, urgent=urgent) as response:
            compressed = is_compressed(response)
            peeked = b"" if compressed else await self._peek(response)
            if not compressed and not begins_playlist(peeked):
                with closing(StreamBody(response, peeked, self._limits)) as stream:
                    yield stream
                return
            loaded = await self._loader.read(address, response, peeked)
        async with self._played(await self._loader.load_media(loaded, urgent=urgent)) as picture:
            apart = await self._loader.load_sound(loaded, urgent=urgent)
            if apart is None:
                yield picture
                return
            async with self._played(apart) as sound, joined(picture, sound, self._limits) as both:
                yield both

    @asynccontextmanager
    async def _played(self, media: tuple[Loaded, MediaPlaylist]) -> AsyncIterator[SegmentBody]:
        reader = SegmentReader(self._upstream, self._loader, *media, self._clock, self._limits)
        async with aclosing(reader.pieces()) as pieces:
            yield SegmentBody(pieces)

    async def _peek(self, response: aiohttp.ClientResponse) -> bytes:
        try:
            async with asyncio.timeout(self._limits.first_byte_s):
                return await response.content.readany()
        except TimeoutError:
            raise SourceFailure("the source sends nothing") from None
        except (aiohttp.ClientError, OSError) as error:
            raise failure_of(error) from None
