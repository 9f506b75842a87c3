"""What is known of a line, a stream, a category."""

from dataclasses import dataclass
from datetime import datetime

from monitoring.contract.events import StreamType


@dataclass(frozen=True, slots=True)
class LineFact:
    """A subscriber's account; `max_connections` 0 is no limit, no `bouquet_ids` means every stream."""

    id: int
    username: str
    password: str
    max_connections: int
    expires_at: datetime | None
    trial: bool
    enabled: bool
    bouquet_ids: frozenset[int]
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StreamFact:
    """A channel or title; `sources` are upstream addresses, the primary first.

    `series_title`, `season` and `episode` are those an operator gave; an episode's name may tell the same.
    """

    id: int
    name: str
    type: StreamType
    category_id: int | None
    sources: tuple[str, ...]
    on_demand: bool
    enabled: bool
    guide_id: str | None
    logo_url: str | None
    position: int
    created_at: datetime | None = None
    series_title: str | None = None
    season: int | None = None
    episode: int | None = None


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """A named group of streams of one type."""

    id: int
    name: str
    type: StreamType
