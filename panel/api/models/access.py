"""Operators, their logins and access tokens."""

from typing import Annotated

from pydantic import Field, StringConstraints

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.requests import Role
from panel.api.models.base import ChangeModel, ListPage, Moment, Name, OperatorPassword


class LoginRequest(WireModel):
    username: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class Me(WireModel):
    name: str
    role: Role


class LicencedPackage(WireModel):
    """A Python package that the panel is made of."""

    name: str
    version: str
    licence: str | None = Field(description="as the package names it; null: it does not")


class About(WireModel):
    version: str
    player_url: str = Field(description="what players reach the panel under; what follows it is theirs")
    attribution: str | None = Field(description="to be shown wherever places are shown")
    attribution_url: str | None
    licences: list[LicencedPackage]


class OperatorRead(WireModel):
    id: int
    name: str
    role: Role
    enabled: bool
    created_at: Timestamp


class OperatorsPage(ListPage[OperatorRead]):
    """Operators by name."""


class OperatorCreate(WireModel):
    name: Name
    password: OperatorPassword
    role: Role = "viewer"


class OperatorChange(ChangeModel):
    password: OperatorPassword | None = None
    role: Role | None = None
    enabled: bool | None = None


class TokenRead(WireModel):
    id: int
    name: str
    role: Role
    created_at: Timestamp
    expires_at: Timestamp | None = Field(description="null: never")
    revoked_at: Timestamp | None


class TokensPage(ListPage[TokenRead]):
    """Tokens, oldest first, revoked ones included."""


class TokenCreate(WireModel):
    name: Name
    role: Role = "viewer"
    expires_at: Moment | None = None


class TokenCreated(TokenRead):
    token: str = Field(description="shown this once; only its hash is kept")


class TokenChange(ChangeModel):
    clearable = frozenset({"expires_at"})

    name: Name | None = None
    expires_at: Moment | None = None
