"""Kicks of all connections that pass a filter."""

from typing import Annotated

from pydantic import Field, StringConstraints

from monitoring.contract.base import WireModel
from monitoring.contract.requests import ConnectionsFilter
from panel.api.models.base import Printable
from panel.delivery.cooldown import CooldownScope


class KickAllOrder(WireModel):
    """Nobody is kicked where `expected` is off by more than a tenth and more than five: look again first."""

    filter: ConnectionsFilter
    expected: Annotated[int, Field(ge=0, le=2**53)] = Field(description="how many were shown to match")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Printable] | None = None
    cooldown_s: Annotated[int, Field(ge=0, le=86400)] = Field(0, description="how long to refuse what `scope` names")
    scope: CooldownScope = Field("line", description="the line, its address with any line, or the line on this player")


class KickAllAnswer(WireModel):
    """Told once the bytes of all have stopped for two seconds, or have not."""

    matched: int = Field(description="connections as of the newest tick")
    kicked: int = Field(description="of them, those that were cut; others had ended by themselves or could not be cut")
    failed: int = Field(description="of them, those that could not be cut or were back at once and served")
