"""Pages of a table: what matches, counted and cut in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

Item = TypeVar("Item")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: Sequence[Item]
    total: int


async def read_page(session: AsyncSession, statement: Select[Row], offset: int, limit: int) -> Page[Row]:
    """Return the rows of an ordered statement from `offset` on, at most `limit`, and how many there are in all."""
    counting = select(func.count()).select_from(statement.order_by(None).subquery())
    total = (await session.scalars(counting)).one()
    if offset >= total:
        return Page((), total)
    return Page((await session.scalars(statement.offset(offset).limit(limit))).all(), total)


def contains(text: str, *columns: ColumnElement[str] | Mapped[str] | Mapped[str | None]) -> ColumnElement[bool]:
    """Match rows where any column holds `text`, whatever the case; `%` and `_` mean themselves."""
    return or_(*(func.lower(column).contains(text.lower(), autoescape=True) for column in columns))
