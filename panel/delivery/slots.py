"""The connections of each line, so that none has more than it may."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from panel.catalog import LineFact
from panel.delivery.device import Device
from panel.delivery.policy import Policy
from panel.sessions import EndReason


class Slot:
    """One of a line's connections, from before its first byte to its end. Releasing twice is releasing once.

    One that is evicted counts no more; `on_evicted`, where it is set, has to end what holds it, which then releases it.
    """

    __slots__ = ("_gone", "_predecessors", "_slots", "device", "evicted", "idle", "line_id", "on_evicted", "stream_id")

    def __init__(
        self, slots: "Slots", line_id: int, device: Device, stream_id: int, predecessors: Sequence["Slot"]
    ) -> None:
        self.line_id = line_id
        self.device = device
        self.stream_id = stream_id
        self.evicted: EndReason | None = None
        self.idle = False
        """Whether its connection is only waiting for its player to ask again."""
        self.on_evicted: Callable[[EndReason], None] | None = None
        self._slots = slots
        self._predecessors = predecessors
        self._gone = asyncio.Event()

    def release(self) -> None:
        self._slots.forget(self)
        self._gone.set()

    def evict(self, reason: EndReason) -> None:
        """Make room; what holds the slot is told to end."""
        if self.evicted is not None or self._gone.is_set():
            return
        self.evicted = reason
        self._slots.forget(self)
        if self.on_evicted is not None:
            self.on_evicted(reason)

    async def wait_vacant(self) -> None:
        """Return once those who made room for this one are really gone."""
        for predecessor in self._predecessors:
            await predecessor._gone.wait()
        self._predecessors = ()


class Slots:
    """Taken and given back without waiting in between, so that two requests never share the last one."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._taken: defaultdict[int, dict[Slot, None]] = defaultdict(dict)

    def of_line(self, line_id: int) -> Sequence[Slot]:
        """Return the line's slots, oldest first."""
        return tuple(self._taken[line_id]) if line_id in self._taken else ()

    def repeats(self, line: LineFact, device: Device, stream_id: int) -> bool:
        """Tell whether this player has that stream already."""
        return any(slot.stream_id == stream_id and slot.device.is_same(device) for slot in self.of_line(line.id))

    def free(self, line: LineFact, device: Device, stream_id: int) -> bool:
        """Tell whether `take` would succeed."""
        taken = self.of_line(line.id)
        fits = self.policy.fits(line.max_connections, (*(slot.stream_id for slot in taken), stream_id))
        return fits or self.policy.yielding(taken, device, stream_id) is not None

    def take(self, line: LineFact, device: Device, stream_id: int) -> Slot | None:
        """Return a slot of `line`, evicting who yields, or None when it is at its limit."""
        evicted: list[Slot] = []
        while not self._fits(line, stream_id):
            yielding = self.policy.yielding(self.of_line(line.id), device, stream_id)
            if yielding is None:
                return None
            slot, reason = yielding
            slot.evict(reason)
            evicted.append(slot)
        taken = Slot(self, line.id, device, stream_id, evicted)
        self._taken[line.id][taken] = None
        return taken

    def evict_surplus(self, line: LineFact) -> None:
        """Evict the newest of a line whose limit was lowered."""
        taken = list(self.of_line(line.id))
        while taken and not self.policy.fits(line.max_connections, (slot.stream_id for slot in taken)):
            taken.pop().evict("limit")

    def forget(self, slot: Slot) -> None:
        of_line = self._taken[slot.line_id]
        of_line.pop(slot, None)
        if not of_line:
            del self._taken[slot.line_id]

    def _fits(self, line: LineFact, stream_id: int) -> bool:
        streams = (*(slot.stream_id for slot in self.of_line(line.id)), stream_id)
        return self.policy.fits(line.max_connections, streams)
