"""Gunzipping in pieces into a file, never more than allowed."""

import zlib
from typing import BinaryIO

_PIECE_BYTES = 1 << 20
# 15 bits of window, and 16 for the gzip wrapper (RFC 1952): its checksum and length are verified at the end.
_GZIP_WINDOW_BITS = 15 + 16


class UnpackError(Exception):
    """The data is not one whole gzip member within the limit; the message is one line."""


class Unpacker:
    """Takes gzip data as it arrives and writes what it holds. One thread at a time."""

    def __init__(self, target: BinaryIO, limit_bytes: int) -> None:
        self._target = target
        self._left_bytes = limit_bytes
        self._gzip = zlib.decompressobj(_GZIP_WINDOW_BITS)

    def feed(self, data: bytes) -> None:
        """Unpack the next bytes; raises UnpackError, and OSError from the file."""
        while data and not self._gzip.eof:
            try:
                piece = self._gzip.decompress(data, _PIECE_BYTES)
            except zlib.error as error:
                raise UnpackError("not a gzip file, or damaged") from error
            self._write(piece)
            data = self._gzip.unconsumed_tail
        if data or self._gzip.unused_data:
            raise UnpackError("more follows the end of the gzip file")

    def finish(self) -> None:
        """Say that no more comes; raises UnpackError when the end is missing."""
        if not self._gzip.eof:
            raise UnpackError("the gzip file ends early")

    def _write(self, piece: bytes) -> None:
        self._left_bytes -= len(piece)
        if self._left_bytes < 0:
            raise UnpackError("unpacks to more than a database may hold")
        self._target.write(piece)
