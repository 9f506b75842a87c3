"""Which streams are cut into segments now: those that somebody watches so."""

from collections import Counter

from monitoring.clock import Clock
from panel.delivery.hls.segmenter import Segmenter
from panel.delivery.relay import Relay


class Segmenters:
    """One for each relay, from the first of its viewers to the last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_relay: dict[Relay, Segmenter] = {}
        self._viewers: Counter[Segmenter] = Counter()

    def find(self, relay: Relay) -> Segmenter | None:
        """Return the segmenter of a relay, if somebody uses it."""
        return self._by_relay.get(relay)

    def join(self, relay: Relay) -> Segmenter:
        """Return the segmenter of a relay for one more viewer, who has to leave it."""
        segmenter = self._by_relay.get(relay)
        if segmenter is None:
            segmenter = self._by_relay[relay] = Segmenter(relay, self._clock)
        self._viewers[segmenter] += 1
        return segmenter

    def leave(self, segmenter: Segmenter) -> None:
        self._viewers[segmenter] -= 1
        if self._viewers[segmenter] == 0:
            del self._viewers[segmenter]
            del self._by_relay[segmenter.relay]
            segmenter.close()
