"""Refused players, told to operators: each line and reason once in a while, whatever the player does."""

from collections import OrderedDict

from monitoring.clock import Clock
from panel.delivery.throttle import subscriber
from panel.delivery.wars import WAR_REFUSALS, WAR_S, Wars
from panel.sessions import SessionBook

QUIET_S = 60.0
REMEMBERED = 10_000


class RefusalLog:
    """Records `line.refused` at most once a minute for the same line or address and reason.

    Records `line.reconnecting` once for each war that a line or an address wages.
    """

    def __init__(self, book: SessionBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._told_s: OrderedDict[tuple[str | None, str], float] = OrderedDict()
        self._lines_at_war = Wars(clock)
        self._addresses_at_war = Wars(clock)

    def line_refused(self, username: str, address: str | None, reason: str) -> None:
        self._note(username, address, reason)
        if self._is_news(username, reason):
            self._book.record("line.refused", None, username, f"{username} was refused: {reason}")

    def stranger_refused(self, address: str | None) -> None:
        """Somebody without valid credentials; the name that was tried is not repeated, it may be a password."""
        self._note(None, address, "wrong credentials")
        if self._is_news(address, "wrong credentials"):
            whom = address or "an unknown address"
            self._book.record("line.refused", None, address, f"{whom} was refused: wrong credentials")

    def not_heard(self, address: str | None) -> None:
        """Somebody who is not even looked at any more."""
        self._note(None, address, "too many wrong credentials")

    def _note(self, username: str | None, address: str | None, reason: str) -> None:
        line_wages = username is not None and self._lines_at_war.refused(username)
        address_wages = address is not None and self._addresses_at_war.refused(subscriber(address))
        # One war that both wage is told once, of the line.
        whom = username if line_wages else address
        if line_wages or (address_wages and not self._told_of_line(username)):
            told = f"{whom} was refused {WAR_REFUSALS} times within {WAR_S:.0f} s: {reason}"
            self._book.record("line.reconnecting", None, whom, told)

    def _told_of_line(self, username: str | None) -> bool:
        return username is not None and self._lines_at_war.is_on(username)

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
