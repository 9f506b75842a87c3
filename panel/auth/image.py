"""Operators, logins and tokens as the database has them at one revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitoring.contract.requests import Role
from panel.db.tables import LOGINS, OPERATORS, TOKENS


@dataclass(frozen=True, slots=True)
class OperatorFact:
    id: int
    name: str
    role: Role
    enabled: bool


@dataclass(frozen=True, slots=True)
class LoginFact:
    operator_id: int
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenFact:
    id: int
    name: str
    role: Role
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccessImage:
    """Logins and tokens by the digest of their secret; revoked tokens are left out."""

    operators: Mapping[int, OperatorFact] = field(default_factory=dict)
    logins: Mapping[str, LoginFact] = field(default_factory=dict)
    tokens: Mapping[str, TokenFact] = field(default_factory=dict)
    token_digests: Mapping[int, str] = field(default_factory=dict)


async def read_access(connection: AsyncConnection) -> AccessImage:
    """Return everything the database says now."""
    operators = await connection.execute(select(OPERATORS))
    logins = await connection.execute(select(LOGINS))
    tokens = (await connection.execute(select(TOKENS).where(TOKENS.c.revoked_at.is_(None)))).all()
    return AccessImage(
        operators={row.id: OperatorFact(row.id, row.name, row.role, row.enabled) for row in operators},
        logins={row.cookie_hash: LoginFact(row.operator_id, row.seen_at, row.expires_at) for row in logins},
        tokens={row.token_hash: TokenFact(row.id, row.name, row.role, row.expires_at) for row in tokens},
        token_digests={row.id: row.token_hash for row in tokens},
    )
