MESSAGE: int

class Packet:
    data: str
    def __init__(self, packet_type: int = ..., data: str | None = None) -> None: ...
