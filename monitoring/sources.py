"""How fast each stream's source delivers, from the bytes received so far."""

from collections.abc import Sequence

from monitoring.model import StreamState
from monitoring.rates import rate_bps


class SourceRates:
    """Remembers each stream's last count; streams that are gone are forgotten."""

    def __init__(self) -> None:
        self._received_bytes: dict[int, int | None] = {}
        self._read_s = 0.0

    def advance(self, states: Sequence[StreamState], now_s: float) -> dict[int, int | None]:
        """Return bit/s by stream id; None for a stream without two counts."""
        previous, elapsed_s = self._received_bytes, now_s - self._read_s
        self._received_bytes = {state.stream_id: state.received_bytes for state in states}
        self._read_s = now_s
        return {
            stream_id: rate_bps(previous.get(stream_id), received_bytes, elapsed_s)
            for stream_id, received_bytes in self._received_bytes.items()
        }
