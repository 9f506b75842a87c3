"""What can be wrong with a transport stream, in the names of ETSI TR 101 290 v1.4.1, clause 5.2."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

MINUTE_S = 60.0
BUCKET_S = 1.0


class Indicator(StrEnum):
    """Tables 5.0a (first priority, clause 5.2.1) and 5.0b (second priority, clause 5.2.2), as far as they make sense
    for a stream that comes over IP: what needs exact times of arrival or the buffers of a decoder does not.

    A condition that lasts counts once, when it begins.
    """

    TS_SYNC_LOSS = "TS_sync_loss"
    """1.1: two or more sync bytes in a row are wrong; over with five right ones."""
    SYNC_BYTE_ERROR = "Sync_byte_error"
    """1.2: a sync byte is not 0x47 where one is due; each one, until synchronisation is lost."""
    PAT_ERROR_2 = "PAT_error_2"
    """1.3.a: no section of table 0x00 on PID 0 for more than 0.5 s; another table there; PID 0 scrambled."""
    CONTINUITY_COUNT_ERROR = "Continuity_count_error"
    """1.4: packets of a PID out of order or lost, or one that comes more than twice."""
    PMT_ERROR_2 = "PMT_error_2"
    """1.5.a: no section of table 0x02 for more than 0.5 s on a PID that the PAT names for it; or scrambled there."""
    PID_ERROR = "PID_error"
    """1.6: video or audio that a PMT names is missing for more than 5 s. Other services may pause for longer."""
    TRANSPORT_ERROR = "Transport_error"
    """2.1: transport_error_indicator is set. Nothing else is derived from such a packet."""
    CRC_ERROR = "CRC_error"
    """2.2: the CRC of a PAT or PMT is wrong."""
    PCR_REPETITION_ERROR = "PCR_repetition_error"
    """2.3.a: more than 100 ms between two clock references of a PID."""
    PCR_DISCONTINUITY_INDICATOR_ERROR = "PCR_discontinuity_indicator_error"
    """2.3.b: two clock references in a row differ by less than nothing or more than 100 ms, unannounced."""
    PTS_ERROR = "PTS_error"
    """2.5: more than 700 ms between two presentation times of a PID of video or audio that is not scrambled."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One indicator: how often since the start and within the last minute, when last (monotonic seconds; None never),
    and whether the condition lasts."""

    count: int = 0
    per_minute: int = 0
    last_s: float | None = None
    standing: bool = False


class Counter:
    """Counts one indicator."""

    def __init__(self) -> None:
        self.count = 0
        self._last_s: float | None = None
        self._recent: deque[tuple[float, int]] = deque()

    def add(self, count: int, now_s: float) -> None:
        if not count:
            return
        self.count += count
        self._last_s = now_s
        if self._recent and now_s - self._recent[-1][0] < BUCKET_S:
            begun_s, before = self._recent.pop()
            self._recent.append((begun_s, before + count))
        else:
            self._recent.append((now_s, count))

    def tally(self, now_s: float, *, standing: bool = False) -> Tally:
        while self._recent and now_s - self._recent[0][0] >= MINUTE_S:
            self._recent.popleft()
        return Tally(self.count, sum(count for _, count in self._recent), self._last_s, standing)
