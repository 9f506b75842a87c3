"""A tick on its way to every socket: without waiting for any, and without keeping others waiting."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from monitoring.clock import Clock
from monitoring.ports import Gatekeeper
from monitoring.socket.packets import TickPackets
from monitoring.socket.room import OperatorSocket, Room
from monitoring.socket.server import GuardedServer

log = structlog.get_logger(__name__)

# However many sockets and views there are, others wait for the event loop no longer than about this.
SLICE_S = 0.01
SLICE_SOCKETS = 50


@dataclass(frozen=True, slots=True)
class FanOutFigures:
    """`lag_s` is from the beginning of the newest tick until the last socket was handed it; None before the first.

    `skipped` counts ticks that sockets which were behind did not get, `cut` sockets that took nothing for too long.
    """

    sockets: int
    lag_s: float | None
    skipped: int
    cut: int


class FanOut:
    """Hands ticks to whoever is in the room, and shows out whoever is no longer admitted.

    A peer that has not read the previous tick is skipped, so that what it reads next is the newest; one that reads
    nothing at all for long is cut.
    """

    def __init__(
        self, room: Room, server: GuardedServer, gatekeeper: Gatekeeper, clock: Clock, left: Callable[[], None]
    ) -> None:
        self.sent: TickPackets | None = None
        self._room = room
        self._server = server
        self._gatekeeper = gatekeeper
        self._clock = clock
        self._left = left
        self._lag_s: float | None = None
        self._skipped = 0
        self._cut = 0

    def figures(self) -> FanOutFigures:
        """Return how the sockets were last told, and what went wrong since the start."""
        return FanOutFigures(len(self._room), self._lag_s, self._skipped, self._cut)

    async def publish(self, packets: TickPackets) -> None:
        """Hand a tick to everybody."""
        self.sent = packets
        sockets = list(self._room)
        began_s = self._clock.monotonic_s()
        for number, socket in enumerate(sockets):
            if number % SLICE_SOCKETS == 0:
                if number:
                    await self._clock.sleep(0)
                    began_s = self._clock.monotonic_s()
                self._read_ahead(sockets[number : number + SLICE_SOCKETS], packets)
            elif self._clock.monotonic_s() - began_s > SLICE_S:
                await self._clock.sleep(0)
                began_s = self._clock.monotonic_s()
            principal = self._gatekeeper.still_admitted(socket.principal)
            if principal is None:
                self._expel(socket)
            else:
                socket.principal = principal
                self._hand(socket, packets)
        self._lag_s = self._clock.monotonic_s() - packets.snapshot.monotonic_s

    def greet(self, socket: OperatorSocket, packets: TickPackets) -> None:
        """Send the first events to a socket that has just come."""
        socket.peer.send_tick(packets.first(socket.events, socket.view))
        socket.was_sent(packets.snapshot.seq)

    def _read_ahead(self, sockets: Iterable[OperatorSocket], packets: TickPackets) -> None:
        packets.read_ahead((each.view, each.page_seq) for each in sockets if "connections:update" in each.events)

    def _hand(self, socket: OperatorSocket, packets: TickPackets) -> None:
        if socket.seq is None:
            self.greet(socket, packets)
        elif socket.seq >= packets.snapshot.seq:
            return
        elif socket.peer.is_behind():
            self._skipped += 1
            if socket.peer.has_stalled():
                self._cut += 1
                self._server.cut(socket.peer, "read nothing for too long")
        else:
            socket.peer.send_tick(packets.tick(socket.events, socket.view, socket.page_seq))
            socket.was_sent(packets.snapshot.seq)

    def _expel(self, socket: OperatorSocket) -> None:
        log.info("socket closed: no longer admitted", operator=socket.principal.name)
        self._room.leave(socket.sid)
        self._left()
        self._server.kick(socket.peer)
