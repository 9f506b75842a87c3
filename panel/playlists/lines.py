"""Bytes to numbered lines of text, within bounds whatever the bytes are."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINE_BYTES = 64 * 1024
MAX_PLAYLIST_BYTES = 64 * 1024 * 1024
PIECE_BYTES = 256 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
GZIP_MAGIC = b"\x1f\x8b"
# 15 bits of window, and 16 for the gzip wrapper (RFC 1952).
GZIP_WINDOW_BITS = 15 + 16


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
        self._began = b""
        self._unpacker: zlib._Decompress | None = None
        self._plain = False

    def feed(self, data: bytes) -> Iterator[Line]:
        """Yield the lines that are complete now. Raises PlaylistError beyond `MAX_PLAYLIST_BYTES`."""
        for piece in self._unpacked(data):
            self._total_bytes += len(piece)
            if self._total_bytes > MAX_PLAYLIST_BYTES:
                raise PlaylistError(f"the playlist is larger than {MAX_PLAYLIST_BYTES // 2**20} MiB")
            yield from self._split(piece)

    def finish(self) -> Iterator[Line]:
        """Yield what is left after the last line end. Raises PlaylistError when packed data ends early."""
        if self._unpacker is not None and not self._unpacker.eof:
            raise PlaylistError("the gzipped playlist ends early")
        if not self._plain and self._began:
            yield from self._split(self._began)
        if self._pending or self._overlong:
            yield self._line(bytes(self._pending))
            self._pending.clear()
            self._overlong = False

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        if self._plain:
            yield data
            return
        if self._unpacker is None:
            self._began += data
            if len(self._began) < len(GZIP_MAGIC):
                return
            data, self._began = self._began, b""
            if not data.startswith(GZIP_MAGIC):
                self._plain = True
                yield data
                return
            self._unpacker = zlib.decompressobj(GZIP_WINDOW_BITS)
        while data and not self._unpacker.eof:
            try:
                yield self._unpacker.decompress(data, PIECE_BYTES)
            except zlib.error:
                raise PlaylistError("the gzipped playlist is damaged") from None
            data = self._unpacker.unconsumed_tail

    def _split(self, piece: bytes) -> Iterator[Line]:
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
        if self._overlong:
            return Line(self._number, None)
        if self._number == 1:
            content = content.removeprefix(BYTE_ORDER_MARK)
        content = content.removesuffix(b"\r")
        try:
            return Line(self._number, content.decode("utf-8"))
        except UnicodeDecodeError:
            return Line(self._number, content.decode("latin-1"))
