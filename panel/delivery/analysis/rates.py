"""How much of what comes, by the stream's own clock."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from panel.delivery.limits import PACKET_BYTES
from panel.delivery.tables import NULL_PID

WINDOW_S = 10.0
STEP_S = 1.0
SHORTEST_S = 0.5


@dataclass(frozen=True, slots=True)
class _Mark:
    time_s: float
    packets: Mapping[int, int]


class Rates:
    """Bits per second of each PID over the last seconds."""

    def __init__(self) -> None:
        self._marks = deque((_Mark(0.0, {}),))
        self.pid_bps: Mapping[int, int] = {}
        self.null_share: float | None = None

    @property
    def input_bps(self) -> int | None:
        """The sum, null packets included."""
        return sum(self.pid_bps.values()) if self.pid_bps else None

    def begin(self, time_s: float, packets: Mapping[int, int]) -> None:
        """Another source follows, after so many packets of each PID at this time of the stream."""
        self._marks.clear()
        self._marks.append(_Mark(time_s, packets))
        self.pid_bps, self.null_share = {}, None

    def is_due(self, time_s: float) -> bool:
        """Tell whether it is time for `mark`."""
        return time_s - self._marks[-1].time_s >= STEP_S

    def mark(self, time_s: float, packets: Mapping[int, int]) -> None:
        """So many packets of each PID came up to this time of the stream."""
        self._marks.append(_Mark(time_s, packets))
        while len(self._marks) > 2 and time_s - self._marks[1].time_s >= WINDOW_S:
            self._marks.popleft()
        before = self._marks[0]
        passed_s = time_s - before.time_s
        if passed_s < SHORTEST_S:
            return
        came = {pid: count - before.packets.get(pid, 0) for pid, count in packets.items()}
        bits = PACKET_BYTES * 8 / passed_s
        self.pid_bps = {pid: round(count * bits) for pid, count in came.items() if count}
        whole = sum(came.values())
        self.null_share = came.get(NULL_PID, 0) / whole if whole else None
