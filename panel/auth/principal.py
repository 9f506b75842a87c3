"""Who is asking."""

from dataclasses import dataclass, field
from typing import Literal

from monitoring.contract.requests import Role


@dataclass(frozen=True, slots=True)
class Caller:
    """An operator in a browser or a token in a script; `id` is the row's, `login` names the browser's login."""

    name: str
    role: Role
    kind: Literal["operator", "token"]
    id: int
    login: str | None = field(default=None, repr=False)
