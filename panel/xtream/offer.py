"""What a line is offered: the streams it may play, in their order, with their categories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from monitoring.contract.events import StreamType
from panel.catalog import CategoryFact, LineFact, StreamFact
from panel.vod.episodes import EpisodePlace, place_of

# Most players list streams by category alone, so those without one are given one.
WITHOUT_CATEGORY = 0
WITHOUT_CATEGORY_NAME = "Other"


class OfferCatalog(Protocol):
    """The part of `panel.catalog.Catalog` that is read here."""

    def streams(self) -> Sequence[StreamFact]: ...

    def categories(self) -> Sequence[CategoryFact]: ...

    def stream(self, stream_id: int, /) -> StreamFact | None: ...

    def line_may_play(self, line: LineFact, stream: StreamFact, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Episode:
    """A stream of type series, and where it stands."""

    stream: StreamFact
    place: EpisodePlace


@dataclass(slots=True)
class Series:
    """Episodes of one title in one category. The id is that of the episode that was added first."""

    title: str
    category_id: int | None
    episodes: list[Episode] = field(default_factory=list)

    @property
    def id(self) -> int:
        return min(episode.stream.id for episode in self.episodes)

    @property
    def logo_url(self) -> str | None:
        return next((episode.stream.logo_url for episode in self.episodes if episode.stream.logo_url), None)

    @property
    def changed_at(self) -> datetime | None:
        return max((at for episode in self.episodes if (at := episode.stream.created_at)), default=None)

    def seasons(self) -> dict[int, list[Episode]]:
        """Return the episodes by season, both in order."""
        ordered = sorted(self.episodes, key=lambda episode: (episode.place.season, episode.place.episode))
        by_season: dict[int, list[Episode]] = {}
        for episode in ordered:
            by_season.setdefault(episode.place.season, []).append(episode)
        return by_season


class Offer:
    """Everything one line may play now."""

    def __init__(self, catalog: OfferCatalog, line: LineFact) -> None:
        self._catalog = catalog
        self._line = line

    @cached_property
    def streams(self) -> Sequence[StreamFact]:
        may_play = self._catalog.line_may_play
        return [stream for stream in self._catalog.streams() if stream.enabled and may_play(self._line, stream)]

    def of_type(self, stream_type: StreamType, category_id: int | None = None) -> Sequence[StreamFact]:
        """Return the streams of a type, and of a category where one is given."""
        return [
            stream
            for stream in self.streams
            if stream.type == stream_type and category_id in (None, stream.category_id or WITHOUT_CATEGORY)
        ]

    def stream(self, stream_id: int | None, stream_type: StreamType) -> StreamFact | None:
        """Return one stream of a type, where the line may play it."""
        stream = None if stream_id is None else self._catalog.stream(stream_id)
        if stream is None or stream.type != stream_type or not stream.enabled:
            return None
        return stream if self._catalog.line_may_play(self._line, stream) else None

    def categories(self, stream_type: StreamType) -> Sequence[tuple[int, str]]:
        """Return id and name of the categories that have something of this type for the line, in their order."""
        used = {stream.category_id for stream in self.of_type(stream_type)}
        named = [(category.id, category.name) for category in self._catalog.categories() if category.id in used]
        return [*named, (WITHOUT_CATEGORY, WITHOUT_CATEGORY_NAME)] if None in used else named

    def series(self, category_id: int | None = None) -> Sequence[Series]:
        """Return the series, by the first of their episodes."""
        found: dict[tuple[str, int | None], Series] = {}
        for episode in _episodes(self.of_type("series", category_id)):
            title, category = episode.place.series_title, episode.stream.category_id
            series = found.setdefault((title.casefold(), category), Series(title, category))
            series.episodes.append(episode)
        return list(found.values())


def _episodes(streams: Iterable[StreamFact]) -> Iterable[Episode]:
    return (Episode(stream, place_of(stream)) for stream in streams)
