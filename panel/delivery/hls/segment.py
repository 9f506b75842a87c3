"""A piece of a stream that players fetch as one file (RFC 8216, section 3)."""

from dataclasses import dataclass

# Seconds of the stream: what a segment aims at, and the shortest and the longest that are made on purpose.
AIM_S = 4.0
SHORTEST_S = 2.0
LONGEST_S = 10.0
# A segment this large is cut whatever its duration, so that a source with absurd figures costs bounded memory.
LARGEST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole packets that begin with PAT and PMT, shared by all who fetch them.

    `breaks` tells that what was before does not continue in it (EXT-X-DISCONTINUITY, section 4.3.2.3).
    """

    number: int
    pieces: tuple[bytes | memoryview, ...]
    size_bytes: int
    duration_s: float
    breaks: bool

    def part(self, first: int, last: int) -> list[bytes | memoryview]:
        """Return bytes `first` to `last`, both included, without copying them."""
        parts: list[bytes | memoryview] = []
        at = 0
        for piece in self.pieces:
            begin, end = max(first - at, 0), min(last + 1 - at, len(piece))
            if begin < end:
                parts.append(memoryview(piece)[begin:end])
            at += len(piece)
        return parts
