"""Playlists as numbered lines, from a file or from an address."""

from collections.abc import AsyncIterator

from panel.documents import pieces
from panel.playlists.lines import Line, LineReader


async def playlist_lines(place: str, *, allow_private: bool) -> AsyncIterator[Line]:
    """Yield the lines of a file or an address. Raises InvalidInputError where it cannot be had, PlaylistError."""
    reader = LineReader()
    async for piece in pieces(place, allow_private=allow_private):
        for line in reader.feed(piece):
            yield line
    for line in reader.finish():
        yield line


async def text_lines(text: str) -> AsyncIterator[Line]:
    """Yield the lines of a playlist that is at hand. Raises PlaylistError."""
    reader = LineReader()
    for line in reader.feed(text.encode()):
        yield line
    for line in reader.finish():
        yield line
