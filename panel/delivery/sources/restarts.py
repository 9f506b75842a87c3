"""When a stream is to be restarted by itself."""

from collections import deque
from dataclasses import dataclass

from monitoring.clock import Clock
from panel.catalog import RestartTriggers

HOUR_S = 3600.0
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class RestartDue:
    """`why` is the figure that asks for a restart, in words; one that is not `allowed` is beyond the ceiling."""

    why: str
    allowed: bool = True


class Restarts:
    """Watches one stream; asked about once a second while its source is there."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._begun_s = clock.monotonic_s()
        self._data_s = self._begun_s
        self._errors: deque[tuple[float, int]] = deque()
        self._done_s: deque[float] = deque()
        self._told_ceiling = False

    def begun(self) -> None:
        """The source is asked for anew."""
        self._begun_s = self._data_s = self._clock.monotonic_s()
        self._errors.clear()

    def received(self) -> None:
        """Data came."""
        self._data_s = self._clock.monotonic_s()

    def due(self, triggers: RestartTriggers, errors: int) -> RestartDue | None:
        """Return what asks for a restart, and count it; None where nothing does.

        `errors` are all continuity errors so far. There are never more restarts than the triggers allow in an hour; the
        first that would be one too many is returned, not allowed, and then none until there may be one again.
        """
        if not triggers.any:
            return None
        now_s = self._clock.monotonic_s()
        why = self._cause(triggers, errors, now_s)
        if why is None:
            return None
        while self._done_s and now_s - self._done_s[0] >= HOUR_S:
            self._done_s.popleft()
        if len(self._done_s) < triggers.most_per_hour:
            self._done_s.append(now_s)
            self._told_ceiling = False
            return RestartDue(why)
        if self._told_ceiling:
            return None
        self._told_ceiling = True
        return RestartDue(why, allowed=False)

    def _cause(self, triggers: RestartTriggers, errors: int, now_s: float) -> str | None:
        silent_s = now_s - self._data_s
        if triggers.silence_s is not None and silent_s >= triggers.silence_s:
            return f"no data for {silent_s:.0f} s"
        if triggers.every_h is not None and now_s - self._begun_s >= triggers.every_h * HOUR_S:
            return f"{(now_s - self._begun_s) / HOUR_S:.0f} h since the last start"
        recent = self._recent_errors(errors, now_s)
        if triggers.errors_per_minute is not None and recent >= triggers.errors_per_minute:
            return f"{recent} continuity errors in a minute"
        return None

    def _recent_errors(self, errors: int, now_s: float) -> int:
        self._errors.append((now_s, errors))
        while now_s - self._errors[0][0] > MINUTE_S:
            self._errors.popleft()
        return errors - self._errors[0][1]
