"""The Socket.IO server: python-socketio's, with what it leaves open to a hostile or dead peer closed.

All overrides of the libraries' private methods are in this file; their tests fail when a library moves one.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Protocol, cast

import engineio
import orjson
import socketio
import structlog
from engineio.async_socket import AsyncSocket

from geo.address import Network
from monitoring.clock import Clock
from monitoring.errors import RequestError
from monitoring.socket.handshake import PEER_EXTENSION, Handshake
from monitoring.socket.library_log import library_logger
from monitoring.socket.limits import SocketLimits
from monitoring.socket.origins import Origins
from monitoring.socket.outbox import Outbox
from monitoring.socket.peer import Peer
from monitoring.socket.wire import WirePacket, farewell

log = structlog.get_logger(__name__)

NAMESPACE = "/"
SWEEPS = 10
HOSTILE_BYTES = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


class Host(Protocol):
    """Whoever runs the sockets of this server."""

    async def admit(self, peer: Peer, cookie: str | None, auth: object) -> None:
        """Set `peer.admitted`, or raise `RequestError` to refuse."""
        ...

    def joined(self, peer: Peer, sid: str) -> None:
        """A peer that was admitted has been told so, and may be sent events from now on."""
        ...

    def left(self, sid: str) -> None: ...

    async def answer(self, event: str, sid: str, arguments: tuple[object, ...]) -> orjson.Fragment:
        """Return the acknowledgement of an event; raises nothing."""
        ...


class EngineServer(engineio.AsyncServer):
    """Engine.IO whose sessions have an outbox, and whose `disconnect` does not wait for a peer to read what is left.

    Those that answer no ping are looked for all at once, ten times in the time they have for it.
    """

    def create_queue(self) -> Outbox:
        return Outbox()

    async def _service_task(self) -> None:
        # The library wakes up for each session by itself, which costs as much as the pings do.
        over = self.service_task_event = self.create_event()
        while not over.is_set():
            for session in list(self.sockets.values()):
                if session.closed:
                    self.sockets.pop(session.sid, None)
                elif session.last_ping and not session.closing:
                    await self._end_silent(session)
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), self.ping_timeout / SWEEPS)

    async def _end_silent(self, session: AsyncSocket) -> None:
        try:
            await session.check_ping_timeout()
        except Exception:
            # One session that does not end well must not keep the others from being looked at.
            log.exception("a silent session could not be ended")

    async def disconnect(self, sid: str | None = None) -> None:
        for session in [self.sockets.get(sid)] if sid is not None else list(self.sockets.values()):
            if session is not None:
                await session.close(wait=False)
                self.sockets.pop(session.sid, None)


class GuardedServer(socketio.AsyncServer):
    """Socket.IO for one host: sessions are peers with limits, and events are answered one at a time a peer."""

    def __init__(
        self, host: Host, clock: Clock, limits: SocketLimits, origins: Origins, trusted_proxies: tuple[Network, ...]
    ) -> None:
        def origin_allowed(origin: str | None, environ: Mapping[str, object]) -> bool:
            request = Handshake.of(environ)
            return origin is None or origins.is_allowed(
                origin, request.header(b"host"), request.header(b"x-forwarded-host"), request.tcp_peer
            )

        logger = library_logger(clock)
        super().__init__(
            async_mode="asgi",
            async_handlers=False,
            cors_allowed_origins=origin_allowed,
            engineio_logger=logger,
            http_compression=False,
            logger=logger,
            max_http_buffer_size=limits.message_bytes,
            namespaces=[NAMESPACE],
            ping_interval=limits.ping_interval_s,
            ping_timeout=limits.ping_timeout_s,
            serializer=WirePacket,
        )
        self.peers: dict[str, Peer] = {}
        self._host = host
        self._clock = clock
        self._limits = limits
        self._trusted_proxies = trusted_proxies
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False
        self.on("connect", self._on_connect)
        self.on("disconnect", self._on_disconnect)
        self.on("*", self._on_event)

    def kick(self, peer: Peer) -> None:
        """Tell a peer that it was disconnected, and cut it a moment later whether or not it complied."""
        if not peer.leaving:
            peer.leaving = True
            peer.answer(farewell())
            asyncio.get_running_loop().call_later(self._limits.kick_grace_s, self.cut, peer, "kicked")

    def cut(self, peer: Peer, reason: str) -> None:
        """End a peer at once."""
        if peer.session.sid not in self.peers:
            return
        log.info("socket cut", reason=reason, address=peer.address)
        peer.leaving = True
        peer.abort()
        task = asyncio.ensure_future(self.end(peer))
        self._ending.add(task)
        task.add_done_callback(self._ended)

    async def end(self, peer: Peer) -> None:
        """Close a peer's session and forget it."""
        await self.eio.disconnect(peer.session.sid)

    async def close(self) -> None:
        """End every session and take no more. A second call changes nothing."""
        if self._closed:
            return
        self._closed = True
        for peer in list(self.peers.values()):
            await self.end(peer)
        if self._ending:
            await asyncio.wait(set(self._ending))
        await self.shutdown()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a session did not end cleanly", exc_info=error)

    def _engineio_server_class(self) -> type[engineio.AsyncServer]:
        return EngineServer

    async def _handle_eio_connect(self, eio_sid: str, environ: Mapping[str, object]) -> bool | None:
        request = Handshake.of(environ)
        address = request.address(self._trusted_proxies)
        if self._closed or self._is_crowded(address):
            return False
        session = self.eio.sockets[eio_sid]
        peer = Peer(session, cast(Outbox, session.queue), address, self._limits, self._clock)
        self.peers[eio_sid] = peer
        if request.is_websocket:
            request.extensions[PEER_EXTENSION] = peer
            if request.connection is not None:
                peer.carried_by(request.connection)
        self._await_connect(peer)
        return await super()._handle_eio_connect(eio_sid, environ)

    async def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        peer = self.peers.get(eio_sid)
        if peer is None or peer.leaving:
            return
        if not peer.messages.take():
            self.cut(peer, "too many messages")
            return
        try:
            await super()._handle_eio_message(eio_sid, data)
        except HOSTILE_BYTES as error:
            self.cut(peer, f"malformed message: {type(error).__name__}")

    async def _handle_connect(self, eio_sid: str, namespace: str | None, data: object) -> None:
        peer = self.peers[eio_sid]
        peer.connect_attempts += 1
        if peer.connect_attempts > self._limits.connect_attempts:
            self.cut(peer, "too many attempts to connect")
            return
        await super()._handle_connect(eio_sid, namespace, data)
        sid = self.manager.sid_from_eio_sid(eio_sid, NAMESPACE)
        if sid is None or not self.manager.is_connected(sid, NAMESPACE):
            return
        if eio_sid not in self.peers:
            # It left while it was being admitted; the library has already forgotten to clean up after it.
            await self.manager.disconnect(sid, NAMESPACE, ignore_queue=True)
            return
        if peer.deadline is not None:
            peer.forget_deadline()
            self._host.joined(peer, sid)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        peer = self.peers.pop(eio_sid, None)
        await super()._handle_eio_disconnect(eio_sid, reason)
        if peer is not None:
            peer.ended()
            loop = asyncio.get_running_loop()
            # Whoever waits for packets to send, a poll or the websocket's writer, is let go once the last is queued.
            loop.call_soon(peer.session.queue.put_nowait, None)
            loop.call_soon(self.eio.sockets.pop, eio_sid, None)
            # A peer that reads is left the time for a last frame; one that does not keeps no connection open.
            loop.call_later(self._limits.kick_grace_s, peer.abort)

    def _is_crowded(self, address: str | None) -> bool:
        pending = [peer.address for peer in self.peers.values() if peer.deadline is not None]
        return len(pending) >= self._limits.pending_sessions or (
            pending.count(address) >= self._limits.pending_per_address
        )

    def _await_connect(self, peer: Peer) -> None:
        loop = asyncio.get_running_loop()
        peer.deadline = loop.call_later(self._limits.authentication_s, self.cut, peer, "did not connect in time")

    async def _on_connect(self, sid: str, environ: Mapping[str, object], auth: object) -> None:
        eio_sid = self.manager.eio_sid_from_sid(sid, NAMESPACE)
        peer = self.peers.get(eio_sid or "")
        if peer is None or peer.leaving:
            raise socketio.exceptions.ConnectionRefusedError("gone")
        try:
            async with asyncio.timeout(self._limits.authentication_s):
                await self._host.admit(peer, Handshake.of(environ).session_cookie(), auth)
        except (RequestError, TimeoutError) as error:
            refusal = error if isinstance(error, RequestError) else RequestError("unavailable", "try again later")
            data = {"code": refusal.code, "message": refusal.message}
            raise socketio.exceptions.ConnectionRefusedError(refusal.message, data) from error

    async def _on_disconnect(self, sid: str, _reason: str) -> None:
        self._host.left(sid)
        peer = self.peers.get(self.manager.eio_sid_from_sid(sid, NAMESPACE) or "")
        if peer is not None and peer.deadline is None and not peer.leaving:
            self._await_connect(peer)

    async def _on_event(self, event: str, sid: str, *arguments: object) -> orjson.Fragment:
        return await self._host.answer(event, sid, arguments)
