"""A moment of the past, as it is asked for and told."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from monitoring.contract.base import Timestamp, WireModel


def _within_reach(moment: datetime) -> datetime:
    if not 1970 <= moment.year <= 9000:
        raise ValueError("the year must lie between 1970 and 9000")
    return moment.astimezone(UTC)


PastMoment = Annotated[Timestamp, AfterValidator(_within_reach)]
AT = Field(None, description="that moment of the past instead of now; `seq` is 0 in what answers it")


class PastDashboard(WireModel):
    """The figures of `dashboard:update` that are on record of a moment; the others are absent."""

    timestamp: Timestamp
    active_connections: int
    online_lines: int
    bandwidth_bps: int | None = Field(description="mean of that minute")
    peak_bandwidth_bps_today: int | None = Field(description="of that day (UTC), up to then")
    peak_connections_today: int | None
    bytes_today: int | None
    sessions_today: int
