"""How far apart key frames are."""

from collections.abc import Sequence

from panel.delivery.analysis.programme_time import ProgrammeTime


class KeyFrames:
    """The random access points of one video."""

    def __init__(self) -> None:
        self.interval_s: float | None = None
        """The stream's time between the last two."""
        self._last_s: float | None = None
        self._waiting: list[int] = []

    def begin(self) -> None:
        """Another video follows."""
        self.interval_s = self._last_s = None
        self._waiting.clear()

    def seen(self, indices: Sequence[int]) -> None:
        """They begin in the packets with these numbers, in order."""
        self._waiting.extend(indices)

    def pass_to(self, time: ProgrammeTime) -> None:
        """Take those of which the time is known by now."""
        known = time.known(self._waiting)
        if not known:
            return
        for time_s in time.times(self._waiting[:known]):
            if self._last_s is not None:
                self.interval_s = time_s - self._last_s
            self._last_s = time_s
        del self._waiting[:known]
