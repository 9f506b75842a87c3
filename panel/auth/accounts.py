"""Operators: listed, created, changed, removed. There is always an enabled admin."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from panel.api.models.access import OperatorChange, OperatorCreate, OperatorRead
from panel.api.models.base import PageQuery
from panel.auth.passwords import hash_password
from panel.changes import Changes, flush_or_conflict
from panel.db.engine import Database
from panel.db.models import Login, Operator
from panel.paging import Page, contains, read_page
from panel.preferences.first_run import forget_generated
from panel.problems import ConflictError, no_such


async def list_operators(database: Database, query: PageQuery) -> Page[OperatorRead]:
    """Return the operators that match, by name."""
    statement = select(Operator).order_by(col(Operator.name))
    if query.search:
        statement = statement.where(contains(query.search, col(Operator.name)))
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
    return Page([_read(operator) for operator in page.items], page.total)


async def read_operator(database: Database, operator_id: int) -> OperatorRead:
    """Return one operator. Raises NotFoundError."""
    async with database.session() as session:
        return _read(await _get(session, operator_id))


async def create_operator(changes: Changes, draft: OperatorCreate) -> OperatorRead:
    """Add an operator. Raises ConflictError."""
    password_hash = await hash_password(draft.password)
    async with changes.begin("access") as session:
        operator = Operator(
            name=draft.name, password_hash=password_hash, role=draft.role, created_at=changes.clock.now()
        )
        session.add(operator)
        await flush_or_conflict(session, f"the name {draft.name} is taken", "name")
        created = _read(operator)
        changes.note("operator.created", created.name, after=created)
    return created


async def change_operator(changes: Changes, operator_id: int, change: OperatorChange) -> OperatorRead:
    """Change the fields that are given; a new password ends all logins. Raises NotFoundError, ConflictError."""
    password_hash = await hash_password(change.password) if change.password else None
    async with changes.begin("access") as session:
        operator = await _get(session, operator_id)
        before = _read(operator)
        if change.role is not None:
            operator.role = change.role
        if change.enabled is not None:
            operator.enabled = change.enabled
        if password_hash is not None:
            operator.password_hash = password_hash
            await session.execute(forget_generated(operator.name))
        if password_hash is not None or change.enabled is False:
            await session.execute(delete(Login).where(col(Login.operator_id) == operator_id))
        await _require_admin(session)
        changed = _read(operator)
        verb = {True: "enabled", False: "disabled", None: "changed"}[change.enabled]
        secrets = ("password",) if password_hash is not None else ()
        changes.note(f"operator.{verb}", changed.name, before=before, after=changed, secrets=secrets)
    return changed


async def remove_operator(changes: Changes, operator_id: int) -> None:
    """Remove an operator with its logins. Raises NotFoundError, ConflictError."""
    async with changes.begin("access") as session:
        operator = await _get(session, operator_id)
        changes.note("operator.removed", operator.name, before=_read(operator))
        await session.delete(operator)
        await session.execute(forget_generated(operator.name))
        await _require_admin(session)


async def _require_admin(session: AsyncSession) -> None:
    await session.flush()
    admins = select(func.count()).where(col(Operator.role) == "admin", col(Operator.enabled).is_(True))
    if not (await session.execute(admins)).scalar_one():
        raise ConflictError("the last enabled admin must stay one")


async def _get(session: AsyncSession, operator_id: int) -> Operator:
    operator = await session.get(Operator, operator_id)
    if operator is None:
        raise no_such("operator", operator_id)
    return operator


def _read(operator: Operator) -> OperatorRead:
    return OperatorRead.model_validate(operator, from_attributes=True)
