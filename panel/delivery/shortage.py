"""Whether a viewer is short of data, who holds it up, and for how long that has been so in all."""

from collections.abc import Callable
from math import inf

from monitoring.model import CAUSES, NO_CAUSE
from panel.delivery.limits import DeliveryLimits
from panel.delivery.punctuality import Punctuality
from panel.delivery.source_pace import SourcePace
from panel.delivery.tcp_info import sending_times

SOURCE = CAUSES.index("source")
SERVER = CAUSES.index("server")
OWN_NETWORK = CAUSES.index("own network")

# A service that loses so much of its time is to blame for whatever is late meanwhile.
HELD_UP_SHARE = 0.25
# A lag that grows by less between two looks is the rhythm of chunks and acknowledgements.
FURTHER_S = 0.05
# A viewer whose lag grows again is not well, though it was later before: kernels take data in large steps.
AGAIN_S = 0.5


# A socket that had nothing to send for the rest of the time was not written to, though its viewer lacks data.
BUSY_SHARE = 0.25
BUFFER_SHARE = 0.5


def held_up_by(before: bytes, after: bytes, elapsed_s: float) -> int:
    """Return `SERVER` or `OWN_NETWORK`, by what `read_tcp_info` gave before and after so many seconds.

    A kernel that does not tell its times leaves the viewer's network: its bytes are with the kernel as soon as there is
    room.
    """
    earlier, later = sending_times(before), sending_times(after)
    if earlier is None or later is None:
        return OWN_NETWORK
    idle = later.busy_s - earlier.busy_s < BUSY_SHARE * elapsed_s
    buffer_too_small = later.buffer_s - earlier.buffer_s > BUFFER_SHARE * elapsed_s
    return SERVER if idle or buffer_too_small else OWN_NETWORK


class Shortage:
    """Looked at every few seconds with the viewer's lag: how old the oldest data is that it lacks, in seconds.

    A viewer is short of data once its lag has grown by more than `short_s`, and for as long as it grows on; a lag that
    stays is a player that plays so much later. It is well again after `well_s` without. A source that gives too little
    leaves every viewer short, whatever else holds it up. That we hold it up, or that another one does than before, is
    believed when two looks in a row say so.
    """

    __slots__ = (
        "_held_up_s",
        "_lag_s",
        "_limits",
        "_looked_s",
        "_lowest_lag_s",
        "_missing_s",
        "_punctuality",
        "_short_at_s",
        "_source",
        "_suspect",
        "cause",
        "stall_s",
    )

    def __init__(self, source: SourcePace, punctuality: Punctuality, limits: DeliveryLimits, now_s: float) -> None:
        source.look(now_s)
        self.cause = NO_CAUSE
        """A place in `CAUSES`."""
        self.stall_s = 0.0
        """By how many seconds data came later than at the stream's pace while the viewer was short of it."""
        self._source = source
        self._punctuality = punctuality
        self._limits = limits
        self._looked_s = self._short_at_s = now_s
        self._lag_s = self._lowest_lag_s = inf
        self._missing_s = source.missing_s
        self._held_up_s = punctuality.held_up_s
        self._suspect = NO_CAUSE

    def look(self, now_s: float, lag_s: float, held_up_by: Callable[[float], int]) -> None:
        """Judge anew; `held_up_by` says of the seconds since the last look who has held up one that has fallen back."""
        source = self._source
        source.look(now_s)
        elapsed_s, self._looked_s = now_s - self._looked_s, now_s
        if self._goes_on_well(lag_s):
            return
        missing_s, self._missing_s = source.missing_s - self._missing_s, source.missing_s
        held_up_s = self._punctuality.held_up_s - self._held_up_s
        self._held_up_s += held_up_s
        fallen_s = self._fallen_back_s(lag_s)
        if source.too_slow:
            suspect = SOURCE
        elif fallen_s or self._falls_again(lag_s):
            suspect = held_up_by(elapsed_s)
        else:
            suspect = SERVER if held_up_s >= self._limits.short_s else NO_CAUSE
        if suspect == NO_CAUSE:
            self._recover(now_s, lag_s)
            return
        if held_up_s >= elapsed_s * HELD_UP_SHARE:
            suspect = SERVER
        self.stall_s += max(fallen_s, min(elapsed_s, missing_s + held_up_s))
        self._short_at_s = now_s
        self._lowest_lag_s = lag_s
        if suspect == self._suspect or (self.cause == NO_CAUSE and suspect != SERVER):
            self.cause = suspect
        self._suspect = suspect

    def _goes_on_well(self, lag_s: float) -> bool:
        """Tell whether it is as it mostly is: nothing wrong, and nothing to be noted but a lag that was made good."""
        if (
            self.cause != NO_CAUSE
            or self._suspect != NO_CAUSE
            or self._source.missing_s != self._missing_s
            or self._punctuality.held_up_s != self._held_up_s
            or lag_s - self._lag_s > self._limits.short_s
        ):
            return False
        if lag_s < self._lag_s:
            self._lag_s = lag_s
        return True

    @property
    def _is_short(self) -> bool:
        return self.cause != NO_CAUSE or self._suspect != NO_CAUSE

    def _fallen_back_s(self, lag_s: float) -> float:
        """Return by how much it has beyond what it ever had, 0 where that is of no account."""
        fallen_s = lag_s - self._lag_s
        if fallen_s > (FURTHER_S if self._is_short else self._limits.short_s):
            self._lag_s = lag_s
            return fallen_s
        if fallen_s < 0 and not self._is_short:
            self._lag_s = lag_s
        return 0.0

    def _falls_again(self, lag_s: float) -> bool:
        return self._is_short and lag_s - self._lowest_lag_s > AGAIN_S

    def _recover(self, now_s: float, lag_s: float) -> None:
        self._suspect = NO_CAUSE
        self._lowest_lag_s = min(self._lowest_lag_s, lag_s)
        if self.cause != NO_CAUSE and now_s - self._short_at_s >= self._limits.well_s:
            self.cause = NO_CAUSE
            self._lag_s = lag_s
