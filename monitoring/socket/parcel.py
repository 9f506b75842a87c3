"""What is sent to many sockets at once: packets that are made ready for each kind of transport only once."""

from collections.abc import Sequence
from functools import cached_property

from engineio.packet import MESSAGE, Packet

from monitoring.socket.frames import deflated_frame, frame_head, text_frame

# Smaller messages than this gain nothing from being deflated.
DEFLATED_FROM_BYTES = 128


class Message(Packet):
    """A Socket.IO packet inside an Engine.IO message (protocol 4), given as its UTF-8 text in parts."""

    def __init__(self, *parts: bytes) -> None:
        # The base class keeps its text decoded, which only polling needs.
        self.packet_type = MESSAGE
        self.binary = False
        self.encoded = b"".join((b"%d" % MESSAGE, *parts))

    def __len__(self) -> int:
        return len(self.encoded)

    @property
    def data(self) -> str:
        """The Socket.IO packet as text."""
        return self.encode()[1:]

    def encode(self, b64: bool = False) -> str:
        """Return the message as polling and other servers' websockets take it."""
        return self._text

    @cached_property
    def frame(self) -> bytes:
        """The message as a frame that every websocket takes."""
        return text_frame(self.encoded)

    @cached_property
    def deflated(self) -> bytes:
        """The message as a frame for websockets that take deflated messages."""
        return self.frame if len(self) < DEFLATED_FROM_BYTES else deflated_frame(self.encoded)

    @cached_property
    def _text(self) -> str:
        return self.encoded.decode()


class Parcel:
    """Messages that go out together, in order."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = tuple(messages)

    @cached_property
    def frames(self) -> bytes:
        """All of it for a websocket."""
        return b"".join([part for message in self.messages for part in (frame_head(len(message)), message.encoded)])

    @cached_property
    def deflated(self) -> bytes:
        """All of it for a websocket that takes deflated messages."""
        return b"".join(message.deflated for message in self.messages)
