"""Who is in the room and what reaches whom."""

from monitoring.socket.limits import SocketLimits
from monitoring.socket.parcel import Parcel
from monitoring.socket.peer import Peer
from monitoring.socket.room import EVENTS, OperatorSocket, Room
from tests.fakes.clock import ManualClock
from tests.fakes.gatekeeper import Guest
from tests.fakes.websocket import Session, message


def socket(sid: str, name: str) -> OperatorSocket:
    session = Session()
    peer = Peer(session, session.outbox, None, SocketLimits(unread_bytes=100), ManualClock())
    return OperatorSocket(sid, peer, Guest(name))


def test_operators_are_counted_by_name() -> None:
    room = Room()
    for sid, name in (("1", "ann"), ("2", "ann"), ("3", "bob")):
        room.enter(socket(sid, name))
    assert room.operators() == {"ann", "bob"}
    room.leave("3")
    room.leave("3")
    assert (len(room), room.operators(), room.find("3")) == (2, {"ann"}, None)


def test_a_broadcast_reaches_who_subscribed_and_reads() -> None:
    room = Room()
    wants, does_not, full = (socket(str(number), "ann") for number in range(3))
    for each in (wants, does_not, full):
        room.enter(each)
    does_not.events = frozenset()
    full.peer.send(Parcel([message(200)]))
    room.broadcast("activity:new", Parcel([message()]))
    assert [each.peer.session.queue.qsize() for each in (wants, does_not, full)] == [1, 0, 1]


def test_a_new_socket_gets_everything_in_the_contract_s_order() -> None:
    assert socket("1", "ann").subscribed() == list(EVENTS)


def test_an_event_is_heard_while_anybody_in_the_room_wants_it() -> None:
    room = Room()
    assert not room.is_heard("geo:update")
    only = socket("1", "ann")
    room.enter(only)
    assert room.is_heard("geo:update")
    only.events = frozenset({"activity:new"})
    assert not room.is_heard("geo:update")
