"""The first steps of a new installation."""

from pydantic import Field

from monitoring.contract.base import WireModel


class FirstRunSteps(WireModel):
    password_changed: bool = Field(description="whether the first operator's password was chosen, not generated")
    streams: int
    lines: int
    played: bool = Field(description="whether anybody ever watched")


class FirstRun(WireModel):
    needed: bool = Field(description="nobody ever watched, and there is nothing to watch or nobody who may")
    steps: FirstRunSteps
