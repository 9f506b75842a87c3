"""A running service with two channels, a movie and two episodes, and a subscriber who asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlmodel import SQLModel

from panel.changes import Changes
from panel.db.models import Bouquet, BouquetStream, Category, GuideChannel, Line, LineBouquet, Programme, Stream
from tests.panel.api.house import Answer, House, open_house


@dataclass(slots=True)
class Shop:
    """What a subscriber's player sees."""

    house: House

    async def ask(
        self,
        path: str = "/player_api.php",
        /,
        *,
        username: object = "alice",
        password: object = "s3cret",
        **fields: object,
    ) -> Answer:
        """GET with credentials and fields in the query."""
        pairs = {"username": username, "password": password, **fields}
        query = "&".join(f"{name}={value}" for name, value in pairs.items())
        return await self.house.ask("GET", f"{path}?{query}", role=None)

    async def answer(self, action: str, **fields: object) -> object:
        """Return what an action answers."""
        return orjson.loads((await self.ask(action=action, **fields)).body)

    async def add(self, *rows: SQLModel) -> None:
        services = self.house.services
        changes = Changes(services.database, services.clock, services.ledger, "test", allow_private_sources=True)
        async with changes.begin() as session:
            for row in rows:
                session.add(row)
                await session.flush()
        await services.catalog.refresh()


@asynccontextmanager
async def open_shop(data_dir: Path, **settings: object) -> AsyncIterator[Shop]:
    async with open_house(data_dir, **settings) as house:
        shop = Shop(house)
        now = house.services.clock.now().replace(microsecond=0)
        await shop.add(
            Category(id=1, name="News", type="live"),
            Category(id=2, name="Films", type="movie"),
            Category(id=3, name="Shows", type="series"),
            Category(id=4, name="Empty", type="live"),
            Bouquet(id=1, name="basic"),
            Line(id=1, username="alice", password="s3cret", max_connections=2, created_at=now),
            Line(
                id=2, username="bob", password="s3cret", expires_at=now + timedelta(days=1), trial=True, created_at=now
            ),
            Line(id=3, username="late", password="s3cret", expires_at=now - timedelta(days=1), created_at=now),
            Line(id=4, username="off", password="s3cret", enabled=False, created_at=now),
        )
        await shop.add(
            stream(1, "One", category_id=1, guide_id="One.pt", logo_url="http://i/1.png", created_at=now),
            stream(2, 'Two "HD", live', created_at=now),
            stream(3, "Film", type="movie", category_id=2, source_url="http://up/f.mkv?token=x", created_at=now),
            stream(4, "Show S01E02", type="series", category_id=3, source_url="http://up/2.mp4", created_at=now),
            stream(5, "Show S01E01", type="series", category_id=3, source_url="http://up/1.mp4", created_at=now),
            stream(6, "Stopped", category_id=1, enabled=False, created_at=now),
            BouquetStream(bouquet_id=1, stream_id=1),
            LineBouquet(line_id=2, bouquet_id=1),
        )
        await shop.add(
            GuideChannel(key="one.pt", name="Uno", imported_at=now),
            *(
                Programme(
                    channel_key="one.pt",
                    starts_at=now + timedelta(hours=number, minutes=-30),
                    ends_at=now + timedelta(hours=number, minutes=30),
                    title=f"Programme {number} & more",
                    description="Olá" if number else None,
                    language="pt",
                )
                for number in range(-2, 8)
            ),
        )
        yield shop


def stream(stream_id: int, name: str, **values: object) -> Stream:
    return Stream.model_validate(
        {"id": stream_id, "name": name, "type": "live", "source_url": "http://up/x", "position": stream_id, **values}
    )


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as opened:
        yield opened
