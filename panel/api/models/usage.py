"""How the service itself is used."""

from typing import Literal

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from panel.api.models.base import Moment, SearchText
from panel.usage.book import Channel


class UsageFigures(WireModel):
    """Latencies are upper bounds, at most 19 % above the true percentile; null where nothing was asked."""

    requests: int = Field(description="over HTTP")
    events: int = Field(description="requests over Socket.IO")
    errors: int = Field(description="refused or failed, of both")
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None


class UsageOfCaller(UsageFigures):
    """One operator or token (by name) in one hour or day."""

    timestamp: Timestamp = Field(description="when the hour or day begins, UTC")
    caller: str


class UsageOfName(UsageFigures):
    """One kind of request, within the window."""

    channel: Channel
    name: str = Field(description="method and route, or event")


class Usage(WireModel):
    run_started_at: Timestamp
    run: UsageFigures = Field(description="since this run of the service began")
    today: UsageFigures = Field(description="since midnight, UTC")
    total: UsageFigures = Field(description="since the installation began")
    callers: list[UsageOfCaller] = Field(description="newest first")
    names: list[UsageOfName] = Field(description="most asked first")


class UsageQuery(WireModel):
    """The window of `callers` and `names`: the last day by default. Hours older than 30 days are kept as days."""

    by: Literal["hour", "day"] = "hour"
    caller: SearchText | None = None
    from_time: Moment | None = Field(None, alias="from", description="at or after")
    to_time: Moment | None = Field(None, alias="to", description="before")
