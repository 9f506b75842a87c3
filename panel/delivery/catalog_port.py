"""What delivery needs of the catalog."""

from collections.abc import Callable, Collection
from typing import Protocol

from panel.catalog import LineFact, StreamFact


class PlayerCatalog(Protocol):
    """Lines and streams in memory; see `panel.catalog.Catalog`."""

    def line_by_username(self, username: str, /) -> LineFact | None: ...

    def line(self, line_id: int, /) -> LineFact | None: ...

    def stream(self, stream_id: int, /) -> StreamFact | None: ...

    def streams(self) -> Collection[StreamFact]: ...

    def line_may_play(self, line: LineFact, stream: StreamFact, /) -> bool: ...

    async def refresh_if_older(self, max_age_s: float, /) -> None: ...

    def watch(self, callback: Callable[[], None], /) -> None: ...
