"""What a peer may leave unread."""

import asyncio
from dataclasses import dataclass, field

from engineio.async_socket import AsyncSocket
from engineio.packet import MESSAGE, Packet

from monitoring.socket.limits import SocketLimits
from monitoring.socket.peer import Peer
from tests.fakes.clock import ManualClock


class Session(AsyncSocket):
    """A session whose queue nobody reads but the test."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Packet | None] = asyncio.Queue()
        self.closed = self.closing = False


@dataclass
class Buffered:
    """A transport whose buffer a test fills."""

    buffered_bytes: int = 0
    aborted: int = field(default=0)

    def abort(self) -> None:
        self.aborted += 1

    def get_write_buffer_size(self) -> int:
        return self.buffered_bytes

    def is_closing(self) -> bool:
        return self.aborted > 0


def message(size: int = 10) -> Packet:
    return Packet(MESSAGE, "x" * size)


def test_a_peer_is_behind_while_a_tick_waits_and_stalls_when_nothing_moves() -> None:
    clock, transport = ManualClock(), Buffered(500)
    peer = Peer(Session(), None, SocketLimits(), clock)
    peer.carried_by(transport)
    assert not peer.is_behind()
    peer.send([message(), message(), message()])
    assert peer.is_behind()
    assert not peer.has_stalled()
    clock.jump(10)
    transport.buffered_bytes = 499
    assert peer.is_behind()
    clock.jump(14)
    assert peer.is_behind()
    assert not peer.has_stalled()
    clock.jump(2)
    assert peer.is_behind()
    assert peer.has_stalled()


def test_a_peer_that_caught_up_starts_afresh() -> None:
    clock, session = ManualClock(), Session()
    peer = Peer(session, None, SocketLimits(), clock)
    peer.send([message(), message()])
    assert peer.is_behind()
    clock.jump(60)
    session.queue.get_nowait()
    assert not peer.is_behind()
    assert not peer.has_stalled()


def test_a_peer_is_full_by_bytes_until_it_has_read_them() -> None:
    session = Session()
    peer = Peer(session, None, SocketLimits(unread_bytes=100), ManualClock())
    peer.send([message(101)])
    assert peer.is_full()
    session.queue.get_nowait()
    assert not peer.is_full()
    peer.send([message(50)])
    assert not peer.is_full()


def test_a_closed_session_is_sent_nothing() -> None:
    session = Session()
    peer = Peer(session, None, SocketLimits(), ManualClock())
    session.closing = True
    peer.send([message()])
    assert session.queue.empty()


def test_aborting_ends_every_connection_once() -> None:
    transports = [Buffered(), Buffered()]
    peer = Peer(Session(), None, SocketLimits(), ManualClock())
    for transport in transports:
        peer.carried_by(transport)
    peer.abort()
    peer.abort()
    assert [transport.aborted for transport in transports] == [1, 1]
