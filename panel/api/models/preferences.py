"""What operators set while the service runs, and how far a new installation has come."""

from typing import Annotated, Literal

from pydantic import Field

from monitoring.contract.base import WireModel
from panel.api.models.base import ChangeModel
from panel.delivery.policy import LimitPolicy

FixedBy = Literal["environment"]
Days = Annotated[int, Field(ge=1, le=3650)]
FIXED = Field(description="environment: a PANEL_ variable or panel.toml sets it; null: it can be changed here")


class DaysKept(WireModel):
    days: int | None = Field(description="null: for ever")
    fixed_by: FixedBy | None = FIXED


class RetentionRead(WireModel):
    """How long what is on record is kept; looked at once an hour."""

    sessions: DaysKept = Field(description="and what is asked for by moment")
    samples: DaysKept = Field(description="sums by the hour and the use of lines; by the minute 30 days at most")
    activity: DaysKept = Field(description="and what became of streams")
    audit: DaysKept = Field(description="whole days; the rest of the chain stays verifiable")


class LimitPolicyRead(WireModel):
    value: LimitPolicy
    fixed_by: FixedBy | None = FIXED


class PublicUrlRead(WireModel):
    """Used in playlists and player answers."""

    url: str
    origin: Literal["setting", "request"] = Field(description="request: as this one came")
    fixed_by: FixedBy | None = FIXED


class SettingsRead(WireModel):
    retention: RetentionRead
    limit_policy: LimitPolicyRead
    public_url: PublicUrlRead


class RetentionChange(ChangeModel):
    """Days; null keeps for ever."""

    clearable = frozenset({"sessions", "samples", "activity", "audit"})

    sessions: Days | None = None
    samples: Days | None = None
    activity: Days | None = None
    audit: Days | None = None


class SettingsChange(ChangeModel):
    retention: RetentionChange | None = None
    limit_policy: LimitPolicy | None = None


class FirstRunSteps(WireModel):
    password_changed: bool = Field(description="the first operator's, where it was made up; else true")
    streams: bool
    lines: bool
    played: bool = Field(description="whether anybody ever watched")


class FirstRun(WireModel):
    needed: bool = Field(description="nobody ever watched, and there is no stream yet or no line")
    steps: FirstRunSteps
