"""What a peer may leave unread."""

from monitoring.socket.limits import SocketLimits
from monitoring.socket.parcel import Parcel
from monitoring.socket.peer import Peer
from tests.fakes.clock import ManualClock
from tests.fakes.websocket import FakeConnection, Session, message


def peer_of(session: Session, clock: ManualClock | None = None, **limits: int) -> Peer:
    return Peer(session, session.outbox, None, SocketLimits(**limits), clock or ManualClock())


def test_a_polling_peer_is_behind_while_a_tick_waits_and_stalls_when_nothing_moves() -> None:
    clock, session = ManualClock(), Session()
    peer = peer_of(session, clock)
    assert not peer.is_behind()
    peer.send_tick(Parcel([message(), message(), message()]))
    assert peer.is_behind()
    assert not peer.has_stalled()
    clock.jump(10)
    session.outbox.get_nowait()
    assert peer.is_behind()
    clock.jump(14)
    assert peer.is_behind()
    assert not peer.has_stalled()
    clock.jump(2)
    assert peer.is_behind()
    assert peer.has_stalled()


async def test_a_websocket_is_behind_while_its_tick_waits_and_stalls_when_nothing_is_acknowledged() -> None:
    clock, session = ManualClock(), Session()
    peer = peer_of(session, clock)
    connection = FakeConnection()
    peer.carried_by(connection)
    async with session.on_websocket():
        peer.send_tick(Parcel([message(5000)]))
        connection.transport.buffered_bytes = 3000
        connection.queued = 2000
        assert peer.is_behind()
        for _ in range(5):
            clock.jump(14)
            connection.queued -= 1
            assert peer.is_behind()
            assert not peer.has_stalled()
        clock.jump(16)
        connection.queued += 6  # a ping of the server's
        assert peer.is_behind()
        assert peer.has_stalled()
        connection.transport.buffered_bytes = 0
        assert not peer.is_behind()
        assert not peer.has_stalled()


def test_a_peer_that_caught_up_starts_afresh() -> None:
    clock, session = ManualClock(), Session()
    peer = peer_of(session, clock)
    peer.send_tick(Parcel([message(), message()]))
    assert peer.is_behind()
    clock.jump(60)
    session.outbox.get_nowait()
    assert not peer.is_behind()
    assert not peer.has_stalled()


def test_a_peer_is_full_by_bytes_until_it_has_read_them() -> None:
    session = Session()
    peer = peer_of(session, unread_bytes=100)
    connection = FakeConnection()
    peer.carried_by(connection)
    peer.send(Parcel([message(101)]))
    assert peer.is_full()
    session.outbox.get_nowait()
    assert not peer.is_full()
    connection.transport.buffered_bytes = 101
    assert peer.is_full()


async def test_a_session_that_has_ended_is_sent_nothing() -> None:
    session = Session()
    peer = peer_of(session)
    connection = FakeConnection()
    peer.carried_by(connection)
    async with session.on_websocket():
        session.closing = True
        peer.ended()
        peer.send(Parcel([message()]))
        peer.answer(message())
        assert (connection.transport.written, session.outbox.qsize()) == ([], 0)


def test_aborting_ends_every_connection_once() -> None:
    connections = [FakeConnection(), FakeConnection()]
    peer = peer_of(Session())
    for connection in connections:
        peer.carried_by(connection)
    peer.abort()
    peer.abort()
    assert [connection.transport.aborted for connection in connections] == [1, 1]
