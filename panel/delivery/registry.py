"""Who is watching: every connection, and those that are over but not yet safely stored."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import count

import structlog

from monitoring.model import Identity
from panel.delivery.connection import OpenConnection
from panel.sessions import SessionBook

log = structlog.get_logger(__name__)


class Registry:
    """Gives each connection a key, tells the book when it begins and ends, and forgets it when that is stored."""

    def __init__(self, collector: str, book: SessionBook) -> None:
        self._collector = collector
        self._book = book
        self._next_key = count(1)
        self._listed: dict[int, OpenConnection] = {}
        self._identities: dict[int, Identity] = {}
        self._live: dict[str, int] = {}
        self._by_line: defaultdict[int, dict[int, OpenConnection]] = defaultdict(dict)
        self._ending: set[int] = set()
        self._watchers: list[Callable[[OpenConnection], None]] = []

    def watch(self, changed: Callable[[OpenConnection], None]) -> None:
        """Call `changed` right after each connection that opened or is over."""
        self._watchers.append(changed)

    @property
    def listed(self) -> Mapping[int, OpenConnection]:
        """By key, in the order of keys: those who watch and those who are ending."""
        return self._listed

    @property
    def identities(self) -> Mapping[int, Identity]:
        return self._identities

    @property
    def ending(self) -> frozenset[int]:
        return frozenset(self._ending)

    @property
    def live(self) -> Collection[OpenConnection]:
        """Those who watch now."""
        return [self._listed[key] for key in self._live.values()]

    def share(self, number: int, of: int) -> Collection[OpenConnection]:
        """Return one of `of` equal shares of those who watch now."""
        return [self._listed[key] for key in self._live.values() if key % of == number % of]

    def count(self) -> int:
        """How many watch now."""
        return len(self._live)

    def find(self, connection_id: str) -> OpenConnection | None:
        """Return the connection of that id while it is live."""
        key = self._live.get(connection_id)
        return None if key is None else self._listed[key]

    def lines(self) -> Collection[int]:
        """Return the lines that watch now."""
        return tuple(self._by_line)

    def watches(self, line_id: int) -> bool:
        """Tell whether a line has a connection that is live."""
        return line_id in self._by_line

    def of_line(self, line_id: int) -> Sequence[OpenConnection]:
        """Return the line's connections that are live, oldest first."""
        return tuple(self._by_line[line_id].values()) if line_id in self._by_line else ()

    def opened(self, viewer: OpenConnection) -> None:
        key = next(self._next_key)
        identity = viewer.identity
        self._listed[key] = viewer
        self._identities[key] = identity
        self._live[identity.id] = key
        self._by_line[viewer.line.id][key] = viewer
        self._book.opened(self._collector, identity)
        self._tell(viewer)

    def closed(self, viewer: OpenConnection) -> None:
        """Take note of a connection that is over; it stays listed as ending until the book has stored it."""
        key = self._live.pop(viewer.identity.id, None)
        if key is None or viewer.over is None:
            return
        of_line = self._by_line[viewer.line.id]
        del of_line[key]
        if not of_line:
            del self._by_line[viewer.line.id]
        self._ending.add(key)
        log.debug("connection over", id=viewer.identity.id, reason=viewer.over.reason)
        self._book.closed(self._collector, viewer.identity, viewer.over, partial(self._stored, key))
        self._tell(viewer)

    def _tell(self, viewer: OpenConnection) -> None:
        for changed in self._watchers:
            changed(viewer)

    def _stored(self, key: int) -> None:
        self._ending.discard(key)
        self._listed.pop(key, None)
        self._identities.pop(key, None)
