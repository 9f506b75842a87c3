"""The segments of an HLS source as one transport stream, as fast as they are to be played."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPStatus

import aiohttp

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure, failure_of
from panel.delivery.sources.continuity import Continuity
from panel.delivery.sources.live_edge import LiveEdge
from panel.delivery.sources.loading import Loaded, PlaylistLoader, joined
from panel.delivery.sources.pace import Pace
from panel.delivery.sources.playlist import LARGEST_SEGMENT_BYTES, MediaPlaylist, PlaylistSegment
from panel.delivery.sources.variants import MasterPlaylist
from panel.delivery.transport_stream import Aligner
from panel.delivery.upstream import Upstream

PIECE_BYTES = 64 * 1024
# So many segments or playlists in a row that cannot be had are the end of the source.
MOST_FAILURES = 3
# Segments that are shorter than this are asked for no faster.
SHORTEST_S = 0.2
NOT_TRANSPORT_STREAM = "the source's segments are not MPEG-TS"


class SegmentReader:
    """Plays a playlist from near its end on, or all of one that has ended."""

    def __init__(
        self,
        upstream: Upstream,
        loader: PlaylistLoader,
        loaded: Loaded,
        playlist: MediaPlaylist,
        clock: Clock,
        limits: DeliveryLimits,
    ) -> None:
        self._upstream = upstream
        self._loader = loader
        self._loaded = loaded
        self._edge = LiveEdge(playlist)
        self._clock = clock
        self._continuity = Continuity()
        self._pace = Pace(clock)
        self._chunk_bytes = limits.chunk_bytes
        self._failures = 0
        self._next_number = -1
        self._reload_s = clock.monotonic_s() + playlist.target_s

    async def pieces(self) -> AsyncGenerator[bytes]:
        """Yield whole packets whose counters continue; ends with the playlist. Raises SourceFailure."""
        while True:
            await self._reload_if_due()
            segment = self._edge.next()
            if segment is not None:
                async with aclosing(self._tried(segment)) as pieces:
                    async for piece in pieces:
                        yield piece
            elif self._edge.playlist.ended:
                return
            else:
                await self._clock.sleep(self._reload_s - self._clock.monotonic_s())

    async def _reload_if_due(self) -> None:
        target_s = self._edge.playlist.target_s
        if self._edge.playlist.ended or self._clock.monotonic_s() < self._reload_s:
            return
        is_new = False
        try:
            is_new = self._edge.follow(await self._reload())
        except SourceFailure as failure:
            self._note(failure)
        self._reload_s = self._clock.monotonic_s() + (target_s if is_new else target_s / 2)

    async def _reload(self) -> MediaPlaylist:
        loaded = await self._loader.load(self._loaded.address, urgent=True)
        if isinstance(loaded.playlist, MasterPlaylist):
            raise SourceFailure("the source's playlist became another")
        self._loaded = loaded
        return loaded.playlist

    async def _tried(self, segment: PlaylistSegment) -> AsyncGenerator[bytes]:
        """Yield the packets of a segment; one that cannot be had is left out, unless they are too many."""
        self._continuity.begin(new_time_line=segment.breaks or segment.number != self._next_number)
        self._next_number = segment.number + 1
        gave = False
        try:
            async with aclosing(self._packets(segment)) as pieces:
                async for piece in pieces:
                    gave = True
                    yield piece
        except SourceFailure as failure:
            self._note(failure)
            return
        except (aiohttp.ClientError, OSError) as error:
            self._note(failure_of(error))
            return
        if gave:
            self._failures = 0
        else:
            self._note(SourceFailure(NOT_TRANSPORT_STREAM))

    def _note(self, failure: SourceFailure) -> None:
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            raise failure

    async def _packets(self, segment: PlaylistSegment) -> AsyncGenerator[bytes]:
        part = segment.range
        headers, accepted = {}, HTTPStatus.OK
        if part is not None:
            headers["Range"] = f"bytes={part.first}-{part.first + part.size_bytes - 1}"
            accepted = HTTPStatus.PARTIAL_CONTENT
        address = joined(self._loaded.base, segment.address)
        aligner = Aligner()
        received_bytes = 0
        async with self._upstream.open(address, urgent=True, headers=headers, accepted=(accepted,)) as response:
            duration_s = max(SHORTEST_S, segment.duration_s or self._edge.playlist.target_s)
            self._pace.begin(duration_s, response.content_length)
            async for data in response.content.iter_chunked(PIECE_BYTES):
                received_bytes += len(data)
                if received_bytes > (LARGEST_SEGMENT_BYTES if part is None else part.size_bytes):
                    raise SourceFailure("a segment of the source is too large")
                aligner.feed(data)
                while packets := aligner.take(self._chunk_bytes):
                    yield self._continuity.feed(packets)
                await self._pace.wait(received_bytes)
        self._pace.end()
