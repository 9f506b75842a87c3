"""Playlists and programme guides taken in over HTTP, and the state of the geo databases."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import StreamType
from panel.api.models.collectors import ServerUrl

PlaylistText = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]


class PlaylistImport(WireModel):
    """Either its address, asked from the server under the rules of sources, or its text."""

    url: ServerUrl | None = None
    text: PlaylistText | None = None
    preview: bool = Field(False, description="only tell what is in it, and change nothing")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.url is None) == (self.text is None):
            raise ValueError("give either the playlist's address or its text")
        return self


class SkippedLine(WireModel):
    line: int
    reason: str


class PlaylistEntry(WireModel):
    line: int
    name: str
    type: StreamType
    category: str | None


class PlaylistImported(WireModel):
    """`found` entries can be delivered; of a preview `added`, `updated` and `unchanged` are null."""

    found: int
    added: int | None
    updated: int | None
    unchanged: int | None
    first: list[PlaylistEntry] = Field(description="of a preview the first 20 entries, else none")
    skipped: list[SkippedLine] = Field(description="at most a thousand")
    skipped_in_all: int


class GuideImport(WireModel):
    url: ServerUrl = Field(description="of an XMLTV file, gzipped or not")


class GuideImported(WireModel):
    channels: int = Field(description="of the file that a stream names as its guide id")
    programmes: int = Field(description="that are now in the guide")
    replaced: int
    other_channels: int = Field(description="programmes of channels that no stream names")
    outside: int = Field(description="programmes that are over, or too far ahead to be kept")
    skipped: list[SkippedLine]
    skipped_in_all: int


class GeoDatabase(WireModel):
    kind: str
    loaded: bool
    type: str | None
    built_at: Timestamp | None
    age_days: int | None
    error: str | None


class GeoDatabaseFetched(WireModel):
    kind: str
    fetched: bool = Field(description="false: it was the newest already")
    type: str
    built_at: Timestamp


class GeoDatabasesFetched(WireModel):
    """Taken up by the service within seconds."""

    items: list[GeoDatabaseFetched]


class GeoDatabases(WireModel):
    items: list[GeoDatabase]
