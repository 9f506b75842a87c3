"""Bandwidth split by what it is sent for."""

from typing import Annotated, Literal

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.requests import WindowQuery

BreakdownBy = Literal["stream", "country", "isp", "collector"]


class BreakdownQuery(WindowQuery):
    by: BreakdownBy = "stream"
    top: Annotated[int, Field(ge=1, le=50)] = Field(8, description="how many have a series of their own")


class BreakdownSeries(WireModel):
    key: int | str | None = Field(description="what the filter of that name takes; null: what it is unknown of")
    name: str | None
    bps: list[int | None] = Field(description="mean of each stretch; null: nothing was measured")


class BandwidthBreakdown(WireModel):
    """Means of the stretches; at each, `series` and `other` sum to `total`."""

    timestamps: list[Timestamp]
    step_s: int | None = Field(description="length of the stretches, from their timestamps on; null: of the last hour")
    series: list[BreakdownSeries] = Field(description="largest of the window first")
    other: list[int | None]
    total: list[int | None]
