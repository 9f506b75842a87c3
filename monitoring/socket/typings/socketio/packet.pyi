from typing import Protocol

DISCONNECT: int
EVENT: int

class Json(Protocol):
    @staticmethod
    def dumps(value: object, **options: object) -> str: ...
    @staticmethod
    def loads(text: str) -> object: ...

class Packet:
    uses_binary_events: bool
    json: type[Json]
    packet_type: int
    data: object
    def __init__(self, packet_type: int = ..., data: object = None) -> None: ...
    def encode(self) -> str: ...
    def decode(self, encoded_packet: str) -> int: ...
