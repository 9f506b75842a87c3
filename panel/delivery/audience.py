"""Which lines watch now, told as they begin and cease to."""

from collections.abc import Callable

from monitoring.model import LinePresence
from panel.delivery.connection import OpenConnection
from panel.delivery.registry import Registry


class LineAudience:
    """Implements `monitoring.ports.Audience` for the connections of a registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._online: set[int] = set()
        self._watchers: list[Callable[[LinePresence], None]] = []
        registry.watch(self._look)

    def lines_online(self) -> int:
        return len(self._online)

    def watch(self, changed: Callable[[LinePresence], None]) -> None:
        self._watchers.append(changed)

    def _look(self, connection: OpenConnection) -> None:
        line = connection.line
        online = self._registry.watches(line.id)
        if online is (line.id in self._online):
            return
        if online:
            self._online.add(line.id)
        else:
            self._online.discard(line.id)
        for changed in self._watchers:
            changed(LinePresence(line.id, line.username, online))
