"""Players that try again and again although they are refused."""

from collections import OrderedDict, deque

from monitoring.clock import Clock

WAR_REFUSALS = 5
WAR_S = 60.0
REMEMBERED = 10_000


class Wars:
    """Notices five refusals within a minute; a war is over when a minute passed without one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._refused_s: OrderedDict[str, deque[float]] = OrderedDict()
        self._waged: set[str] = set()

    def refused(self, whom: str) -> bool:
        """Take note of a refusal and tell whether it is the one that makes a war of them."""
        now_s = self._clock.monotonic_s()
        times_s = self._refused_s.setdefault(whom, deque(maxlen=WAR_REFUSALS))
        if times_s and now_s - times_s[-1] > WAR_S:
            self._waged.discard(whom)
        times_s.append(now_s)
        self._refused_s.move_to_end(whom)
        if len(self._refused_s) > REMEMBERED:
            forgotten, _ = self._refused_s.popitem(last=False)
            self._waged.discard(forgotten)
        is_war = len(times_s) == WAR_REFUSALS and now_s - times_s[0] <= WAR_S
        if not is_war or whom in self._waged:
            return False
        self._waged.add(whom)
        return True

    def is_on(self, whom: str) -> bool:
        """Tell whether somebody wages war."""
        return whom in self._waged
