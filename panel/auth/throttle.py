"""Slows down whoever guesses: so many attempts a minute, then waits that double up to a quarter of an hour."""

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

from monitoring.clock import Clock
from panel.auth.errors import ThrottledError

WINDOW_S = 60.0
LONGEST_WAIT_S = 900.0
LOGINS_PER_WINDOW = 5
MAX_KEYS = 10_000


def address_key(address: str | None) -> str:
    """Return what one attacker cannot change at will: an IPv4 address, or the /64 of an IPv6 one."""
    if address is None:
        return "unknown"
    parsed = ip_address(address)
    return str(IPv6Network((int(parsed), 64), strict=False)) if isinstance(parsed, IPv6Address) else address


@dataclass(slots=True)
class _Record:
    window_began_s: float
    attempts: int = 0
    blocks: int = 0
    blocked_until_s: float = 0.0


class Throttle:
    """Counts attempts by key; the longest untouched keys are forgotten first."""

    def __init__(self, clock: Clock, attempts_per_window: int) -> None:
        self._clock = clock
        self._allowed = attempts_per_window
        self._records: OrderedDict[str, _Record] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one attempt. Raises ThrottledError where it is one too many or comes before a wait is over."""
        now_s = self._clock.monotonic_s()
        record = self._record(key, now_s)
        if now_s < record.blocked_until_s:
            raise ThrottledError(record.blocked_until_s - now_s)
        if now_s - record.window_began_s >= WINDOW_S:
            record.window_began_s, record.attempts = now_s, 0
        if now_s - record.blocked_until_s >= LONGEST_WAIT_S:
            record.blocks = 0
        record.attempts += 1
        if record.attempts > self._allowed:
            wait_s = min(WINDOW_S * 2.0**record.blocks, LONGEST_WAIT_S)
            record.attempts, record.blocks = 0, min(record.blocks + 1, 10)
            record.blocked_until_s = now_s + wait_s
            raise ThrottledError(wait_s)

    def forgive(self, key: str) -> None:
        """Forget a key: what it tried was right."""
        self._records.pop(key, None)

    def _record(self, key: str, now_s: float) -> _Record:
        record = self._records.setdefault(key, _Record(now_s))
        self._records.move_to_end(key)
        if len(self._records) > MAX_KEYS:
            self._records.popitem(last=False)
        return record


class LoginThrottle:
    """Throttles logins by address and by account.

    An address from which an account was logged into before is spared the account's count, so that strangers who
    guess cannot lock its owner out.
    """

    def __init__(self, clock: Clock) -> None:
        self._by_address = Throttle(clock, LOGINS_PER_WINDOW)
        self._by_account = Throttle(clock, LOGINS_PER_WINDOW)
        self._owners: OrderedDict[tuple[str, str], None] = OrderedDict()

    def take(self, name: str, address: str | None) -> None:
        """Count one attempt. Raises ThrottledError."""
        origin = address_key(address)
        self._by_address.take(origin)
        if (name, origin) not in self._owners:
            self._by_account.take(name)

    def succeeded(self, name: str, address: str | None) -> None:
        """Forget what was counted, and remember where the account's owner is."""
        origin = address_key(address)
        self._by_address.forgive(origin)
        self._by_account.forgive(name)
        self._owners[(name, origin)] = None
        if len(self._owners) > MAX_KEYS:
            self._owners.popitem(last=False)
