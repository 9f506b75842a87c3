"""The pictures of a stream's video: how far apart key frames are, and how many pictures a second."""

from collections import deque

import numpy as np

from panel.delivery.analysis.batch import Units
from panel.delivery.analysis.formats.video import begins_key_frame
from panel.delivery.analysis.headers import PID_BITS, Indices
from panel.delivery.analysis.programme_tables import StreamEntry
from panel.delivery.analysis.programme_time import ProgrammeTime

WINDOW_S = 10.0
STEP_S = 1.0
SHORTEST_S = 2.0


class Pictures:
    """One video. Each picture is taken to begin a unit of its own, as nearly all do."""

    def __init__(self) -> None:
        self.entry: StreamEntry | None = None
        self.key_interval_s: float | None = None
        """The stream's time between the last two key frames."""
        self._begin()

    def _begin(self) -> None:
        self.key_interval_s = None
        self._are_marked = False
        self._last_s: float | None = None
        self._waiting: list[int] = []
        self._count = 0
        self._counts: deque[tuple[float, int]] = deque()

    @property
    def rate(self) -> float | None:
        """How many a second came of late."""
        if not self._counts or self._counts[-1][0] - self._counts[0][0] < SHORTEST_S:
            return None
        (begun_s, before), (ended_s, count) = self._counts[0], self._counts[-1]
        return round((count - before) / (ended_s - begun_s), 1)

    def follow(self, entry: StreamEntry | None) -> None:
        """Look at this video from now on."""
        if entry != self.entry:
            self.entry = entry
            self._begin()

    def take(self, units: Units, random_access: Indices, first: int) -> None:
        """Take units, and the packets of its PID that are marked as random access points; the first packet of the batch
        has number `first`."""
        if self.entry is None:
            return
        own = units.words & PID_BITS == np.uint32(self.entry.pid << 8)
        self._count += int(np.count_nonzero(own))
        self._are_marked = self._are_marked or len(random_access) > 0
        if not self._are_marked:
            codec = self.entry.coding.codec
            mine = units.only(own)
            begun = [begins_key_frame(codec, row.tobytes()) for row in mine.rows()]
            self._waiting.extend(first + at for at, begins in zip(mine.at.tolist(), begun, strict=True) if begins)
        self._waiting.extend((random_access + first).tolist())

    def pass_to(self, time: ProgrammeTime) -> None:
        """Take what is up to where the time is known."""
        if not self._counts or time.now_s - self._counts[-1][0] >= STEP_S:
            self._counts.append((time.now_s, self._count))
            while time.now_s - self._counts[0][0] > WINDOW_S:
                self._counts.popleft()
        known = time.known(self._waiting)
        if not known:
            return
        for time_s in time.times(self._waiting[:known]).tolist():
            if self._last_s is not None:
                self.key_interval_s = round(time_s - self._last_s, 3)
            self._last_s = time_s
        del self._waiting[:known]
