"""What is known of a line, a stream, a category."""

from dataclasses import dataclass
from datetime import datetime

from geo.address import Network
from monitoring.contract.events import StreamType
from panel.transcoding import TranscodePreset


@dataclass(frozen=True, slots=True)
class LineRules:
    """From where and with what a line may watch; an empty one of them allows everything.

    `countries` are ISO 3166-1 alpha-2 codes; `isps` and `agents` are globs (`*`, `?`, `[…]`) in lower case.
    """

    countries: frozenset[str] = frozenset()
    isps: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    agents: tuple[str, ...] = ()


NO_RULES = LineRules()


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
    rules: LineRules = NO_RULES
    quota_bytes_per_month: int | None = None


@dataclass(frozen=True, slots=True)
class RestartTriggers:
    """When a stream is restarted by itself, None never: after so long without data, so long after its start, or at
    so many continuity errors in a minute; but not more often in an hour than `most_per_hour`.
    """

    silence_s: int | None = None
    every_h: int | None = None
    errors_per_minute: int | None = None
    most_per_hour: int = 6

    @property
    def any(self) -> bool:
        return (self.silence_s, self.every_h, self.errors_per_minute) != (None, None, None)


NO_TRIGGERS = RestartTriggers()


@dataclass(frozen=True, slots=True)
class StreamFact:
    """A channel or title; `sources` are upstream addresses, the primary first.

    A `restart_requested_at` that is another than before asks for a restart.
    Without `transcode` the source is delivered as it comes.

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
    triggers: RestartTriggers = NO_TRIGGERS
    restart_requested_at: datetime | None = None
    transcode: TranscodePreset | None = None


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """A named group of streams of one type."""

    id: int
    name: str
    type: StreamType
