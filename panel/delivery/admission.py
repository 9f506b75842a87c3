"""Who may watch what. Nothing here reaches a source."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from monitoring.clock import Clock
from monitoring.contract.events import StreamType
from panel.catalog import LineFact, StreamFact
from panel.delivery.catalog_port import PlayerCatalog
from panel.delivery.limits import DeliveryLimits
from panel.delivery.refusals import RefusalLog
from panel.delivery.slots import Slot, Slots
from panel.delivery.standing import expired, knows_password
from panel.delivery.throttle import GuessThrottle
from panel.players.addresses import LiveAddress

# A line that was just added, or changed, plays at once; guesses cost one look at the revision in so many seconds.
CATALOG_AGE_S = 0.2
SLOT_TRIES = 3

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
    """A line that may watch a stream."""

    line: LineFact
    stream: StreamFact


class Admission:
    """Checks credentials, standing, bouquets and limits, in this order."""

    def __init__(self, catalog: PlayerCatalog, log: RefusalLog, clock: Clock, limits: DeliveryLimits) -> None:
        self._catalog = catalog
        self._log = log
        self._clock = clock
        self._limits = limits
        self._slots = Slots()
        self._throttle = GuessThrottle(clock, limits.refusals_per_minute)

    async def admit(self, asked: LiveAddress, address: str | None, stream_type: StreamType = "live") -> Admitted:
        """Return the line and the stream; raises Refused with 403, or 404 where no such stream of this type exists."""
        return await self._decide(lambda: self._judge(asked, stream_type), address)

    async def identify(self, username: str, password: str, address: str | None) -> LineFact:
        """Return the line these are the credentials of, in good standing; raises Refused with 403."""
        return await self._decide(lambda: self._line(username, password), address)

    async def _decide(self, judge: Callable[[], Decision], address: str | None) -> Decision:
        if self._throttle.blocked(address):
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

    def check_limit(self, line: LineFact) -> None:
        """Raise Refused when the line is at its limit."""
        if not self._slots.free(line):
            raise self._at_limit(line)

    async def take_slot(self, line: LineFact) -> Slot:
        """Return one of the line's connections; raises Refused with 403 when all stay taken for a moment."""
        for _ in range(SLOT_TRIES):
            slot = self._slots.take(line)
            if slot is not None:
                return slot
            await self._clock.sleep(self._limits.slot_wait_s / SLOT_TRIES)
        slot = self._slots.take(line)
        if slot is None:
            raise self._at_limit(line)
        return slot

    def _at_limit(self, line: LineFact) -> Refused:
        refused = Refused(HTTPStatus.FORBIDDEN, "at its limit of connections", line.username)
        self._note(refused, None)
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

    def _judge(self, asked: LiveAddress, stream_type: StreamType) -> Admitted:
        """Return what the catalog, as it is now, says to this request; raises Refused."""
        line = self._line(asked.username, asked.password)
        stream = self._catalog.stream(asked.stream_id)
        if stream is None or stream.type != stream_type:
            raise Refused(HTTPStatus.NOT_FOUND, "unknown stream", line.username)
        if not self._catalog.line_may_play(line, stream):
            raise Refused(HTTPStatus.FORBIDDEN, f"{stream.name} is not in its bouquets", line.username)
        return Admitted(line, stream)

    def _note(self, refused: Refused, address: str | None) -> None:
        if refused.username is None:
            self._throttle.wrong(address)
            self._log.stranger_refused(address)
        elif refused.status is HTTPStatus.FORBIDDEN:
            self._log.line_refused(refused.username, refused.reason)
