"""Categories: listed, created, changed, removed."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from monitoring.contract.events import StreamType
from panel.api.models.catalog import CategoriesQuery, CategoryChange, CategoryCreate, CategoryRead
from panel.changes import Changes, flush_or_conflict
from panel.db.engine import Database
from panel.db.models import Category
from panel.paging import Page, contains, read_page
from panel.problems import no_such


async def list_categories(database: Database, query: CategoriesQuery) -> Page[CategoryRead]:
    """Return the categories that match, in their order."""
    statement = select(Category).order_by(col(Category.position), col(Category.name), col(Category.id))
    if query.search:
        statement = statement.where(contains(query.search, col(Category.name)))
    if query.type is not None:
        statement = statement.where(col(Category.type) == query.type)
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
    return Page([_read(category) for category in page.items], page.total)


async def read_category(database: Database, category_id: int) -> CategoryRead:
    """Return one category. Raises NotFoundError."""
    async with database.session() as session:
        return _read(await _get(session, category_id))


async def create_category(changes: Changes, draft: CategoryCreate) -> CategoryRead:
    """Add a category. Raises ConflictError where its type has one of that name."""
    async with changes.begin() as session:
        category = Category(**draft.model_dump(by_alias=False))
        session.add(category)
        await flush_or_conflict(session, f"there is a category {draft.name} of that type", "name")
        created = _read(category)
        changes.note("category.created", created.name, after=created)
    return created


async def change_category(changes: Changes, category_id: int, change: CategoryChange) -> CategoryRead:
    """Change the fields that are given. Raises NotFoundError, ConflictError."""
    async with changes.begin() as session:
        category = await _get(session, category_id)
        before = _read(category)
        for name, value in change.changes().items():
            setattr(category, name, value)
        await flush_or_conflict(session, "there is a category of that name and type", "name")
        changed = _read(category)
        changes.note("category.changed", changed.name, before=before, after=changed)
    return changed


async def remove_category(changes: Changes, category_id: int) -> None:
    """Remove a category; its streams stay, without one. Raises NotFoundError."""
    async with changes.begin() as session:
        category = await _get(session, category_id)
        changes.note("category.removed", category.name, before=_read(category))
        await session.delete(category)


async def category_named(changes: Changes, name: str, stream_type: StreamType) -> CategoryRead:
    """Return the category of that name and type, made where there is none."""
    async with changes.database.session() as session:
        matching = select(Category).where(col(Category.name) == name, col(Category.type) == stream_type)
        category = (await session.scalars(matching)).first()
    if category is not None:
        return _read(category)
    return await create_category(changes, CategoryCreate(name=name, type=stream_type))


async def _get(session: AsyncSession, category_id: int) -> Category:
    category = await session.get(Category, category_id)
    if category is None:
        raise no_such("category", category_id)
    return category


def _read(category: Category) -> CategoryRead:
    return CategoryRead.model_validate(category.model_dump())
