"""The demo's lines, categories and streams, made once and pointed at this run's publisher each time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from panel.api.models.catalog import CategoryCreate
from panel.api.models.lines import LineCreate
from panel.api.models.streams import StreamChange, StreamCreate
from panel.categories import create_category
from panel.changes import Changes
from panel.db.models import Category, Line, Stream
from panel.demo.channels import CHANNELS, Channel
from panel.lines import create_line
from panel.streams import change_stream, create_stream

DEMO_ACTOR = "demo"
LINE_CONNECTIONS = 2
LINE_NAMES = (
    *("amelia", "bruno", "chiara", "dmitri", "elena", "farid", "grace", "hugo", "ines", "jonas", "karim", "lucia"),
    *("marta", "nadia", "oscar", "priya", "quentin", "rosa", "samuel", "tomas", "ursula", "viktor", "wanda", "yuki"),
)


@dataclass(frozen=True, slots=True)
class DemoLine:
    """What a demo viewer needs to play."""

    username: str
    password: str


async def seed_streams(changes: Changes, base_url: str) -> Sequence[int]:
    """Return the ids of the demo's streams, whose sources now stand below `base_url`."""
    return [
        await _seed_stream(changes, channel, f"{base_url}/{number}.ts", on_demand=number == len(CHANNELS) - 1)
        for number, channel in enumerate(CHANNELS)
    ]


async def seed_lines(changes: Changes, count: int) -> Sequence[DemoLine]:
    """Return `count` lines, made where they do not exist yet."""
    names = [
        LINE_NAMES[n % len(LINE_NAMES)] + (str(n // len(LINE_NAMES) + 1) if n >= len(LINE_NAMES) else "")
        for n in range(count)
    ]
    return [await _seed_line(changes, name) for name in names]


async def _seed_stream(changes: Changes, channel: Channel, source_url: str, *, on_demand: bool) -> int:
    category_id = await _seed_category(changes, channel.category)
    async with changes.database.session() as session:
        known = (
            await session.scalars(
                select(col(Stream.id)).where(col(Stream.name) == channel.name, col(Stream.category_id) == category_id)
            )
        ).first()
    if known is not None:
        await change_stream(changes, known, StreamChange(source_url=source_url))
        return known
    draft = StreamCreate(name=channel.name, source_url=source_url, category_id=category_id, on_demand=on_demand)
    return (await create_stream(changes, draft)).id


async def _seed_category(changes: Changes, name: str) -> int:
    async with changes.database.session() as session:
        known = (
            await session.scalars(
                select(col(Category.id)).where(col(Category.name) == name, col(Category.type) == "live")
            )
        ).first()
    return known if known is not None else (await create_category(changes, CategoryCreate(name=name, type="live"))).id


async def _seed_line(changes: Changes, username: str) -> DemoLine:
    async with changes.database.session() as session:
        known = (await session.scalars(select(Line).where(col(Line.username) == username))).first()
        if known is not None:
            return DemoLine(known.username, known.password)
    made = await create_line(changes, LineCreate(username=username, max_connections=LINE_CONNECTIONS))
    return DemoLine(made.username, made.password or "")
