"""How many connections of each line are open, so that none has more than it may."""

from collections import Counter

from panel.catalog import LineFact


class Slot:
    """One of a line's connections, from before its first byte to its end. Releasing twice is releasing once."""

    __slots__ = ("_line_id", "_slots")

    def __init__(self, slots: "Slots", line_id: int) -> None:
        self._slots: Slots | None = slots
        self._line_id = line_id

    def release(self) -> None:
        slots, self._slots = self._slots, None
        if slots is not None:
            slots.give_back(self._line_id)


class Slots:
    """Taken and given back without waiting in between, so that two requests never share the last one."""

    def __init__(self) -> None:
        self._taken: Counter[int] = Counter()

    def free(self, line: LineFact) -> bool:
        """Tell whether `take` would succeed; 0 connections allowed is no limit."""
        return line.max_connections == 0 or self._taken[line.id] < line.max_connections

    def take(self, line: LineFact) -> Slot | None:
        """Return a slot of `line`, or None when it is at its limit."""
        if not self.free(line):
            return None
        self._taken[line.id] += 1
        return Slot(self, line.id)

    def give_back(self, line_id: int) -> None:
        self._taken[line_id] -= 1
        if not self._taken[line_id]:
            del self._taken[line_id]
