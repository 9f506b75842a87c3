"""Players' addresses and what they say of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.players.addresses import LiveAddress, StreamIdConvertor
from panel.players.user_agent import user_agent


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"VLC/3.0.24 LibVLC/3.0.24", "VLC/3.0.24 LibVLC/3.0.24"),
        (b"  padded ", "padded"),
        (b"evil\x1b[31m\x7f\x00", "evil[31m"),
        ("Плеер".encode(), "Плеер"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"a" * 5000, "a" * 512),
        (b"", None),
        (b"\x01\x02", None),
    ],
)
def test_a_user_agent_is_printable_text(value: bytes, expected: str | None) -> None:
    assert user_agent([(b"host", b"panel"), (b"User-Agent", value), (b"user-agent", b"second")]) == expected


def test_there_may_be_no_user_agent() -> None:
    assert user_agent([(b"host", b"panel")]) is None


@given(st.binary())
def test_any_bytes_give_harmless_text(value: bytes) -> None:
    text = user_agent([(b"user-agent", value)])
    assert text is None or (text.isprintable() and 0 < len(text) <= 512)


def test_a_password_is_not_shown() -> None:
    assert "hunter2" not in repr(LiveAddress("alice", "hunter2", 1))


@given(st.integers(0, 10**18 - 1))
def test_stream_ids_are_numbers(number: int) -> None:
    convertor = StreamIdConvertor()
    assert convertor.convert(convertor.to_string(number)) == number
