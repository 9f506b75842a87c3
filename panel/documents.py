"""Files that are imported: read from the disk, or fetched under the rules of sources, and unpacked where gzipped."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp

from geo.address import is_public
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure, failure_of
from panel.delivery.upstream import Upstream
from panel.problems import InvalidInputError

PIECE_BYTES = 256 * 1024
GZIP_MAGIC = b"\x1f\x8b"
# 15 bits of window, and 16 for the gzip wrapper (RFC 1952).
GZIP_WINDOW_BITS = 15 + 16


def is_address(place: str) -> bool:
    """Tell whether a document is named by its address rather than as a file."""
    return place.lower().startswith(("http://", "https://"))


async def pieces(place: str, *, allow_private: bool) -> AsyncIterator[bytes]:
    """Yield a file or what an address answers, as it is. Raises InvalidInputError."""
    source = _fetched(place, allow_private=allow_private) if is_address(place) else _read(Path(place))
    async for piece in source:
        yield piece


class Unpacker:
    """Takes a document as it arrives and gives it unpacked, in pieces of bounded size, whatever it claims to be."""

    def __init__(self) -> None:
        self._began = b""
        self._plain = False
        self._member: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what these bytes hold. Raises InvalidInputError for a damaged archive."""
        if not self._plain and self._member is None:
            data, self._began = self._began + data, b""
            if len(data) < len(GZIP_MAGIC):
                self._began = data
                return
            if data.startswith(GZIP_MAGIC):
                self._member = zlib.decompressobj(GZIP_WINDOW_BITS)
            else:
                self._plain = True
        if self._member is None:
            yield data
            return
        yield from self._unpacked(self._member, data)

    def finish(self) -> Iterator[bytes]:
        """Yield what is left. Raises InvalidInputError when an archive ends early."""
        if self._member is not None and not self._member.eof:
            raise InvalidInputError("the gzipped file ends early")
        if self._began:
            yield self._began

    def _unpacked(self, member: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
        while data:
            if member.eof:
                if not data.startswith(GZIP_MAGIC):
                    return
                # An archive may be several, one after the other (RFC 1952, section 2.2).
                member = self._member = zlib.decompressobj(GZIP_WINDOW_BITS)
            try:
                piece = member.decompress(data, PIECE_BYTES)
            except zlib.error:
                raise InvalidInputError("the gzipped file is damaged") from None
            data = member.unused_data if member.eof else member.unconsumed_tail
            if piece:
                yield piece


async def _read(file: Path) -> AsyncIterator[bytes]:
    try:
        with file.open("rb") as opened:
            while piece := opened.read(PIECE_BYTES):
                yield piece
    except OSError as error:
        raise InvalidInputError(f"{file}: {error.strerror}") from None


async def _fetched(address: str, *, allow_private: bool) -> AsyncIterator[bytes]:
    limits = DeliveryLimits()
    upstream = Upstream(limits, _any_address if allow_private else is_public)
    try:
        async with upstream.open(address, urgent=True) as response:
            while piece := await _next_piece(response, limits.source_stall_s):
                yield piece
    except SourceFailure as failure:
        raise InvalidInputError(str(failure)) from None
    finally:
        await upstream.close()


async def _next_piece(response: aiohttp.ClientResponse, wait_s: float) -> bytes:
    try:
        async with asyncio.timeout(wait_s):
            return await response.content.read(PIECE_BYTES)
    except (aiohttp.ClientError, OSError) as error:
        raise failure_of(error) from None


def _any_address(_address: str) -> bool:
    return True
