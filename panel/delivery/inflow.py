"""What a source sends on its way into the ring."""

from monitoring.clock import Clock
from panel.delivery.analysis import Analyzer
from panel.delivery.entry_points import EntryFinder
from panel.delivery.ring import Chunk, Ring
from panel.delivery.sources.continuity import Continuity
from panel.delivery.transport_stream import in_step


class Inflow:
    """Analyses it, makes one stream of it with what the source before sent, and finds where viewers may begin."""

    def __init__(self, ring: Ring, clock: Clock) -> None:
        self.analysis = Analyzer()
        self._ring = ring
        self._clock = clock
        self._entries = EntryFinder()
        self._continuity = Continuity()

    def begin(self) -> None:
        """Another source follows, or the same anew."""
        self._entries = EntryFinder()
        self._continuity.begin()
        self.analysis.begin()
        self._ring.begin_anew()

    def examine(self, chunk: bytes) -> None:
        """Analyse what the source sent, where what is made of it is taken."""
        self.analysis.feed(chunk, self._clock.monotonic_s())

    def take(self, chunk: bytes, *, is_original: bool) -> None:
        """Take what viewers get."""
        now_s = self._clock.monotonic_s()
        if is_original:
            self.analysis.feed(chunk, now_s)
        data = self._continuity.feed(in_step(chunk))
        tables = self._entries.tables
        entry = self._entries.newest_entry(data)
        self._ring.append(Chunk(data, now_s, tables, entry))
