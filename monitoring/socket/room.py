"""The sockets of admitted operators. Nobody enters before the handshake has succeeded; only they are sent events."""

from collections.abc import Collection, Iterator
from typing import get_args

from monitoring.contract.requests import EventName
from monitoring.ports import Principal
from monitoring.socket.parcel import Parcel
from monitoring.socket.peer import Peer
from monitoring.socket.view import FIRST_VIEW

EVENTS: tuple[EventName, ...] = get_args(EventName)
ALL_EVENTS = frozenset(EVENTS)


class OperatorSocket:
    """One operator's socket: whose it is, what it has asked to be sent, and what it was sent.

    `seq` is the newest tick, `page_seq` that of the page of its view which it has; None where it has none.
    """

    __slots__ = ("events", "page_seq", "peer", "principal", "seq", "sid", "view")

    def __init__(self, sid: str, peer: Peer, principal: Principal) -> None:
        self.sid = sid
        self.peer = peer
        self.principal = principal
        self.view = FIRST_VIEW
        self.events: frozenset[EventName] = ALL_EVENTS
        self.seq: int | None = None
        self.page_seq: int | None = None

    def was_sent(self, seq: int) -> None:
        """Remember that a tick was handed over, with the page if it wants that."""
        self.seq = seq
        self.page_seq = seq if "connections:update" in self.events else None

    def subscribed(self) -> list[EventName]:
        """Return the events it receives, in the contract's order."""
        return [event for event in EVENTS if event in self.events]


class Room:
    """Everybody who may be sent events, by session id."""

    def __init__(self) -> None:
        self._sockets: dict[str, OperatorSocket] = {}

    def __len__(self) -> int:
        return len(self._sockets)

    def __iter__(self) -> Iterator[OperatorSocket]:
        return iter(list(self._sockets.values()))

    def enter(self, socket: OperatorSocket) -> None:
        self._sockets[socket.sid] = socket

    def leave(self, sid: str) -> None:
        self._sockets.pop(sid, None)

    def find(self, sid: str) -> OperatorSocket | None:
        return self._sockets.get(sid)

    def operators(self) -> set[str]:
        """Return the names of the operators who are present."""
        return {socket.principal.name for socket in self._sockets.values()}

    def is_heard(self, event: EventName) -> bool:
        """Tell whether anybody subscribed to an event."""
        return any(event in socket.events for socket in self._sockets.values())

    def broadcast(self, event: EventName, parcel: Parcel, to: Collection[str] | None = None) -> None:
        """Send one event to all, or all with these session ids, who subscribed to it and still read."""
        for socket in self:
            if event in socket.events and (to is None or socket.sid in to):
                socket.peer.offer(parcel)
