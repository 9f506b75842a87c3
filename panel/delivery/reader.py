"""What a ring is read by."""

from typing import Protocol


class Reader(Protocol):
    """Whoever reads the ring."""

    def pump(self) -> None:
        """Take what is new."""
        ...
