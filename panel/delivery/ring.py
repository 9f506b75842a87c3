"""The newest seconds of one stream, shared by all its viewers."""

from collections import deque
from dataclasses import dataclass

from panel.delivery.entry_points import Entry
from panel.delivery.limits import DeliveryLimits


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole packets as they arrived, with what was known of the tables before them."""

    data: bytes
    received_monotonic_s: float
    tables: bytes
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class JoinPoint:
    """Where a viewer begins: `tables`, then chunk number `sequence` from `offset_bytes` on."""

    sequence: int
    offset_bytes: int
    tables: bytes


class Ring:
    """Chunks numbered from 0 on for ever; only the newest are kept."""

    def __init__(self, limits: DeliveryLimits) -> None:
        self._limits = limits
        self._chunks: deque[Chunk] = deque()
        self._held_bytes = 0
        self._floor = 0
        self.first = 0
        """The number of the oldest chunk that is kept."""
        self.end = 0
        """The number the next chunk will have."""

    @property
    def floor(self) -> int:
        """The number of the first chunk that continues up to the newest without an interruption."""
        return self._floor

    def append(self, chunk: Chunk) -> None:
        self._chunks.append(chunk)
        self._held_bytes += len(chunk.data)
        self.end += 1
        oldest_s = chunk.received_monotonic_s - self._limits.ring_s
        while len(self._chunks) > 1 and (
            self._held_bytes > self._limits.ring_bytes or self._chunks[0].received_monotonic_s < oldest_s
        ):
            self._held_bytes -= len(self._chunks.popleft().data)
            self.first += 1

    def chunk(self, sequence: int) -> Chunk:
        """Return chunk `sequence`, which is within `first` and `end`."""
        return self._chunks[sequence - self.first]

    def newest_s(self) -> float | None:
        """Return when the newest chunk was received, None while there is none."""
        return self._chunks[-1].received_monotonic_s if self._chunks else None

    def duration_s(self, size_bytes: int) -> float:
        """Return how long so many bytes took to come, at the mean pace of what is held."""
        if not self._chunks:
            return 0.0
        held_s = self._chunks[-1].received_monotonic_s - self._chunks[0].received_monotonic_s
        return size_bytes * held_s / self._held_bytes

    def lag_s(self, sequence: int, lacking_bytes: int, now_s: float) -> float:
        """Return the age of the oldest data a reader lacks: so many bytes before chunk `sequence`, and all after."""
        before_s = self.duration_s(lacking_bytes)
        if sequence >= self.end or not self._chunks:
            return before_s
        return before_s + now_s - self.chunk(max(sequence, self.first)).received_monotonic_s

    def begin_anew(self) -> None:
        """Let nobody join on what is held now: the source was interrupted, what follows does not continue it."""
        self._floor = self.end

    def clear(self) -> None:
        """Give the memory back."""
        self._chunks.clear()
        self.first = self.end
        self._held_bytes = 0
        self.begin_anew()

    def join(self, now_monotonic_s: float) -> JoinPoint:
        """Return the newest point to begin at with `join_behind_s` of data after it, or the oldest where there is less.

        It is a random access point of the video where one is held.
        """
        candidates = range(max(self.first, self._floor), self.end)
        newest_s = now_monotonic_s - self._limits.join_behind_s
        chosen: JoinPoint | None = None
        fallback: JoinPoint | None = None
        for sequence in reversed(candidates):
            chunk = self.chunk(sequence)
            old_enough = chunk.received_monotonic_s <= newest_s
            if chunk.entry is not None:
                chosen = JoinPoint(sequence, chunk.entry.offset_bytes, chunk.entry.tables)
                if old_enough:
                    return chosen
            if fallback is None and (old_enough or sequence == candidates.start):
                fallback = JoinPoint(sequence, 0, chunk.tables)
        return chosen or fallback or JoinPoint(self.end, 0, b"")
