"""Playlists of sources, good and bad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.playlist import (
    ByteRange,
    MediaPlaylist,
    PlaylistSegment,
    begins_playlist,
    read_playlist,
)
from panel.delivery.sources.variants import MasterPlaylist

HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n"


def media(text: str) -> MediaPlaylist:
    playlist = read_playlist(text)
    assert isinstance(playlist, MediaPlaylist)
    return playlist


def test_a_live_playlist() -> None:
    text = HEAD + "#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:9.5,title\na.ts\n\n#EXT-X-DISCONTINUITY\n#EXTINF:10,\nb.ts\n"
    assert media(text) == MediaPlaylist(
        10.0, (PlaylistSegment(7, "a.ts", 9.5, None, False), PlaylistSegment(8, "b.ts", 10.0, None, True)), False
    )


def test_lines_may_end_as_they_like_and_a_mark_may_begin_them() -> None:
    text = "\ufeff#EXTM3U\r\n#EXTINF:4,\r\n a.ts \r\n#EXT-X-ENDLIST"
    assert begins_playlist(text.encode())
    assert media(text) == MediaPlaylist(4.0, (PlaylistSegment(0, "a.ts", 4.0, None, False),), True)


def test_ranges_follow_one_another() -> None:
    text = HEAD + "".join(
        f"#EXTINF:4,\n#EXT-X-BYTERANGE:{size}\n{name}\n"
        for size, name in (("100@5", "a.ts"), ("50", "a.ts"), ("9@0", "b.ts"))
    )
    assert [segment.range for segment in media(text).segments] == [
        ByteRange(5, 100),
        ByteRange(105, 50),
        ByteRange(0, 9),
    ]


def test_gaps_are_left_out_but_counted() -> None:
    text = HEAD + "#EXTINF:4,\n#EXT-X-GAP\na.ts\n#EXTINF:4,\nb.ts\n"
    assert [(segment.number, segment.address) for segment in media(text).segments] == [(1, "b.ts")]


def test_the_best_variant_is_chosen() -> None:
    text = '#EXTM3U\n#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=9,BANDWIDTH=5\na\n#EXT-X-STREAM-INF:X="1,2",BANDWIDTH=7\nb\n'
    assert read_playlist(text + "#EXT-X-STREAM-INF:BANDWIDTH=-9\nc\n#EXT-X-STREAM-INF:\nd\n") == MasterPlaylist("b")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "malformed: it does not begin as one"),
        ("#EXTM3U\n", "has no segments"),
        (HEAD + "a.ts\n", "malformed: a segment has no duration"),
        (HEAD + "#EXTINF:-1,Channel\nhttp://x/1\n", "malformed: a segment's duration is none that may be"),
        (HEAD + "#EXTINF:nan,\na.ts\n", "malformed: a segment's duration is none that may be"),
        (HEAD + "#EXTINF:1e9,\na.ts\n", "malformed: a segment's duration is none that may be"),
        ("#EXTM3U\n#EXTINF:0,\na.ts\n", "malformed: it has no durations"),
        ("#EXTM3U\n#EXT-X-TARGETDURATION:-3\n", "malformed: its target duration is no number that may be"),
        (HEAD + "#EXT-X-MEDIA-SEQUENCE:-1\n", "malformed: its media sequence is no number that may be"),
        (HEAD + f"#EXT-X-MEDIA-SEQUENCE:{1 << 64}\n", "malformed: its media sequence is no number that may be"),
        (HEAD + f"#EXT-X-MEDIA-SEQUENCE:{'9' * 5000}\n", "malformed: its media sequence is no number that may be"),
        (HEAD + "#EXTINF:4,\n#EXT-X-BYTERANGE:-5@0\na.ts\n", "malformed: a segment's byte range is none"),
        (HEAD + "#EXTINF:4,\n#EXT-X-BYTERANGE:5\na.ts\n", "malformed: a byte range has no beginning"),
        (HEAD + "#EXTINF:4,\n#EXT-X-BYTERANGE:9999999999@0\na.ts\n", "a segment of the source is too large"),
        (HEAD + '#EXT-X-KEY:METHOD=AES-128,URI="k"\n', "encrypted, which is not supported"),
        (HEAD + '#EXT-X-MAP:URI="init.mp4"\n', "fragmented MP4, not MPEG-TS"),
        (HEAD + "#EXTINF:1,\na\n" * 20_001, "has too many segments"),
        ("#EXTM3U\n" + "#EXT-X-STREAM-INF:\na\n" * 1001, "has too many variants"),
    ],
)
def test_what_cannot_be_played_says_why(text: str, reason: str) -> None:
    with pytest.raises(SourceFailure) as raised:
        read_playlist(text)
    assert str(raised.value).endswith(reason)


TAGS = (
    "EXTINF",
    "EXT-X-BYTERANGE",
    "EXT-X-TARGETDURATION",
    "EXT-X-MEDIA-SEQUENCE",
    "EXT-X-KEY",
    "EXT-X-GAP",
    "EXT-X-STREAM-INF",
)
LINES = st.lists(
    st.one_of(st.text(), st.builds(lambda tag, value: f"#{tag}:{value}", st.sampled_from(TAGS), st.text()))
)


@given(LINES)
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    try:
        playlist = read_playlist("\n".join(["#EXTM3U", *lines]))
    except SourceFailure:
        return
    if isinstance(playlist, MediaPlaylist):
        assert playlist.target_s >= 1
        assert playlist.segments
