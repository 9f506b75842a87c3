"""Who is there: lines that begin and cease to watch, and operators at their sockets, told as it happens."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from monitoring.clock import Clock
from monitoring.contract.events import OperatorPresence, PresenceLine, PresenceUpdate
from monitoring.contract.requests import EventName
from monitoring.model import LinePresence
from monitoring.ports import Audience
from monitoring.socket.parcel import Parcel
from monitoring.socket.room import Room
from monitoring.socket.wire import encode

EVENT: EventName = "presence:update"
# What happens in the same moment is told together: a zap is nobody leaving, a thousand arrivals are one event.
MOMENT_S = 0.1


class Presence:
    """Tells everybody who subscribed of each change, and whoever has just come how things stand.

    `seq` gives the newest tick's number; nothing is told before the first tick, and nothing of it is lost.
    """

    def __init__(self, room: Room, audience: Audience, clock: Clock, seq: Callable[[], int | None]) -> None:
        self._room = room
        self._audience = audience
        self._clock = clock
        self._seq = seq
        self._changed = asyncio.Event()
        self._lines: dict[int, LinePresence] = {}
        self._since: dict[str, datetime] = {}
        self._operators_told: list[OperatorPresence] = []
        self._introduced: set[str] = set()
        audience.watch(self._take)

    def refresh(self) -> None:
        """Look again who is in the room and whether there is a tick yet."""
        now = self._clock.now()
        self._since = {name: self._since.get(name, now) for name in self._room.operators()}
        self._changed.set()

    async def run(self) -> None:
        """Tell what changes, for ever."""
        while True:
            await self._changed.wait()
            await self._clock.sleep(MOMENT_S)
            self._changed.clear()
            self._tell()

    def _take(self, change: LinePresence) -> None:
        # A line that is back before it was told to be gone was never away, and the other way round.
        if self._lines.pop(change.line_id, None) is None:
            self._lines[change.line_id] = change
        self._changed.set()

    def _tell(self) -> None:
        seq = self._seq()
        if seq is None:
            return
        operators = self._operators()
        is_news = bool(self._lines) or operators != self._operators_told
        present = {socket.sid for socket in self._room}
        to = present if is_news else present - self._introduced
        if to and self._room.is_heard(EVENT):
            self._room.broadcast(EVENT, Parcel(encode(EVENT, self._update(seq, operators)).messages), to)
        self._lines = {}
        self._operators_told = operators
        self._introduced = present

    def _operators(self) -> list[OperatorPresence]:
        ordered = sorted(self._since.items(), key=lambda pair: (pair[1], pair[0]))
        return [OperatorPresence(name=name, since=since) for name, since in ordered]

    def _update(self, seq: int, operators: list[OperatorPresence]) -> PresenceUpdate:
        def lines(*, online: bool) -> list[PresenceLine]:
            changes = self._lines.values()
            return [
                PresenceLine(line_id=each.line_id, username=each.username) for each in changes if each.online is online
            ]

        return PresenceUpdate(
            seq=seq,
            timestamp=self._clock.now(),
            went_online=lines(online=True),
            went_offline=lines(online=False),
            online_lines=self._audience.lines_online(),
            operators=operators,
        )
