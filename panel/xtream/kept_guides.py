"""Guide files: made once for each import and change of the catalog, kept gzipped (RFC 1952), given packed or not."""

import asyncio
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from dataclasses import dataclass

from panel.catalog import StreamFact
from panel.documents import GZIP_WINDOW_BITS
from panel.guide.guide import Guide
from panel.xtream.guide_file import guide_file

MAX_KEPT_BYTES = 64 * 1024 * 1024
PIECE_BYTES = 64 * 1024
QUICK_LEVEL = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    version: Hashable
    packed: bytes


class KeptGuides:
    """Files by who may see the same; the least used are given up first. `forget` when the catalog has changed."""

    def __init__(self, guide: Guide, max_bytes: int = MAX_KEPT_BYTES) -> None:
        self._guide = guide
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._changes = 0
        self._turn = asyncio.Lock()

    def forget(self) -> None:
        self._changes += 1

    async def get(self, key: Hashable, choose: Callable[[], Sequence[StreamFact]]) -> bytes:
        """Return the gzipped guide of the streams that `choose`, called in a thread, returns.

        Raises what a database that is away raises (`UNREACHABLE`).
        """
        known = self._known(key, await self._version())
        if known is not None:
            return known
        async with self._turn:
            version = await self._version()
            known = self._known(key, version)
            if known is not None:
                return known
            packed = await self._made(await asyncio.to_thread(choose))
            self._keep(key, _Kept(version, packed))
            return packed

    async def _version(self) -> Hashable:
        return self._changes, await self._guide.changed_at()

    def _known(self, key: Hashable, version: Hashable) -> bytes | None:
        kept = self._kept.get(key)
        if kept is None or kept.version != version:
            return None
        self._kept.move_to_end(key)
        return kept.packed

    async def _made(self, streams: Sequence[StreamFact]) -> bytes:
        packer = zlib.compressobj(QUICK_LEVEL, wbits=GZIP_WINDOW_BITS)
        pieces = guide_file(self._guide, streams)
        packed = [await asyncio.to_thread(packer.compress, piece.encode()) async for piece in pieces]
        return b"".join((*packed, packer.flush()))

    def _keep(self, key: Hashable, made: _Kept) -> None:
        self._kept[key] = made
        self._kept.move_to_end(key)
        while self._kept and sum(len(kept.packed) for kept in self._kept.values()) > self._max_bytes:
            self._kept.popitem(last=False)


async def in_pieces(packed: bytes) -> AsyncIterator[bytes]:
    """Yield a file as it is kept."""
    for start in range(0, len(packed), PIECE_BYTES):
        yield packed[start : start + PIECE_BYTES]


async def unpacked(packed: bytes) -> AsyncIterator[bytes]:
    """Yield what a file holds, in pieces whose size does not depend on it."""
    unpacker = zlib.decompressobj(GZIP_WINDOW_BITS)
    async for piece in in_pieces(packed):
        waiting = piece
        while waiting:
            yield unpacker.decompress(waiting, PIECE_BYTES)
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush()
