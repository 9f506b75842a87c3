"""The machine's own load as a snapshot shows it: rates made of its counters."""

from monitoring.contract.events import HostState
from monitoring.model import HostReading
from monitoring.rates import rate_bps

UNKNOWN_HOST = HostState(
    cpu_percent=None, memory_percent=None, disk_percent=None, receive_bps=None, send_bps=None, load1=None
)


class Machine:
    """Remembers the last good reading, which rates need."""

    def __init__(self) -> None:
        self._previous: HostReading | None = None

    def state(self, reading: HostReading | None) -> HostState:
        """Return the load now; all None where it could not be read."""
        if reading is None:
            return UNKNOWN_HOST
        previous, self._previous = self._previous or reading, reading
        elapsed_s = reading.taken_monotonic_s - previous.taken_monotonic_s
        return HostState(
            cpu_percent=reading.cpu_percent,
            memory_percent=reading.memory_percent,
            disk_percent=reading.disk_percent,
            receive_bps=rate_bps(previous.received_bytes, reading.received_bytes, elapsed_s),
            send_bps=rate_bps(previous.sent_bytes, reading.sent_bytes, elapsed_s),
            load1=reading.load1,
        )
