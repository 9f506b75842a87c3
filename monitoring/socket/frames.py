"""Text messages as a server's WebSocket frames (RFC 6455, section 5.2), plain or deflated (RFC 7692, section 7.2.1)."""

import zlib

TEXT = 0x81
DEFLATED_TEXT = TEXT | 0x40

# What is agreed on with whoever takes deflated messages: each is deflated by itself, within a window of 32 KiB. zlib
# is a third slower within one of 4 KiB.
WINDOW_BITS = 15

# Rows repeat each other so much that more effort gains a tenth and costs two times as much.
_LEVEL = 3
_MEMORY_LEVEL = 8
_SYNC_FLUSH_TAIL_BYTES = 4


def frame_head(length: int) -> bytes:
    """Return what stands before a message of so many bytes in its frame."""
    return _head(TEXT, length)


def text_frame(message: bytes) -> bytes:
    """Return the one frame that carries a message of UTF-8."""
    return frame_head(len(message)) + message


def deflated_frame(message: bytes) -> bytes:
    """Return the one frame that carries a message of UTF-8, for any receiver of messages without context."""
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -WINDOW_BITS, _MEMORY_LEVEL)
    deflated = deflater.compress(message) + deflater.flush(zlib.Z_SYNC_FLUSH)
    deflated = deflated[:-_SYNC_FLUSH_TAIL_BYTES]
    return _head(DEFLATED_TEXT, len(deflated)) + deflated


def _head(first: int, length: int) -> bytes:
    if length < 126:
        return bytes((first, length))
    if length < 65_536:
        return bytes((first, 126)) + length.to_bytes(2, "big")
    return bytes((first, 127)) + length.to_bytes(8, "big")
