"""The machine's own load as a snapshot shows it: rates made of its counters."""

from monitoring.contract.events import HostState
from monitoring.model import HostReading
from monitoring.rates import Count, rate_bps

UNKNOWN_HOST = HostState(
    cpu_percent=None, memory_percent=None, disk_percent=None, receive_bps=None, send_bps=None, load1=None
)


class Machine:
    """Remembers the last reading, which rates need."""

    def __init__(self) -> None:
        self._previous: HostReading | None = None

    def state(self, reading: HostReading | None) -> HostState:
        """Return the load now; all None where it could not be read."""
        previous = self._previous
        if reading is None:
            return UNKNOWN_HOST
        self._previous = reading
        return HostState(
            cpu_percent=reading.cpu_percent,
            memory_percent=reading.memory_percent,
            disk_percent=reading.disk_percent,
            receive_bps=rate_bps(_received(previous), _received(reading)),
            send_bps=rate_bps(_sent(previous), _sent(reading)),
            load1=reading.load1,
        )


def _received(reading: HostReading | None) -> Count | None:
    if reading is None or reading.received_bytes is None:
        return None
    return Count(reading.received_bytes, reading.taken_monotonic_s)


def _sent(reading: HostReading | None) -> Count | None:
    if reading is None or reading.sent_bytes is None:
        return None
    return Count(reading.sent_bytes, reading.taken_monotonic_s)
