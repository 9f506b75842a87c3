"""How fast each stream's source delivers, from the bytes received so far."""

from collections.abc import Sequence

from monitoring.model import StreamState
from monitoring.rates import Count, rate_bps


class SourceRates:
    """Remembers each stream's last count; streams that are gone are forgotten."""

    def __init__(self) -> None:
        self._counts: dict[int, Count] = {}

    def advance(self, states: Sequence[StreamState], now_s: float) -> dict[int, int | None]:
        """Return bit/s by stream id; None for a stream without two counts."""
        counts = {
            state.stream_id: Count(state.received_bytes, now_s) for state in states if state.received_bytes is not None
        }
        rates = {
            state.stream_id: rate_bps(self._counts.get(state.stream_id), counts.get(state.stream_id))
            for state in states
        }
        self._counts = counts
        return rates
