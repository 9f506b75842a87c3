"""Playlists of HLS sources (RFC 8216, section 4), read within bounds."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.variants import MasterPlaylist, Variants

LARGEST_PLAYLIST_BYTES = 2 * 1024 * 1024
MOST_SEGMENTS = 20_000
LARGEST_SEGMENT_BYTES = 64 * 1024 * 1024
LONGEST_SEGMENT_S = 300.0
# Numbers are at most 64 bits (section 4.2).
LARGEST_NUMBER = (1 << 64) - 1

_METHOD = re.compile(r"(?:^|,)METHOD=([A-Z0-9-]+)")
_RANGE = re.compile(r"(\d{1,19})(?:@(\d{1,19}))?")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of a resource."""

    first: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class PlaylistSegment:
    """A segment; `address` may be relative to the playlist, and one that `breaks` does not continue what was before."""

    number: int
    address: str
    duration_s: float
    range: ByteRange | None
    breaks: bool


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    """What there is to play; `ended` when nothing will be added."""

    target_s: float
    segments: tuple[PlaylistSegment, ...]
    ended: bool


def begins_playlist(beginning: bytes) -> bool:
    """Tell whether these may be the first bytes of a playlist."""
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"#EXTM3U")


def read_playlist(text: str) -> MasterPlaylist | MediaPlaylist:
    """Return what a playlist says. Raises SourceFailure where it cannot be played."""
    lines = _lines(text)
    if next(lines, "") != "#EXTM3U":
        raise _malformed("it does not begin as one")
    draft = _Draft()
    for line in lines:
        if not line.startswith("#"):
            draft.add_address(line)
            continue
        tag, _, value = line.partition(":")
        reader = _TAGS.get(tag)
        if reader is not None:
            reader(draft, value)
    return draft.finish()


def _lines(text: str) -> Iterator[str]:
    for match in re.finditer(r"[^\r\n]+", text.removeprefix(_BYTE_ORDER_MARK)):
        line = match.group().strip()
        if line:
            yield line


def _malformed(why: str) -> SourceFailure:
    return SourceFailure(f"the source's playlist is malformed: {why}")


def _whole(value: str, what: str) -> int:
    digits = value.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 20 or int(digits) > LARGEST_NUMBER:
        raise _malformed(f"its {what} is no number that may be")
    return int(digits)


@dataclass(slots=True)
class _Draft:
    target_s: float = 0.0
    number: int = 0
    ended: bool = False
    segments: list[PlaylistSegment] = field(default_factory=list)
    variants: Variants = field(default_factory=Variants)
    duration_s: float | None = None
    variant: str | None = None
    range: tuple[int, int | None] | None = None
    is_gap: bool = False
    breaks: bool = False
    range_end: int | None = None
    range_address: str = ""

    def read_target(self, value: str) -> None:
        self.target_s = float(min(_whole(value, "target duration"), int(LONGEST_SEGMENT_S)))

    def read_number(self, value: str) -> None:
        self.number = _whole(value, "media sequence")

    def read_end(self, _value: str) -> None:
        self.ended = True

    def read_gap(self, _value: str) -> None:
        self.is_gap = True

    def read_break(self, _value: str) -> None:
        self.breaks = True

    def read_variant(self, value: str) -> None:
        self.variant = value

    def read_rendition(self, value: str) -> None:
        self.variants.add_rendition(value)

    def read_duration(self, value: str) -> None:
        try:
            duration_s = float(value.partition(",")[0])
        except ValueError:
            duration_s = math.nan
        if not 0 <= duration_s <= LONGEST_SEGMENT_S:
            raise _malformed("a segment's duration is none that may be")
        self.duration_s = duration_s

    def read_range(self, value: str) -> None:
        found = _RANGE.fullmatch(value.strip())
        if found is None:
            raise _malformed("a segment's byte range is none")
        size, first = found.groups()
        self.range = int(size), None if first is None else int(first)

    def read_key(self, value: str) -> None:
        found = _METHOD.search(value)
        if found is None or found.group(1) != "NONE":
            raise SourceFailure("the source's segments are encrypted, which is not supported")

    def read_map(self, _value: str) -> None:
        raise SourceFailure("the source's segments are fragmented MP4, not MPEG-TS")

    def add_address(self, address: str) -> None:
        if self.variant is not None:
            self.variants.add(self.variant, address)
            self.variant = None
            return
        if self.duration_s is None:
            raise _malformed("a segment has no duration")
        part = self._part(address)
        if not self.is_gap:
            self.segments.append(PlaylistSegment(self.number, address, self.duration_s, part, self.breaks))
        if len(self.segments) > MOST_SEGMENTS:
            raise SourceFailure("the source's playlist has too many segments")
        self.number += 1
        self.duration_s = self.range = None
        self.is_gap = self.breaks = False

    def finish(self) -> MasterPlaylist | MediaPlaylist:
        if self.variants:
            return self.variants.best()
        target_s = self.target_s or max((segment.duration_s for segment in self.segments), default=0.0)
        if not self.segments:
            raise SourceFailure("the source's playlist has no segments")
        if not target_s:
            raise _malformed("it has no durations")
        return MediaPlaylist(max(1.0, target_s), tuple(self.segments), self.ended)

    def _part(self, address: str) -> ByteRange | None:
        if self.range is None:
            return None
        size_bytes, first = self.range
        if first is None:
            # It follows the range before it, which is one of the same resource (section 4.3.2.2).
            if self.range_end is None or self.range_address != address:
                raise _malformed("a byte range has no beginning")
            first = self.range_end
        if not 0 < size_bytes <= LARGEST_SEGMENT_BYTES or first + size_bytes > LARGEST_NUMBER:
            raise SourceFailure("a segment of the source is too large")
        self.range_end, self.range_address = first + size_bytes, address
        return ByteRange(first, size_bytes)


_TAGS: dict[str, Callable[[_Draft, str], None]] = {
    "#EXT-X-TARGETDURATION": _Draft.read_target,
    "#EXT-X-MEDIA-SEQUENCE": _Draft.read_number,
    "#EXT-X-ENDLIST": _Draft.read_end,
    "#EXT-X-DISCONTINUITY": _Draft.read_break,
    "#EXT-X-GAP": _Draft.read_gap,
    "#EXT-X-STREAM-INF": _Draft.read_variant,
    "#EXT-X-MEDIA": _Draft.read_rendition,
    "#EXTINF": _Draft.read_duration,
    "#EXT-X-BYTERANGE": _Draft.read_range,
    "#EXT-X-KEY": _Draft.read_key,
    "#EXT-X-MAP": _Draft.read_map,
}
