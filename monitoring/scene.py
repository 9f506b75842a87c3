"""What rows and places are told of: a snapshot, or a moment of the past that was put together again."""

from datetime import datetime
from typing import Protocol

from monitoring.columns import Connections
from monitoring.groups import Groups
from monitoring.index import Index


class Scene(Protocol):
    """Connections at one moment; `monotonic_s` is that moment on the clock that `connected_us` is of."""

    @property
    def seq(self) -> int: ...

    @property
    def timestamp(self) -> datetime: ...

    @property
    def monotonic_s(self) -> float: ...

    @property
    def connections(self) -> Connections: ...

    @property
    def groups(self) -> Groups: ...

    @property
    def index(self) -> Index: ...
