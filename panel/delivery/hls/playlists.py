"""Playlists in the format of RFC 8216."""

from collections.abc import Sequence

from panel.delivery.hls.segment import Segment

CONTENT_TYPE = "application/vnd.apple.mpegurl"
VERSION = 3
"""Durations with decimals (section 7)."""
FOLDER = "live"
"""Where segments are, as seen from the media playlist."""


def master_playlist(child: str, peak_bps: int) -> bytes:
    """Return a master playlist (section 4.3.4) of one stream, whose media playlist is at `child`."""
    return f"#EXTM3U\n#EXT-X-VERSION:{VERSION}\n#EXT-X-STREAM-INF:BANDWIDTH={peak_bps}\n{child}\n".encode()


def media_playlist(segments: Sequence[Segment], target_s: int, breaks_before: int) -> bytes:
    """Return a live media playlist (section 4.3.3) of consecutive segments, which are in `FOLDER`.

    `breaks_before` says how many discontinuities were in segments that are listed no more.
    """
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{target_s}",
        f"#EXT-X-MEDIA-SEQUENCE:{segments[0].number}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{breaks_before}",
    ]
    for segment in segments:
        if segment.breaks:
            lines.append("#EXT-X-DISCONTINUITY")
        lines += (f"#EXTINF:{segment.duration_s:.3f},", f"{FOLDER}/{segment.number}.ts")
    return ("\n".join(lines) + "\n").encode()
