"""The past, as it is asked for by moment."""

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.requests import BandwidthQuery, ConnectionsQuery, GeoQuery, GroupsQuery
from panel.api.models.base import Moment

AT = Field(None, description="that moment of the past instead of now; `seq` is 0 in what answers it")


class DashboardAtQuery(WireModel):
    at: Moment | None = AT


class ConnectionsAtQuery(ConnectionsQuery):
    """Of the past each row has the mean bitrate of its session; bytes at that moment are unknown."""

    at: Moment | None = AT

    def view(self) -> ConnectionsQuery:
        """Return the query without its moment."""
        return ConnectionsQuery.model_validate(self.model_dump(exclude={"at"}, by_alias=True))


class GroupsAtQuery(GroupsQuery):
    at: Moment | None = AT


class GeoAtQuery(GeoQuery):
    at: Moment | None = AT


class BandwidthAtQuery(BandwidthQuery):
    at: Moment | None = Field(None, description="the same as `to`")

    def series(self) -> BandwidthQuery:
        """Return the query without its moment."""
        found = BandwidthQuery.model_validate(self.model_dump(exclude={"at"}, by_alias=True))
        return found if self.at is None else found.model_copy(update={"to_time": self.at})


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
