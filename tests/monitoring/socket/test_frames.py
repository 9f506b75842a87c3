"""Frames as an independent implementation reads them."""

import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from monitoring.socket.frames import WINDOW_BITS, deflated_frame, text_frame
from panel.serving import deflate


def read(data: bytes, extension: PerMessageDeflate | None = None) -> Frame:
    """Return the frame of a server, as a client that agreed on `extension` reads it."""
    reader = StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    parsing = Frame.parse(reader.read_exact, mask=False, max_size=None, extensions=[extension] if extension else None)
    try:
        while True:
            next(parsing)
    except StopIteration as stop:
        frame: Frame = stop.value
        return frame


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_a_message_of_any_length_is_one_whole_frame(length: int) -> None:
    frame = read(text_frame(b"x" * length))
    assert (frame.opcode, frame.fin, frame.data) == (Opcode.TEXT, True, b"x" * length)


@given(st.lists(st.text(max_size=2000), min_size=1, max_size=5))
def test_deflated_messages_are_read_one_by_one_within_the_agreed_window(texts: list[str]) -> None:
    receiver = PerMessageDeflate(True, True, WINDOW_BITS, WINDOW_BITS)
    for text in texts:
        frame = read(deflated_frame(text.encode()), receiver)
        assert (frame.opcode, frame.fin, frame.data) == (Opcode.TEXT, True, text.encode())


def test_nothing_refers_further_back_than_the_agreed_window() -> None:
    apart = b"".join(sha256(b"%d" % number).digest() for number in range(1400))
    message = apart + apart
    inflater = zlib.decompressobj(-WINDOW_BITS)
    payload = deflated_frame(message)[10:]
    # Given piece by piece, so that the receiver has nothing but its window.
    inflated = b"".join(inflater.decompress(payload[at : at + 1]) for at in range(len(payload)))
    assert inflated + inflater.decompress(b"\x00\x00\xff\xff") == message


def test_both_sides_mean_the_same_window() -> None:
    assert deflate.WINDOW_BITS == WINDOW_BITS
