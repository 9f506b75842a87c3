"""Where playlists come from: a file, or an address that is fetched under the rules of sources."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp

from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure, failure_of
from panel.delivery.upstream import Upstream
from panel.playlists.lines import Line, LineReader, PlaylistError

PIECE_BYTES = 256 * 1024


def is_address(place: str) -> bool:
    """Tell whether a playlist is named by its address rather than as a file."""
    return place.lower().startswith(("http://", "https://"))


async def playlist_lines(place: str, *, allow_private: bool) -> AsyncIterator[Line]:
    """Yield the lines of a file or an address. Raises PlaylistError."""
    reader = LineReader()
    pieces = _fetched(place, allow_private=allow_private) if is_address(place) else _read(Path(place))
    async for piece in pieces:
        for line in reader.feed(piece):
            yield line
    for line in reader.finish():
        yield line


async def _read(file: Path) -> AsyncIterator[bytes]:
    try:
        with file.open("rb") as opened:
            while piece := opened.read(PIECE_BYTES):
                yield piece
    except OSError as error:
        raise PlaylistError(f"{file}: {error.strerror}") from None


async def _fetched(address: str, *, allow_private: bool) -> AsyncIterator[bytes]:
    limits = DeliveryLimits()
    upstream = Upstream(limits, allow_private=allow_private)
    try:
        async with upstream.open(address, urgent=True) as response:
            while piece := await _next_piece(response, limits.source_stall_s):
                yield piece
    except SourceFailure as failure:
        raise PlaylistError(str(failure)) from None
    finally:
        await upstream.close()


async def _next_piece(response: aiohttp.ClientResponse, wait_s: float) -> bytes:
    try:
        async with asyncio.timeout(wait_s):
            return await response.content.read(PIECE_BYTES)
    except (aiohttp.ClientError, OSError) as error:
        raise failure_of(error) from None
