"""The analysis of one stream's input."""

from collections.abc import Collection
from types import MappingProxyType

from panel.delivery.analysis.contents import programmes
from panel.delivery.analysis.indicators import Counter, Indicator
from panel.delivery.analysis.report import Report
from panel.delivery.analysis.supply import Supply
from panel.delivery.analysis.transport_analysis import TransportAnalysis
from panel.delivery.limits import PACKET_BYTES

# The fixed cost of a look is that of some thousand packets; nothing waits longer than HOLD_S for it.
BATCH_BYTES = 32768 * PACKET_BYTES
HOLD_S = 2.0


class Analyzer:
    """Takes what a source sends, whole packets, in blocks of any size, in order; counts go on from source to source.

    Blocks are held for up to a second and looked at together, at the latest when a report is asked for.
    """

    def __init__(self) -> None:
        self._counters = {indicator: Counter() for indicator in Indicator}
        self._transport = TransportAnalysis(self._count)
        self._supply = Supply()
        self._blocks: list[bytes] = []
        self._held_bytes = 0
        self._first_s = self._newest_s = 0.0
        self._rest = b""

    def begin(self) -> None:
        """Another source follows: nothing of it has to continue what was before."""
        self._look()
        self._rest = b""
        self._transport.begin()
        self._supply.begin()

    def feed(self, block: bytes, now_s: float) -> None:
        """Take the next block, which came at this time of the monotonic clock."""
        if not block:
            return
        if self._blocks and now_s - self._first_s >= HOLD_S:
            self._look()
        if not self._blocks:
            self._first_s = now_s
        self._newest_s = now_s
        self._blocks.append(block)
        self._held_bytes += len(block)
        if self._held_bytes >= BATCH_BYTES:
            self._look()

    def standing(self) -> Collection[Indicator]:
        """Return which conditions last."""
        self._look()
        return self._transport.standing

    def report(self, now_s: float) -> Report:
        """Return what is known now."""
        self._look()
        self._mark(now_s)
        transport = self._transport
        standing = transport.standing
        return Report(
            packets=transport.packets,
            faults=MappingProxyType(
                {
                    indicator: counter.tally(now_s, standing=indicator in standing)
                    for indicator, counter in self._counters.items()
                }
            ),
            programmes=programmes(transport),
            pid_bps=transport.rates.pid_bps,
            input_bps=transport.rates.input_bps,
            null_share=transport.rates.null_share,
            key_frame_interval_s=transport.pictures.key_interval_s,
            pace=self.pace(now_s),
        )

    def pace(self, now_s: float) -> float | None:
        """Return how many seconds of the stream's own clock came in each of the last 5 s; None while unknown."""
        self._look_if_due(now_s)
        return self._supply.pace() if self._transport.time.has_clock else None

    def errors(self, indicator: Indicator) -> int:
        """Return how often something was wrong since the start."""
        self._look()
        return self._counters[indicator].count

    def starving(self, now_s: float) -> bool:
        """Tell whether data come slower than by their own clock, or have ceased, for over 2 s by now."""
        self._look_if_due(now_s)
        return self._supply.wanting

    def _count(self, indicator: Indicator, count: int) -> None:
        self._counters[indicator].add(count, self._newest_s)

    def _look_if_due(self, now_s: float) -> None:
        """See what came by now, unless it came so lately that it can wait."""
        if not self._blocks or now_s - self._first_s >= HOLD_S:
            self._look()
            self._mark(now_s)

    def _look(self) -> None:
        """Analyse what is held."""
        if not self._blocks:
            return
        blocks, self._blocks = self._blocks, []
        self._held_bytes = 0
        if self._rest or any(len(block) % PACKET_BYTES for block in blocks):
            data = b"".join((self._rest, *blocks))
            whole = len(data) // PACKET_BYTES * PACKET_BYTES
            blocks, self._rest = [data[:whole]], data[whole:]
        if blocks[0]:
            self._rest = self._transport.feed(blocks, self._newest_s) + self._rest
            self._mark(self._newest_s)

    def _mark(self, now_s: float) -> None:
        if self._transport.time.has_clock:
            self._supply.mark(now_s, self._transport.time.now_s)
