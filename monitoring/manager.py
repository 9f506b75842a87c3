"""The operators' sockets: who may hold one, what each is sent at every tick, and what it may ask."""

import asyncio
from collections.abc import Callable, Collection, Iterable

import orjson
import structlog

from geo.address import Network
from monitoring import payloads
from monitoring.clock import Clock
from monitoring.contract.base import WireModel
from monitoring.contract.events import COMINGS, ActivityEntry
from monitoring.contract.requests import CLIENT_EVENTS, EventName, Refusal
from monitoring.errors import RequestError
from monitoring.model import RequestTold, StatusChange
from monitoring.ports import Audience, Gatekeeper, Moments, Past, StreamBoard
from monitoring.presence import Presence
from monitoring.sampler import Sampler
from monitoring.snapshot import Snapshot
from monitoring.socket.allowance import Allowance
from monitoring.socket.door import ASGIApp, SocketDoor
from monitoring.socket.fanout import FanOut, FanOutFigures
from monitoring.socket.limits import SocketLimits
from monitoring.socket.origins import Origins
from monitoring.socket.packets import TickPackets
from monitoring.socket.parcel import Parcel
from monitoring.socket.peer import Peer
from monitoring.socket.requests import answer
from monitoring.socket.room import OperatorSocket, Room
from monitoring.socket.rows import RowWriter
from monitoring.socket.server import GuardedServer
from monitoring.socket.wire import encode, refused

log = structlog.get_logger(__name__)

TOKEN_LENGTH = 512
UNKNOWN_EVENT = "other"
# More than this nobody reads live, and every one goes to every socket; all of them are on record.
COMINGS_PER_S, COMINGS_BURST = 20.0, 400


class WebSocketManager:
    """The only place that emits. Each tick goes to everybody in the room, without waiting for anybody."""

    def __init__(
        self,
        sampler: Sampler,
        streams: StreamBoard,
        audience: Audience,
        gatekeeper: Gatekeeper,
        clock: Clock,
        past: Past,
        allowed_origins: Collection[str] = (),
        trusted_proxies: Iterable[Network] = (),
        limits: SocketLimits | None = None,
        moments: Moments | None = None,
    ) -> None:
        self._sampler = sampler
        self._gatekeeper = gatekeeper
        self._past = past
        self._moments = moments
        self._limits = limits or SocketLimits()
        self._room = Room()
        self._clock = clock
        self._rows = RowWriter()
        self._newest: TickPackets | None = None
        self._arrived = asyncio.Event()
        self._request_watchers: list[Callable[[RequestTold], None]] = []
        self._comings = Allowance(COMINGS_PER_S, COMINGS_BURST, clock)
        self._untold = 0
        self._presence = Presence(self._room, audience, clock, self._newest_seq)
        proxies = tuple(trusted_proxies)
        self._server = GuardedServer(self, clock, self._limits, Origins(allowed_origins, proxies), proxies)
        self._fan_out = FanOut(self._room, self._server, gatekeeper, clock, self._presence.refresh)
        sampler.watch(self._take)
        streams.watch(self._publish_status)

    def watch_requests(self, callback: Callable[[RequestTold], None]) -> None:
        """Call `callback` on the event loop with each request that was answered or refused."""
        self._request_watchers.append(callback)

    def asgi(self, other_app: ASGIApp) -> ASGIApp:
        """Return the application that serves Socket.IO at `/socket.io/` and hands everything else on."""
        return SocketDoor(self._server, other_app, self._limits.message_bytes)

    def operators_online(self) -> int:
        """Return how many operators hold at least one socket."""
        return len(self._room.operators())

    def fan_out(self) -> FanOutFigures:
        """Return how the sockets were last told of a tick."""
        return self._fan_out.figures()

    def emit(self, event: EventName, *models: WireModel) -> None:
        """Send an event to everybody who subscribed to it."""
        if self._room.is_heard(event):
            self._room.broadcast(event, Parcel(encode(event, *models).messages))

    def publish_activity(self, entry: ActivityEntry) -> None:
        """Tell everybody what happened; of viewers who come and go by the thousand, some."""
        if entry.kind in COMINGS and not self._comings.take():
            self._untold += 1
            return
        self.emit("activity:new", entry)

    def untold_activities(self) -> int:
        """Return how many entries sockets were not told since the start, because there were too many."""
        return self._untold

    async def run(self) -> None:
        """Send each snapshot when it has arrived, for ever; where that takes longer than a tick, the newest."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._presence.run())
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                if self._newest is not None:
                    await self._fan_out.publish(self._newest)

    async def close(self) -> None:
        """End every socket and take no more."""
        await self._server.close()

    async def admit(self, peer: Peer, cookie: str | None, auth: object) -> None:
        """Let a peer in whose cookie or token is valid; raise `RequestError` otherwise."""
        token = auth.get("token") if isinstance(auth, dict) else None
        usable = token if isinstance(token, str) and len(token) <= TOKEN_LENGTH else None
        try:
            peer.admitted = await self._gatekeeper.admit(usable, cookie, peer.address)
        except RequestError:
            raise
        except Exception as error:
            log.exception("an operator could not be identified")
            raise RequestError("unavailable", "try again later") from error
        if peer.admitted is None:
            raise RequestError("unauthorized", "a valid session or token is needed")

    def joined(self, peer: Peer, sid: str) -> None:
        """Let an admitted peer into the room and send it the first events."""
        if peer.admitted is None:
            return
        socket = OperatorSocket(sid, peer, peer.admitted)
        self._room.enter(socket)
        log.info("socket opened", operator=socket.principal.name, address=peer.address)
        if self._newest is not None:
            self._fan_out.greet(socket, self._newest)
        self._presence.refresh()

    def left(self, sid: str) -> None:
        """Take a peer out of the room."""
        self._room.leave(sid)
        self._presence.refresh()

    async def answer(self, event: str, sid: str, arguments: tuple[object, ...]) -> orjson.Fragment:
        """Answer a request."""
        socket = self._room.find(sid)
        if socket is None:
            return refused(Refusal(code="unauthorized", message="this socket has been closed"))
        began_s = self._clock.monotonic_s()
        answered = await answer(event, socket, arguments, self._newest, self._past, self._moments)
        known = event if event in CLIENT_EVENTS else UNKNOWN_EVENT
        told = RequestTold(socket.principal.name, known, self._clock.monotonic_s() - began_s, answered.refused)
        for watcher in self._request_watchers:
            watcher(told)
        return answered.acknowledgement

    def _take(self, snapshot: Snapshot) -> None:
        if self._newest is None:
            self._presence.refresh()
        self._newest = TickPackets(snapshot, self._sampler.bandwidth_history, self._rows, self._fan_out.sent)
        self._arrived.set()

    def _newest_seq(self) -> int | None:
        return None if self._newest is None else self._newest.snapshot.seq

    def _publish_status(self, change: StatusChange) -> None:
        snapshot = self._sampler.newest
        if snapshot is not None:
            self.emit("stream:status", payloads.status_change(change, snapshot))
