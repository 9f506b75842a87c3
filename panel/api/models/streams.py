"""Streams, their health, and what starting or stopping one answers."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.events import StreamStatus, StreamType
from monitoring.contract.streams import StreamHealthRow, StreamVitals
from panel.api.models.base import ChangeModel, ListPage, LongTitle, PageQuery, Position, Printable, RowId
from panel.sources import http_problem, source_problem
from panel.transcoding import TranscodePreset


def _source(url: str) -> str:
    problem = source_problem(url)
    if problem is not None:
        raise ValueError(problem)
    return url


def _http(url: str) -> str:
    problem = http_problem(url)
    if problem is not None:
        raise ValueError(problem)
    return url


SourceUrl = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_source)]
LogoUrl = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_http)]
BackupUrls = Annotated[list[SourceUrl], Field(max_length=16, description="tried in this order")]
EpisodeNumber = Annotated[int, Field(ge=0, le=100_000)]
SilenceS = Annotated[int, Field(ge=1, le=3600, description="restart after so many seconds without data; null: never")]
EveryHours = Annotated[int, Field(ge=1, le=8760, description="restart so many hours after each start; null: never")]
ErrorsPerMinute = Annotated[
    int, Field(ge=1, le=1_000_000, description="restart at so many continuity errors in a minute; null: never")
]
RestartsPerHour = Annotated[int, Field(ge=1, le=60, description="restarts by themselves at most; null: 6")]
Transcode = Annotated[
    TranscodePreset, Field(description="what ffmpeg makes of a live stream; null: delivered as it comes")
]
GuideId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256), Printable]


class StreamKept(WireModel):
    """A stream as it is kept."""

    id: int
    name: str
    type: StreamType
    category_id: int | None
    source_url: str | None = Field(description="shown to admin alone")
    backup_urls: list[str] | None = Field(description="shown to admin alone")
    on_demand: bool
    enabled: bool
    guide_id: str | None = Field(description="channel id of the programme guide (XMLTV)")
    logo_url: str | None
    position: int
    created_at: Timestamp
    series_title: str | None = Field(description="of an episode, where its name does not tell it")
    season: int | None
    episode: int | None
    restart_silence_s: SilenceS | None
    restart_every_h: EveryHours | None
    restart_errors_per_minute: ErrorsPerMinute | None
    restarts_per_hour: RestartsPerHour | None
    transcode: Transcode | None


class StreamRead(StreamVitals, StreamKept):
    """A stream as it is kept, with its state as of the newest tick (null before the first)."""


class StreamsPage(ListPage[StreamRead]):
    """`streams` is what `stream:health` says of the same streams at `timestamp`."""

    seq: int | None = Field(description="null before the first tick")
    timestamp: Timestamp | None
    streams: list[StreamHealthRow]


class StreamCreate(WireModel):
    name: LongTitle
    source_url: SourceUrl
    backup_urls: BackupUrls = []
    type: StreamType = "live"
    category_id: RowId | None = None
    on_demand: bool = False
    enabled: bool = True
    guide_id: GuideId | None = None
    logo_url: LogoUrl | None = None
    position: Position = 0
    series_title: LongTitle | None = None
    season: EpisodeNumber | None = None
    episode: EpisodeNumber | None = None
    restart_silence_s: SilenceS | None = None
    restart_every_h: EveryHours | None = None
    restart_errors_per_minute: ErrorsPerMinute | None = None
    restarts_per_hour: RestartsPerHour | None = None
    transcode: Transcode | None = None


class StreamChange(ChangeModel):
    clearable = frozenset(
        {
            "category_id",
            "guide_id",
            "logo_url",
            "series_title",
            "season",
            "episode",
            "restart_silence_s",
            "restart_every_h",
            "restart_errors_per_minute",
            "restarts_per_hour",
            "transcode",
        }
    )

    name: LongTitle | None = None
    source_url: SourceUrl | None = None
    backup_urls: BackupUrls | None = None
    type: StreamType | None = None
    category_id: RowId | None = None
    on_demand: bool | None = None
    enabled: bool | None = None
    guide_id: GuideId | None = None
    logo_url: LogoUrl | None = None
    position: Position | None = None
    series_title: LongTitle | None = None
    season: EpisodeNumber | None = None
    episode: EpisodeNumber | None = None
    restart_silence_s: SilenceS | None = None
    restart_every_h: EveryHours | None = None
    restart_errors_per_minute: ErrorsPerMinute | None = None
    restarts_per_hour: RestartsPerHour | None = None
    transcode: Transcode | None = None


class StreamListQuery(PageQuery):
    status: StreamStatus | None = None
    type: StreamType | None = None
    category_id: RowId | None = None


class StreamOrderAnswer(WireModel):
    """The state of a stream after it was told to start, stop or restart."""

    stream_id: int
    stream_name: str
    status: StreamStatus
    reason: str | None
    since: Timestamp | None
