"""The machine's own load, from psutil. Cheap calls only: reading sockets or processes would cost more than the tick."""

import os
from pathlib import Path

import psutil

from monitoring.clock import Clock
from monitoring.model import HostReading

LOOPBACK = "lo"


class Host:
    """Reads this machine; `data_dir` names the disk that matters. Percents are 0 to 100.

    What the machine cannot tell is None. The CPU's share is that since the previous reading, so the first has none.
    """

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        self._data_dir = data_dir
        self._clock = clock
        self._read_before = False

    def read(self) -> HostReading:
        received_bytes, sent_bytes = _interface_bytes()
        reading = HostReading(
            taken_monotonic_s=self._clock.monotonic_s(),
            cpu_percent=self._cpu_percent(),
            memory_percent=psutil.virtual_memory().percent,
            disk_percent=self._disk_percent(),
            received_bytes=received_bytes,
            sent_bytes=sent_bytes,
            load1=os.getloadavg()[0],
        )
        self._read_before = True
        return reading

    def _cpu_percent(self) -> float | None:
        percent = psutil.cpu_percent(interval=None)
        return percent if self._read_before else None

    def _disk_percent(self) -> float | None:
        try:
            return psutil.disk_usage(str(self._data_dir)).percent
        except OSError:
            return None


def _interface_bytes() -> tuple[int | None, int | None]:
    interfaces = psutil.net_io_counters(pernic=True)
    outward = [counters for name, counters in interfaces.items() if name != LOOPBACK]
    if not outward:
        return None, None
    return sum(counters.bytes_recv for counters in outward), sum(counters.bytes_sent for counters in outward)
