"""Bytes to lines, however they are cut and whatever they are."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.playlists.lines import MAX_LINE_BYTES, MAX_PLAYLIST_BYTES, Line, LineReader, PlaylistError
from panel.problems import InvalidInputError


def read(*pieces: bytes) -> list[Line]:
    reader = LineReader()
    lines = [line for piece in pieces for line in reader.feed(piece)]
    return lines + list(reader.finish())


def texts(*pieces: bytes) -> list[str | None]:
    return [line.text for line in read(*pieces)]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"\n\n", ["", ""]),
        (b"\xef\xbb\xbf#EXTM3U\n", ["#EXTM3U"]),
        ("caf\u00e9".encode(), ["caf\u00e9"]),
        (b"caf\xe9\nok", ["caf\u00e9", "ok"]),
    ],
)
def test_lines_are_numbered_and_decoded(content: bytes, lines: list[str]) -> None:
    assert texts(content) == lines
    assert [line.number for line in read(content)] == list(range(1, len(lines) + 1))


@given(st.binary(max_size=300), st.lists(st.integers(0, 300), max_size=5), st.booleans())
def test_how_it_arrives_makes_no_difference(content: bytes, cuts: list[int], packed: bool) -> None:
    # What begins like an archive is taken for one.
    content = content.lstrip(b"\x1f")
    sent = gzip.compress(content) if packed else content
    ends = [*sorted(cut for cut in cuts if cut < len(sent)), len(sent)]
    pieces = [sent[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert read(*pieces) == read(content)


def test_a_line_that_is_too_long_is_left_out_and_the_next_is_read() -> None:
    lines = read(b"a\n", *[b"x" * 60_000] * 5, b"\nb")
    assert lines == [Line(1, "a"), Line(2, None), Line(3, "b")]
    assert texts(b"x" * MAX_LINE_BYTES) == ["x" * MAX_LINE_BYTES]
    assert texts(b"x" * (MAX_LINE_BYTES + 1)) == [None]


def test_too_much_is_refused_packed_or_not() -> None:
    piece = b"x" * 1024 * 1024 + b"\n"
    with pytest.raises(PlaylistError, match="larger than 64 MiB"):
        read(*[piece] * (MAX_PLAYLIST_BYTES // len(piece) + 1))
    bomb = gzip.compress(b"\0" * (MAX_PLAYLIST_BYTES + 1), 1)
    assert len(bomb) < 1_000_000
    with pytest.raises(PlaylistError, match="larger than 64 MiB"):
        read(bomb)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panel.playlists.lines.MAX_LINES", 1000)
    assert len(read(b"\n" * 1000)) == 1000
    with pytest.raises(PlaylistError, match="more than 1000 lines"):
        read(b"\n" * 1001)


def test_damaged_packing_is_said() -> None:
    packed = gzip.compress(b"#EXTM3U\n" * 1000)
    with pytest.raises(InvalidInputError, match="ends early"):
        read(packed[:-20])
    with pytest.raises(InvalidInputError, match="damaged"):
        read(packed[:12] + b"\xff" * 50)
