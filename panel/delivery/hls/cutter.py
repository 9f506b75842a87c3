"""Cuts a stream into segments: at key frames where the stream marks them, else by time."""

from collections.abc import Iterator
from dataclasses import dataclass

from panel.delivery.hls.programme_clock import ProgrammeClock
from panel.delivery.hls.segment import AIM_S, LARGEST_BYTES, LONGEST_S, SHORTEST_S, Segment
from panel.delivery.hls.table_copies import table_copies
from panel.delivery.limits import PACKET_BYTES
from panel.delivery.ring import Chunk

# Clock references come every 0.02 to 0.1 s, so that a segment of four seconds may seem to be as much shorter.
CLOCK_STEP_S = 0.1
# A duration that rounds to the target duration is within it (RFC 8216, section 4.3.3.1); one clock step is spare.
ROUNDING_S = 0.4
# So many are cut as soon as they may be, so that the first players begin early.
EARLY_SEGMENTS = 3
# A stream that marks no key frame for this long is begun anywhere.
KEY_FRAME_WAIT_S = 3.0
BOTH_TABLES_BYTES = 2 * PACKET_BYTES


@dataclass(slots=True)
class Draft:
    """The segment that is being made."""

    pieces: list[bytes | memoryview]
    size_bytes: int
    begun_s: float
    begun_received_s: float
    breaks: bool


class Cutter:
    """Takes the chunks of one stream in order and gives segments, numbered on from `first_number`."""

    def __init__(self, first_number: int) -> None:
        self.target_s: int | None = None
        """The target duration, once it is promised: no segment is to be longer."""
        self.key_frame_gap_s = 0.0
        """The longest time between two key frames so far, of those that were told."""
        self._next_number = first_number
        self._clock = ProgrammeClock()
        self._draft: Draft | None = None
        self._made = 0
        self._breaks = False
        self._waiting_since_s: float | None = None
        self._key_frame_s: float | None = None
        self._jumped = False
        self._received_s = 0.0

    def interrupted(self) -> Iterator[Segment]:
        """Give what there is of a segment: what comes next does not continue it."""
        yield from self._close()
        self._clock = ProgrammeClock()
        self._breaks = self._made > 0
        self._waiting_since_s = self._key_frame_s = None
        self._jumped = False

    def feed(self, chunk: Chunk) -> Iterator[Segment]:
        """Take the next chunk; yield the segments that it completes."""
        self._received_s = chunk.received_monotonic_s
        at = 0
        for offset in self._marks(chunk):
            entry = chunk.entry if chunk.entry is not None and chunk.entry.offset_bytes == offset else None
            if self._is_due(at_key_frame=entry is not None):
                self._add(memoryview(chunk.data)[at:offset])
                yield from self._close()
                self._open(chunk.tables if entry is None else entry.tables)
                at = offset
        self._add(memoryview(chunk.data)[at:])

    def _marks(self, chunk: Chunk) -> Iterator[int]:
        """Yield where the chunk may be cut, in order, the clock set to each place."""
        references = {reference.offset_bytes: reference.base for reference in self._clock.references(chunk.data)}
        entries = () if chunk.entry is None else (chunk.entry.offset_bytes,)
        for offset in sorted({0, *references, *entries}):
            if offset in references:
                self._jumped |= not self._clock.tick(references[offset])
            yield offset

    def _is_due(self, *, at_key_frame: bool) -> bool:
        if at_key_frame:
            self._note_key_frame()
        draft = self._draft
        if draft is None:
            return at_key_frame or self._has_waited()
        if draft.size_bytes >= LARGEST_BYTES:
            return True
        if at_key_frame:
            return self._jumped or self._may_end_at_key_frame(self._elapsed_s(draft))
        if self._key_frame_s is None:
            return self._jumped or self._elapsed_s(draft) >= AIM_S
        return self._elapsed_s(draft) >= self._limit_s

    def _may_end_at_key_frame(self, elapsed_s: float) -> bool:
        if elapsed_s >= AIM_S - CLOCK_STEP_S:
            return True
        early = self._made < EARLY_SEGMENTS
        next_is_late = elapsed_s + self.key_frame_gap_s > self._limit_s
        return elapsed_s >= SHORTEST_S - CLOCK_STEP_S and (early or next_is_late)

    @property
    def _limit_s(self) -> float:
        return LONGEST_S if self.target_s is None else self.target_s + ROUNDING_S - CLOCK_STEP_S

    def _note_key_frame(self) -> None:
        if self._key_frame_s is not None:
            self.key_frame_gap_s = max(self.key_frame_gap_s, self._clock.passed_s - self._key_frame_s)
        self._key_frame_s = self._clock.passed_s

    def _has_waited(self) -> bool:
        if self._waiting_since_s is None:
            self._waiting_since_s = self._received_s
        return max(self._received_s - self._waiting_since_s, self._clock.passed_s) >= KEY_FRAME_WAIT_S

    def _elapsed_s(self, draft: Draft) -> float:
        if self._clock.ticked:
            return self._clock.passed_s - draft.begun_s
        return self._received_s - draft.begun_received_s

    def _open(self, tables: bytes) -> None:
        if len(tables) < BOTH_TABLES_BYTES:
            return
        breaks = self._breaks or self._jumped
        self._draft = Draft([table_copies(tables)], len(tables), self._clock.passed_s, self._received_s, breaks)
        self._breaks = self._jumped = False

    def _add(self, data: memoryview) -> None:
        if self._draft is not None and data:
            self._draft.pieces.append(data)
            self._draft.size_bytes += len(data)

    def _close(self) -> Iterator[Segment]:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        duration_s = self._elapsed_s(draft)
        if duration_s < CLOCK_STEP_S:
            # Too short to be told; what follows lacks it.
            self._breaks = self._breaks or self._made > 0
            return
        yield Segment(self._next_number, tuple(draft.pieces), draft.size_bytes, duration_s, draft.breaks)
        self._next_number += 1
        self._made += 1
