"""Who may hold a socket, as a test decides."""

import asyncio
from dataclasses import dataclass, field

from monitoring.contract.requests import Role
from monitoring.ports import Principal


@dataclass(frozen=True)
class Guest:
    """Somebody who may hold a socket."""

    name: str
    role: Role = "viewer"


@dataclass
class FakeGatekeeper:
    """Knows tokens and session cookies. No admission is decided before `decided` is set."""

    tokens: dict[str, Guest] = field(default_factory=lambda: {"ptk_good": Guest("ann"), "ptk_bob": Guest("bob")})
    cookies: dict[str, Guest] = field(default_factory=lambda: {"s3ssion": Guest("carol", "admin")})
    revoked: set[str] = field(default_factory=set)
    addresses: list[str | None] = field(default_factory=list)
    failure: Exception | None = None
    decided: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.decided.set()

    async def admit(self, token: str | None, cookie: str | None, address: str | None) -> Principal | None:
        self.addresses.append(address)
        await self.decided.wait()
        if self.failure is not None:
            raise self.failure
        guest = self.tokens.get(token or "") or self.cookies.get(cookie or "")
        return None if guest is None or guest.name in self.revoked else guest

    def still_admitted(self, principal: Principal) -> Principal | None:
        return None if principal.name in self.revoked else principal
