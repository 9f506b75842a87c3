"""Sums read from the tables of minutes and hours, one stretch of the grid a row."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from panel.history.dimensions import Dimension
from panel.history.increments import Sums
from panel.history.levels import Grid, Level

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """Whose sums: an installation's, of one thing."""

    installation: int
    dimension: Dimension
    key: int


async def read_stretches(connection: AsyncConnection, key: Key, grid: Grid) -> dict[int, Sums]:
    """Return the sums of those stretches that have any, by their numbers."""
    columns = grid.level.table.c
    stretch = ((columns.at - grid.origin) // grid.width).label("stretch")
    sums: list[ColumnElement[int]] = [
        func.sum(columns.sent_bytes),
        func.sum(columns.bps_sum),
        func.max(columns.bps_max),
        func.sum(columns.rated),
        func.sum(columns.connections_sum),
        func.max(columns.connections_max),
        func.sum(columns.ticks),
    ]
    statement = _steps(select(stretch, *sums), grid.level, key, grid.first, grid.last).group_by(stretch)
    # PostgreSQL's sums of big integers are numeric.
    return {int(row[0]): Sums(*map(int, row[1:])) for row in await connection.execute(statement)}


async def read_highest(
    connection: AsyncConnection, key: Key, level: Level, steps: range, *, of_connections: bool = False
) -> tuple[int, int] | None:
    """Return the step with the highest bandwidth, or most connections, and how much; the earliest of equals."""
    columns = level.table.c
    height = columns.connections_max if of_connections else columns.bps_max
    statement = _steps(select(columns.at, height), level, key, steps.start, steps.stop - 1)
    known = columns.ticks if of_connections else columns.rated
    row = (await connection.execute(statement.where(known > 0).order_by(height.desc(), columns.at).limit(1))).first()
    return None if row is None else (int(row[0]), int(row[1]))


async def read_largest(
    connection: AsyncConnection, installation: int, level: Level, steps: range, count: int
) -> list[tuple[int, Sums]]:
    """Return the streams that were sent most of, largest first."""
    columns = level.table.c
    sent = func.sum(columns.sent_bytes)
    statement = (
        select(columns.key, sent, func.sum(columns.bps_sum), func.sum(columns.rated), func.sum(columns.connections_sum))
        .where(
            columns.at.between(steps.start, steps.stop - 1),
            columns.installation == installation,
            columns.dimension == int(Dimension.STREAM),
            columns.key != 0,
        )
        .group_by(columns.key)
        .order_by(sent.desc(), columns.key)
        .limit(count)
    )
    return [
        (int(key), Sums(sent_bytes=int(sent_bytes), bps_sum=int(bps), rated=int(rated), connections_sum=int(viewers)))
        for key, sent_bytes, bps, rated, viewers in await connection.execute(statement)
    ]


def _steps(statement: Statement, level: Level, key: Key, first: int, last: int) -> Statement:
    """Look each step up by its whole key: between two steps of one thing lie the sums of all others."""
    columns = level.table.c
    moments = select(literal(first).label("at")).cte("moments", recursive=True)
    moments = moments.union_all(select(moments.c.at + 1).where(moments.c.at < last))
    return statement.select_from(moments).join(
        level.table,
        (columns.at == moments.c.at)
        & (columns.installation == key.installation)
        & (columns.dimension == int(key.dimension))
        & (columns.key == key.key),
    )
