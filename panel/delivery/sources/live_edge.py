"""Which segments of a playlist that is loaded again and again come next (RFC 8216, sections 6.3.3 and 6.3.4)."""

from collections import deque

from panel.delivery.sources.playlist import MediaPlaylist, PlaylistSegment

# A player begins no closer to the end than this (section 6.3.3).
EDGE_TARGETS = 3
# Numbers that went back: an old copy comes once, a source that began anew comes again.
OLD_COPIES = 3


class LiveEdge:
    """Segments to come, in order, each once."""

    def __init__(self, playlist: MediaPlaylist) -> None:
        self.playlist = playlist
        self._waiting: deque[PlaylistSegment] = deque()
        self._next_number = 0
        self._old_copies = 0
        self._begin()

    def next(self) -> PlaylistSegment | None:
        """Return the next segment; None when the playlist has to be loaded again."""
        return self._waiting.popleft() if self._waiting else None

    def follow(self, playlist: MediaPlaylist) -> bool:
        """Take the playlist as it is now; return whether there is something new in it."""
        self.playlist = playlist
        if playlist.segments[-1].number < self._next_number - 1:
            self._old_copies += 1
            if self._old_copies < OLD_COPIES:
                return False
            self._begin()
            return True
        self._old_copies = 0
        new = [segment for segment in playlist.segments if segment.number >= self._next_number]
        self._take(new)
        return bool(new)

    def _begin(self) -> None:
        segments = self.playlist.segments
        first = 0 if self.playlist.ended else len(segments)
        distance_s = 0.0
        while first > 0 and distance_s < EDGE_TARGETS * self.playlist.target_s:
            first -= 1
            distance_s += segments[first].duration_s or self.playlist.target_s
        self._waiting.clear()
        self._old_copies = 0
        self._take(segments[first:])

    def _take(self, segments: "list[PlaylistSegment] | tuple[PlaylistSegment, ...]") -> None:
        self._waiting.extend(segments)
        if segments:
            self._next_number = segments[-1].number + 1
