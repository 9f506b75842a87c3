"""Who may watch what. Nothing here reaches a source."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from monitoring.clock import Clock
from monitoring.contract.events import StreamType
from panel.catalog import LineFact, StreamFact
from panel.delivery.catalog_port import PlayerCatalog
from panel.delivery.cooldown import Cooldowns
from panel.delivery.device import Device
from panel.delivery.limits import DeliveryLimits
from panel.delivery.policy import Policy
from panel.delivery.quota_port import LineQuotas
from panel.delivery.refusals import RefusalLog
from panel.delivery.rules import RuleBook
from panel.delivery.slots import Slot, Slots
from panel.delivery.standing import expired, knows_password
from panel.delivery.throttle import GuessThrottle
from panel.players.addresses import LiveAddress

# A line that was just added, or changed, plays at once; guesses cost one look at the revision in so many seconds.
CATALOG_AGE_S = 0.2
SLOT_TRIES = 10

Decision = TypeVar("Decision")


class Refused(Exception):
    """A player that is not served. The status is all it is told; `username` is None for whoever proved to be nobody."""

    def __init__(self, status: HTTPStatus, reason: str, username: str | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.username = username


@dataclass(frozen=True, slots=True)
class Admitted:
    """A line that may watch a stream on a device."""

    line: LineFact
    stream: StreamFact
    device: Device


class Admission:
    """Checks credentials, standing, bouquets, rules, quotas, cool-downs and limits, in this order."""

    def __init__(
        self,
        catalog: PlayerCatalog,
        rules: RuleBook,
        cooldowns: Cooldowns,
        log: RefusalLog,
        clock: Clock,
        limits: DeliveryLimits,
        policy: Policy,
        quotas: LineQuotas,
    ) -> None:
        self._catalog = catalog
        self._rules = rules
        self._cooldowns = cooldowns
        self._log = log
        self._clock = clock
        self._limits = limits
        self._slots = Slots(policy)
        self._quotas = quotas
        self._throttle = GuessThrottle(clock, limits.refusals_per_minute)
        self._closed = False

    def use_policy(self, policy: Policy) -> None:
        """Judge by another policy who comes from now on; who watches stays."""
        self._slots.policy = policy

    def close(self) -> None:
        """Serve nobody any more."""
        self._closed = True

    def check_open(self) -> None:
        """Raise Refused with 503 once `close` was called; for before a request is judged and after each wait."""
        if self._closed:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "shutting down")

    async def admit(self, asked: LiveAddress, device: Device, stream_type: StreamType = "live") -> Admitted:
        """Return the line and the stream; raises Refused with 403, or 404 where no such stream of this type exists."""
        return await self._decide(lambda: self._judge(asked, device, stream_type), device.address)

    async def identify(self, username: str, password: str, address: str | None) -> LineFact:
        """Return the line these are the credentials of, in good standing; raises Refused with 403."""
        return await self._decide(lambda: self._line(username, password), address)

    async def _decide(self, judge: Callable[[], Decision], address: str | None) -> Decision:
        if self._throttle.blocked(address):
            self._log.not_heard(address)
            raise Refused(HTTPStatus.FORBIDDEN, "too many wrong credentials")
        try:
            return judge()
        except Refused:
            await self._catalog.refresh_if_older(CATALOG_AGE_S)
        try:
            return judge()
        except Refused as refused:
            self._note(refused, address)
            raise

    def check_limit(self, admitted: Admitted) -> None:
        """Raise Refused when the line is at its limit and nothing makes room."""
        asked = (admitted.line, admitted.device, admitted.stream.id)
        if not self._slots.free(*asked) and not self._slots.repeats(*asked):
            raise self._at_limit(admitted)

    async def take_slot(self, admitted: Admitted) -> Slot:
        """Return one of the line's connections, with those that made room for it gone; raises Refused with 403.

        Waits a moment for one to end; longer for a player that has this very stream, for it may only have looked what
        it is before it plays it.
        """
        asked = (admitted.line, admitted.device, admitted.stream.id)
        waits_s = self._limits.repeat_wait_s if self._slots.repeats(*asked) else self._limits.slot_wait_s
        slot = self._slots.take(*asked)
        for _ in range(SLOT_TRIES):
            if slot is not None:
                break
            await self._clock.sleep(waits_s / SLOT_TRIES)
            slot = self._slots.take(*asked)
        if slot is None:
            raise self._at_limit(admitted)
        try:
            await slot.wait_vacant()
        except BaseException:
            slot.release()
            raise
        return slot

    def evict_surplus(self, line: LineFact) -> None:
        """End the newest connections of a line whose limit was lowered."""
        self._slots.evict_surplus(line)

    def _at_limit(self, admitted: Admitted) -> Refused:
        refused = Refused(HTTPStatus.FORBIDDEN, "at its limit of connections", admitted.line.username)
        self._note(refused, admitted.device.address)
        return refused

    def _line(self, username: str, password: str) -> LineFact:
        """Return what the catalog, as it is now, says to these credentials; raises Refused."""
        line = self._catalog.line_by_username(username)
        if not knows_password(line, password) or line is None:
            raise Refused(HTTPStatus.FORBIDDEN, "wrong credentials")
        if not line.enabled:
            raise Refused(HTTPStatus.FORBIDDEN, "disabled", line.username)
        if expired(line, self._clock.now()):
            raise Refused(HTTPStatus.FORBIDDEN, "expired", line.username)
        return line

    def _judge(self, asked: LiveAddress, device: Device, stream_type: StreamType) -> Admitted:
        """Return what the catalog, as it is now, says to this request; raises Refused."""
        line = self._line(asked.username, asked.password)
        stream = self._catalog.stream(asked.stream_id)
        if stream is None or stream.type != stream_type:
            raise Refused(HTTPStatus.NOT_FOUND, "unknown stream", line.username)
        if not self._catalog.line_may_play(line, stream):
            raise Refused(HTTPStatus.FORBIDDEN, f"{stream.name} is not in its bouquets", line.username)
        broken = self._rules.broken(line.rules, device)
        if broken is not None:
            raise Refused(HTTPStatus.FORBIDDEN, broken, line.username)
        if self._quotas.exhausted(line.id):
            raise Refused(HTTPStatus.FORBIDDEN, "its quota of the month is used up", line.username)
        if self._cooldowns.holds(line.id, device):
            raise Refused(HTTPStatus.FORBIDDEN, "cooling down after a kick", line.username)
        return Admitted(line, stream, device)

    def _note(self, refused: Refused, address: str | None) -> None:
        if refused.username is None:
            self._throttle.wrong(address)
            self._log.stranger_refused(address)
        elif refused.status is HTTPStatus.FORBIDDEN:
            self._log.line_refused(refused.username, address, refused.reason)
