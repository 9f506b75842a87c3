"""Access tokens of client scripts: listed, created, changed, revoked."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from panel.api.models.access import TokenChange, TokenCreate, TokenCreated, TokenRead
from panel.api.models.base import PageQuery
from panel.auth.secret import digest, new_token
from panel.changes import Changes
from panel.db.engine import Database
from panel.db.models import Token
from panel.paging import Page, contains, read_page
from panel.problems import ConflictError, no_such


async def list_tokens(database: Database, query: PageQuery) -> Page[TokenRead]:
    """Return the tokens that match, oldest first, revoked ones included."""
    statement = select(Token).order_by(col(Token.id))
    if query.search:
        statement = statement.where(contains(query.search, col(Token.name)))
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
    return Page([_read(token) for token in page.items], page.total)


async def read_token(database: Database, token_id: int) -> TokenRead:
    """Return one token. Raises NotFoundError."""
    async with database.session() as session:
        return _read(await _get(session, token_id))


async def create_token(changes: Changes, draft: TokenCreate) -> TokenCreated:
    """Add a token; this answer is the only place where it is ever shown."""
    secret = new_token()
    async with changes.begin("access") as session:
        token = Token(
            name=draft.name,
            token_hash=digest(secret),
            role=draft.role,
            created_at=changes.clock.now(),
            expires_at=draft.expires_at,
        )
        session.add(token)
        await session.flush()
        kept = _read(token)
        changes.note("token.created", kept.name, after=kept)
    return TokenCreated(**kept.model_dump(by_alias=False), token=secret)


async def change_token(changes: Changes, token_id: int, change: TokenChange) -> TokenRead:
    """Change the fields that are given. Raises NotFoundError, ConflictError for a revoked one."""
    async with changes.begin("access") as session:
        token = await _get(session, token_id)
        if token.revoked_at is not None:
            raise ConflictError("a revoked token stays as it is")
        before = _read(token)
        for name, value in change.changes().items():
            setattr(token, name, value)
        await session.flush()
        changed = _read(token)
        changes.note("token.changed", changed.name, before=before, after=changed)
    return changed


async def revoke_token(changes: Changes, token_id: int) -> TokenRead:
    """End a token for good; revoking twice changes nothing. Raises NotFoundError."""
    async with changes.begin("access") as session:
        token = await _get(session, token_id)
        if token.revoked_at is not None:
            return _read(token)
        before = _read(token)
        token.revoked_at = changes.clock.now()
        await session.flush()
        revoked = _read(token)
        changes.note("token.revoked", revoked.name, before=before, after=revoked)
    return revoked


async def _get(session: AsyncSession, token_id: int) -> Token:
    token = await session.get(Token, token_id)
    if token is None:
        raise no_such("token", token_id)
    return token


def _read(token: Token) -> TokenRead:
    return TokenRead.model_validate(token, from_attributes=True)
