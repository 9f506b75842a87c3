"""Lines and streams that a test changes by hand, and a book that only remembers."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from monitoring.model import Identity
from panel.catalog import LineFact, LineRules, StreamFact
from panel.sessions import Ending


def make_line(
    line_id: int = 1,
    username: str = "alice",
    *,
    password: str = "secret",
    max_connections: int = 0,
    expires_at: datetime | None = None,
    enabled: bool = True,
    bouquet_ids: frozenset[int] = frozenset(),
    rules: LineRules | None = None,
) -> LineFact:
    return LineFact(
        line_id,
        username,
        password,
        max_connections,
        expires_at,
        trial=False,
        enabled=enabled,
        bouquet_ids=bouquet_ids,
        rules=rules or LineRules(),
    )


def make_stream(stream_id: int, *sources: str, on_demand: bool = True, enabled: bool = True) -> StreamFact:
    return StreamFact(
        id=stream_id,
        name=f"Channel {stream_id}",
        type="live",
        category_id=None,
        sources=sources,
        on_demand=on_demand,
        enabled=enabled,
        guide_id=None,
        logo_url=None,
        position=0,
    )


class FakeCatalog:
    """What `panel.catalog.Catalog` offers to players. `late_lines` are only found after a refresh."""

    def __init__(self, lines: Collection[LineFact] = (), streams: Collection[StreamFact] = ()) -> None:
        self._lines = {line.id: line for line in lines}
        self._streams = {stream.id: stream for stream in streams}
        self._bouquets: Mapping[int, Collection[int]] = {}
        self._watchers: list[Callable[[], None]] = []
        self.late_lines: list[LineFact] = []
        self.refreshes = 0

    def change(
        self,
        *,
        lines: Collection[LineFact] = (),
        streams: Collection[StreamFact] = (),
        bouquets: Mapping[int, Collection[int]] | None = None,
        without_lines: Collection[int] = (),
        without_streams: Collection[int] = (),
    ) -> None:
        self._lines |= {line.id: line for line in lines}
        self._streams |= {stream.id: stream for stream in streams}
        self._bouquets = self._bouquets if bouquets is None else bouquets
        for line_id in without_lines:
            del self._lines[line_id]
        for stream_id in without_streams:
            del self._streams[stream_id]
        for watcher in self._watchers:
            watcher()

    def line_by_username(self, username: str) -> LineFact | None:
        return next((line for line in self._lines.values() if line.username == username), None)

    def line(self, line_id: int) -> LineFact | None:
        return self._lines.get(line_id)

    def stream(self, stream_id: int) -> StreamFact | None:
        return self._streams.get(stream_id)

    def streams(self) -> Collection[StreamFact]:
        return tuple(self._streams.values())

    def line_may_play(self, line: LineFact, stream: StreamFact) -> bool:
        return not line.bouquet_ids or any(stream.id in self._bouquets.get(bouquet, ()) for bouquet in line.bouquet_ids)

    async def refresh_if_older(self, max_age_s: float) -> None:
        self.refreshes += 1
        await asyncio.sleep(0)
        late, self.late_lines = self.late_lines, []
        if late:
            self.change(lines=late)

    def watch(self, callback: Callable[[], None]) -> None:
        self._watchers.append(callback)


class FakeBook:
    """Implements `SessionBook`. With `holds` it reports nothing as stored until `store` is called."""

    def __init__(self) -> None:
        self.holds = False
        self.begun: list[Identity] = []
        self.endings: dict[str, Ending] = {}
        self.activity: list[tuple[str, str | None, str]] = []
        self._held: list[Callable[[], None]] = []

    def opened(self, collector: str, identity: Identity) -> None:
        self.begun.append(identity)

    def closed(self, collector: str, identity: Identity, ending: Ending, stored: Callable[[], None]) -> None:
        assert identity.id not in self.endings
        self.endings[identity.id] = ending
        self._held.append(stored)
        if not self.holds:
            self.store()

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        self.activity.append((kind, subject, message))

    def store(self) -> None:
        held, self._held = self._held, []
        for stored in held:
            stored()
