"""Who plays, as far as a request tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Device:
    """An address (canonical text) and what the player calls itself; None where that is not known."""

    address: str | None
    user_agent: str | None

    def is_same(self, other: "Device") -> bool:
        """Tell whether both are one player; without an address that cannot be known."""
        return self.address is not None and self == other
