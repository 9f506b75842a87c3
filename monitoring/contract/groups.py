"""Connections grouped by what they have in common: how such groups are asked for and told."""

from typing import Literal

from pydantic import Field

from monitoring.contract.base import WireModel
from monitoring.contract.events import TickPayload

GroupBy = Literal["line", "stream", "country", "isp", "collector", "protocol"]
GroupSort = Literal["connections", "bandwidthBps", "bytes", "name"]


class ConnectionGroup(WireModel):
    """Sums of the connections that share a value; they are null where none of them has the figure."""

    key: int | str | None = Field(description="what the filter of that name takes; null: those it is unknown of")
    name: str | None
    connections: int
    bandwidth_bps: int | None
    bytes: int | None = Field(description="sent since these connections began")


class ConnectionGroups(TickPayload):
    items: list[ConnectionGroup]
    total: int = Field(description="groups, whatever the page")
    matched: int = Field(description="connections in all of them")
    offset: int
    limit: int
