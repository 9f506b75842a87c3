"""Bytes to numbered lines of text, within bounds whatever the bytes are."""

from collections.abc import Iterator
from dataclasses import dataclass

from panel.documents import Unpacker

MAX_LINE_BYTES = 64 * 1024
MAX_PLAYLIST_BYTES = 64 * 1024 * 1024
MAX_LINES = 2_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class PlaylistError(Exception):
    """The playlist as a whole cannot be read; one line for a person."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `text` is None where it is longer than `MAX_LINE_BYTES`."""

    number: int
    text: str | None


class LineReader:
    """Takes a playlist as it arrives, gzipped or not, and gives its lines.

    Lines are UTF-8, or Latin-1 where they are not valid UTF-8; a byte order mark and CR before LF are dropped.
    """

    def __init__(self) -> None:
        self._number = 0
        self._total_bytes = 0
        self._pending = bytearray()
        self._overlong = False
        self._unpacker = Unpacker()

    def feed(self, data: bytes) -> Iterator[Line]:
        """Yield the lines that are complete now. Raises PlaylistError for too much, InvalidInputError when damaged."""
        for piece in self._unpacker.feed(data):
            yield from self._split(piece)

    def finish(self) -> Iterator[Line]:
        """Yield what is left after the last line end. Raises InvalidInputError when packed data ends early."""
        for piece in self._unpacker.finish():
            yield from self._split(piece)
        if self._pending or self._overlong:
            yield self._line(bytes(self._pending))
            self._pending.clear()
            self._overlong = False

    def _split(self, piece: bytes) -> Iterator[Line]:
        self._total_bytes += len(piece)
        if self._total_bytes > MAX_PLAYLIST_BYTES:
            raise PlaylistError(f"the playlist is larger than {MAX_PLAYLIST_BYTES // 2**20} MiB")
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            self._hold(piece[start:end])
            yield self._line(bytes(self._pending))
            self._pending.clear()
            self._overlong = False
            start = end + 1
        self._hold(piece[start:])

    def _hold(self, part: bytes) -> None:
        if self._overlong:
            return
        self._pending += part
        if len(self._pending) > MAX_LINE_BYTES:
            self._pending.clear()
            self._overlong = True

    def _line(self, content: bytes) -> Line:
        self._number += 1
        if self._number > MAX_LINES:
            raise PlaylistError(f"the playlist has more than {MAX_LINES} lines")
        if self._overlong:
            return Line(self._number, None)
        if self._number == 1:
            content = content.removeprefix(BYTE_ORDER_MARK)
        content = content.removesuffix(b"\r")
        try:
            return Line(self._number, content.decode("utf-8"))
        except UnicodeDecodeError:
            return Line(self._number, content.decode("latin-1"))
