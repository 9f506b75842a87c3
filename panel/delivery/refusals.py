"""Refused players, told to operators: each line and reason once in a while, whatever the player does."""

from collections import OrderedDict

from monitoring.clock import Clock
from panel.sessions import SessionBook

QUIET_S = 60.0
REMEMBERED = 10_000


class RefusalLog:
    """Records `line.refused` at most once a minute for the same line or address and reason."""

    def __init__(self, book: SessionBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._told_s: OrderedDict[tuple[str | None, str], float] = OrderedDict()

    def line_refused(self, username: str, reason: str) -> None:
        if self._is_news(username, reason):
            self._book.record("line.refused", None, username, f"{username} was refused: {reason}")

    def stranger_refused(self, address: str | None) -> None:
        """Somebody without valid credentials; the name that was tried is not repeated, it may be a password."""
        if self._is_news(address, "wrong credentials"):
            whom = address or "an unknown address"
            self._book.record("line.refused", None, address, f"{whom} was refused: wrong credentials")

    def _is_news(self, whom: str | None, reason: str) -> bool:
        now_s = self._clock.monotonic_s()
        key = (whom, reason)
        if now_s - self._told_s.get(key, float("-inf")) < QUIET_S:
            return False
        self._told_s[key] = now_s
        self._told_s.move_to_end(key)
        if len(self._told_s) > REMEMBERED:
            self._told_s.popitem(last=False)
        return True
