"""Columns that many tables have."""

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, Column, DateTime, ForeignKey, Integer, TypeDecorator
from sqlalchemy.engine import Dialect

# SQLite gives a removed row's number to the next one unless told not to; the past still speaks of the removed.
KEEP_IDS = {"sqlite_autoincrement": True}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment stored in UTC and read back with its zone, on SQLite too, which keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(*, nullable: bool = False, index: bool = False) -> Column[datetime]:
    """Return a column of a moment."""
    return Column(UtcDateTime(), nullable=nullable, index=index)


def big(*, nullable: bool = False) -> Column[int]:
    """Return a column of a 64-bit counter."""
    return Column(BigInteger(), nullable=nullable)


def texts() -> Column[list[str]]:
    """Return a column of a list of texts."""
    # Nullable for the sake of SQLite, which adds no other column to rows that exist; never null.
    return Column(JSON(none_as_null=True), nullable=True)


def reference(target: str, *, nullable: bool = False, ondelete: str = "CASCADE") -> Column[int]:
    """Return a column that refers to a row of another table."""
    return Column(Integer(), ForeignKey(target, ondelete=ondelete), nullable=nullable, index=True)
