"""The newest segments of a stream: those that are listed, and a few that players may still be fetching."""

from collections import deque

from panel.delivery.hls.playlists import media_playlist
from panel.delivery.hls.segment import AIM_S, Segment

LISTED = 6
# A playlist is never shorter than three target durations (RFC 8216, section 6.2.2), whatever was cut short.
LISTED_TARGETS = 3
LISTED_MOST = 60
# Who read the playlist before it changed may still come for what it listed (the same section).
KEPT_BEYOND = 3
HELD_BYTES = 128 * 1024 * 1024


class Window:
    """Segments in the order of their numbers, without gaps; bounded in number and in memory."""

    def __init__(self) -> None:
        self.target_s: int | None = None
        """Whole seconds that no segment exceeds when rounded; known from the first playlist on (section 4.3.3.1)."""
        self._listed: deque[Segment] = deque()
        self._kept: deque[Segment] = deque()
        self._held_bytes = 0
        self._breaks_before = 0
        self._playlist: bytes | None = None

    def append(self, segment: Segment) -> None:
        self._playlist = None
        self._listed.append(segment)
        self._held_bytes += segment.size_bytes
        while self._lists_enough_without_first():
            self._kept.append(self._unlist_first())
        while self._kept and (len(self._kept) > KEPT_BEYOND or self._held_bytes > HELD_BYTES):
            self._held_bytes -= self._kept.popleft().size_bytes
        while len(self._listed) > 1 and self._held_bytes > HELD_BYTES:
            self._held_bytes -= self._unlist_first().size_bytes
        if self.target_s is not None:
            self.target_s = max(self.target_s, _nearest(segment.duration_s))

    def segment(self, number: int) -> Segment | None:
        """Return segment `number` while it is held."""
        held = (*self._kept, *self._listed)
        return next((segment for segment in held if segment.number == number), None)

    def promise(self, key_frame_gap_s: float) -> int:
        """Fix the target duration, so that segments of the kind made so far keep to it, and return it."""
        if self.target_s is None:
            longest_s = max((segment.duration_s for segment in self._listed), default=0.0)
            self.target_s = _nearest(max(AIM_S, longest_s, key_frame_gap_s))
        return self.target_s

    def playlist(self) -> bytes:
        """Return the media playlist; a target duration was promised, and there is a segment."""
        if self._playlist is None:
            self._playlist = media_playlist(tuple(self._listed), self.target_s or 0, self._breaks_before)
        return self._playlist

    def peak_bps(self) -> int | None:
        """Return the highest bitrate of a listed segment (section 4.3.4.2), or None."""
        rates = (round(segment.size_bytes * 8 / segment.duration_s) for segment in self._listed)
        return max(rates, default=None)

    def _lists_enough_without_first(self) -> bool:
        if len(self._listed) <= LISTED:
            return False
        rest_s = sum(segment.duration_s for segment in self._listed) - self._listed[0].duration_s
        return rest_s >= LISTED_TARGETS * (self.target_s or AIM_S) or len(self._listed) > LISTED_MOST

    def _unlist_first(self) -> Segment:
        unlisted = self._listed.popleft()
        self._breaks_before += unlisted.breaks
        return unlisted


def _nearest(seconds: float) -> int:
    return int(seconds + 0.5)
