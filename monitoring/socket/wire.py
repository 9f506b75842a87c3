"""Models to packets: encoded once, shared by all who receive them."""

from collections.abc import Callable, Sequence

import orjson
from socketio.packet import DISCONNECT, EVENT, Packet

from monitoring.contract.base import WireModel
from monitoring.contract.requests import EventName, Refusal, SentEvent
from monitoring.socket.parcel import Message

RESERVED_EVENTS = frozenset({"*", "connect", "connect_error", "disconnect"})


class Encoded:
    """The JSON that an acknowledgement carries as `data`, and, for answers that are events, their packet."""

    def __init__(self, packet: Message | None, data: Callable[[], bytes]) -> None:
        self.packet = packet
        self._data = data

    @property
    def messages(self) -> tuple[Message, ...]:
        """The packet, if there is one."""
        return () if self.packet is None else (self.packet,)

    @property
    def data(self) -> bytes:
        return self._data()

    def only_acknowledged(self) -> "Encoded":
        """Return the same without its packet."""
        return Encoded(None, self._data)


class _Json:
    """The functions the packet class asks for, in orjson, which also takes `orjson.Fragment`."""

    @staticmethod
    def dumps(value: object, **_options: object) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str) -> object:
        value: object = orjson.loads(text)
        return value


class WirePacket(Packet):
    """A Socket.IO packet (protocol 5) without attachments; anything that is no honest client's raises `ValueError`."""

    uses_binary_events = False
    json = _Json

    def decode(self, encoded_packet: object) -> int:
        if not isinstance(encoded_packet, str) or encoded_packet[:1] in ("5", "6"):
            raise ValueError("binary packet")
        if super().decode(encoded_packet):
            raise ValueError("attachments announced")
        if self.packet_type == EVENT:
            _require_event(self.data)
        return 0


def encode(event: SentEvent, *models: WireModel) -> Encoded:
    """Return the packet of an event whose arguments are `models`."""
    arguments = [_to_json(model) for model in models]
    return Encoded(Message(_opening(event), b",".join(arguments), b"]"), lambda: arguments[0])


def encode_json(event: EventName, payload: bytes) -> Encoded:
    """Return the packet of an event whose argument is written already."""
    return Encoded(Message(_opening(event), payload, b"]"), lambda: payload)


def encode_data(model: WireModel) -> Encoded:
    """Return an answer that is only acknowledged."""
    return Encoded(None, lambda: _to_json(model))


def encode_view(rows: Sequence[bytes], page: bytes) -> Encoded:
    """Return `connections:update` with its two arguments; an acknowledgement carries both in one object."""
    packet = Message(_opening("connections:update"), b"[", b",".join(rows), b"],", page, b"]")
    # Cut out of the packet, because few ask and a page of rows is large.
    begin, end = len(_opening("connections:update")) + 1, -len(page) - 2
    return Encoded(packet, lambda: b'{"rows":%b,"page":%b}' % (packet.encoded[begin:end], page))


def encode_delta(delta: bytes, page: bytes) -> Encoded:
    """Return `connections:delta` with its two arguments."""
    return Encoded(Message(_opening("connections:delta"), delta, b",", page, b"]"), lambda: delta)


def accepted(data: bytes) -> orjson.Fragment:
    """Return the acknowledgement of a request that was answered."""
    return orjson.Fragment(b'{"ok":true,"data":' + data + b"}")


def refused(refusal: Refusal) -> orjson.Fragment:
    """Return the acknowledgement of a request that was not."""
    return orjson.Fragment(_to_json(refusal))


def farewell() -> Message:
    """Return the packet that tells a client it was disconnected by the server."""
    return Message(WirePacket(DISCONNECT).encode().encode())


def _opening(event: SentEvent) -> bytes:
    return b'%d["%b",' % (EVENT, event.encode())


def _to_json(model: WireModel) -> bytes:
    return model.model_dump_json().encode()


def _require_event(data: object) -> None:
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise ValueError("no event")
    if data[0] in RESERVED_EVENTS:
        raise ValueError("reserved event")
