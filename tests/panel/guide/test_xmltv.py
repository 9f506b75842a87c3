"""Hostile guides: bounded in size and memory."""

import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.documents import Unpacker
from panel.guide.xmltv import GuideSkip, ProgrammeEntry, XmltvReader
from panel.problems import InvalidInputError


def bomb(unpacked_bytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    head = packer.compress(b"<tv><programme><title>")
    body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(unpacked_bytes // 1_000_000))
    return head + body + packer.flush()


def read_all(unpacker: Unpacker, reader: XmltvReader, packed: bytes) -> None:
    for piece in unpacker.feed(packed):
        assert list(reader.feed(piece)) == []


def test_a_bomb_is_given_up_at_its_limit_without_being_held() -> None:
    packed = bomb(200_000_000)
    unpacker, reader = Unpacker(), XmltvReader(max_bytes=64 * 2**20)
    tracemalloc.start()
    with pytest.raises(InvalidInputError, match="larger than 64 MiB"):
        read_all(unpacker, reader, packed)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 20_000_000


def test_texts_are_cut_to_length_and_cleaned() -> None:
    reader = XmltvReader()
    long = "x" * 10_000
    content = (
        f'<tv><programme start="2026" stop="2027" channel=" a\tb "><title>A\nB &#x202e;C</title><title>other</title>'
        f"<desc>{long}</desc><desc>other</desc></programme></tv>"
    )
    (found,) = [*reader.feed(content.encode()), *reader.finish()]
    assert isinstance(found, ProgrammeEntry)
    assert (found.channel_id, found.title, found.description) == ("a b", "A B C", "x" * 4096)


@settings(max_examples=200)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "<tv>",
                "</tv>",
                '<programme start="2026" stop="2027" channel="a">',
                "</programme>",
                "<title>",
                "</title>",
                '<channel id="a">',
                "</channel>",
                "<x>",
                "</x>",
                "&amp;",
                "text",
                "<!-- c -->",
                '<icon src="s"/>',
                "<",
            ]
        ),
        max_size=30,
    )
)
def test_no_order_of_elements_does_worse_than_a_refusal(pieces: list[str]) -> None:
    reader = XmltvReader()
    with suppress(InvalidInputError):
        for piece in pieces:
            for found in reader.feed(piece.encode()):
                assert not isinstance(found, GuideSkip) or found.reason
        list(reader.finish())
