"""Fetches playlists: bounded in time and size, decompressed within bounds too."""

import asyncio
import zlib
from dataclasses import dataclass

import aiohttp
from yarl import URL

from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure, failure_of
from panel.delivery.sources.playlist import LARGEST_PLAYLIST_BYTES, MediaPlaylist, read_playlist
from panel.delivery.sources.variants import MasterPlaylist
from panel.delivery.upstream import Upstream

GZIP_WINDOW_BITS = 31
COMPRESSED = "the source sends compressed data"
TOO_LARGE = "the source's playlist is too large"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A playlist, the address it was asked at, and the one its own addresses are relative to."""

    address: str
    base: URL
    playlist: MasterPlaylist | MediaPlaylist


class PlaylistLoader:
    """Loads playlists of one source."""

    def __init__(self, upstream: Upstream, limits: DeliveryLimits) -> None:
        self._upstream = upstream
        self._limits = limits

    async def load(self, address: str, *, urgent: bool) -> Loaded:
        """Return the playlist at `address`. Raises SourceFailure."""
        async with self._upstream.open(address, urgent=urgent) as response:
            return await self.read(address, response, b"")

    async def load_media(self, loaded: Loaded, *, urgent: bool) -> tuple[Loaded, MediaPlaylist]:
        """Return what `loaded` stands for: itself, or the best of what it offers. Raises SourceFailure."""
        if isinstance(loaded.playlist, MediaPlaylist):
            return loaded, loaded.playlist
        return await self._load_part(loaded, loaded.playlist.best, urgent=urgent)

    async def load_sound(self, loaded: Loaded, *, urgent: bool) -> tuple[Loaded, MediaPlaylist] | None:
        """Return the sound of what `load_media` returns where that comes apart from it. Raises SourceFailure."""
        if isinstance(loaded.playlist, MediaPlaylist) or loaded.playlist.sound is None:
            return None
        return await self._load_part(loaded, loaded.playlist.sound, urgent=urgent)

    async def _load_part(self, master: Loaded, address: str, *, urgent: bool) -> tuple[Loaded, MediaPlaylist]:
        part = await self.load(joined(master.base, address), urgent=urgent)
        if not isinstance(part.playlist, MediaPlaylist):
            raise SourceFailure("the source's playlist leads to no segments but to other playlists")
        return part, part.playlist

    async def read(self, address: str, response: aiohttp.ClientResponse, peeked: bytes) -> Loaded:
        """Return the playlist of an answer of which `peeked` was read already. Raises SourceFailure."""
        data = bytearray(peeked)
        try:
            async with asyncio.timeout(self._limits.first_byte_s):
                async for piece in response.content.iter_any():
                    data += piece
                    if len(data) > LARGEST_PLAYLIST_BYTES:
                        raise SourceFailure(TOO_LARGE)
        except (aiohttp.ClientError, OSError) as error:
            raise failure_of(error) from None
        text = _decompressed(bytes(data)) if is_compressed(response) else bytes(data)
        return Loaded(address, response.url, read_playlist(text.decode(errors="replace")))


def is_compressed(response: aiohttp.ClientResponse) -> bool:
    """Tell whether an answer is compressed, although it was asked not to be. Raises SourceFailure if not as gzip."""
    coding = response.headers.get("Content-Encoding", "identity").lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise SourceFailure(COMPRESSED)
    return coding != "identity"


def joined(base: URL, address: str) -> str:
    """Return an address of a playlist as a whole one. Raises SourceFailure."""
    try:
        return str(base.join(URL(address)))
    except ValueError as error:
        raise failure_of(error) from None


def _decompressed(data: bytes) -> bytes:
    try:
        text = zlib.decompressobj(GZIP_WINDOW_BITS).decompress(data, LARGEST_PLAYLIST_BYTES + 1)
    except zlib.error:
        raise SourceFailure(COMPRESSED) from None
    if len(text) > LARGEST_PLAYLIST_BYTES:
        raise SourceFailure(TOO_LARGE)
    return text
