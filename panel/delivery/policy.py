"""What happens when a line has as many connections as it may."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from panel.delivery.device import Device

if TYPE_CHECKING:
    from panel.sessions import EndReason

LimitPolicy = Literal["refuse", "end-oldest", "same-stream-twice"]
"""`refuse` the newest, end the oldest, or let two connections of one stream count as one."""


class Occupant(Protocol):
    """What a policy looks at."""

    @property
    def device(self) -> Device: ...

    @property
    def stream_id(self) -> int: ...

    @property
    def idle(self) -> bool: ...


Occupying = TypeVar("Occupying", bound=Occupant)


@dataclass(frozen=True, slots=True)
class Policy:
    """One of the three, as an installation is set."""

    name: LimitPolicy = "refuse"

    def count(self, stream_ids: Iterable[int]) -> int:
        """Return as how many connections those that play these streams count."""
        per_stream = Counter(stream_ids)
        if self.name == "same-stream-twice":
            return sum((number + 1) // 2 for number in per_stream.values())
        return per_stream.total()

    def fits(self, allowed: int, stream_ids: Iterable[int]) -> bool:
        """Tell whether a line may have connections that play these streams; 0 allowed is no limit."""
        return allowed == 0 or self.count(stream_ids) <= allowed

    def yielding(
        self, taken: Sequence[Occupying], device: Device, stream_id: int
    ) -> "tuple[Occupying, EndReason] | None":
        """Return which of `taken`, oldest first, makes room for one more, and why; None where none does.

        A player that zaps has left its previous stream, whatever the policy: it is not told that it is one too many.
        Nor does a connection that gets nothing at the moment keep anybody out.
        """
        for occupant in taken:
            if occupant.idle or (occupant.device.is_same(device) and occupant.stream_id != stream_id):
                return occupant, "left"
        return (taken[0], "limit") if self.name == "end-oldest" and taken else None
