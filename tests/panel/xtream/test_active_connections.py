"""What a login says of connections that are live, and what monitoring says of them."""

from pathlib import Path

import aiohttp

from tests.fakes.files import CONTENT, serving_file
from tests.panel.xtream.conftest import open_shop, stream


async def test_a_film_that_plays_is_an_active_connection(tmp_path: Path) -> None:
    async with (
        serving_file(tmp_path) as files,
        open_shop(tmp_path / "data", allow_private_sources=True) as shop,
        aiohttp.ClientSession() as player,
    ):
        now = shop.house.services.clock.now()
        await shop.add(stream(20, "Film", type="movie", source_url=files.url(), created_at=now))
        async with player.get(f"{shop.house.url}/movie/alice/s3cret/20.mkv") as answer:
            assert len(await answer.content.readexactly(100_000)) == 100_000
            user = (await shop.ask()).json["user_info"]
            assert isinstance(user, dict)
            assert user["active_cons"] == "1"
            await answer.content.readexactly(len(CONTENT) - 100_000)
        snapshot = await shop.house.services.sampler.tick()
        rows = (await shop.house.ask("GET", "/api/v1/connections")).json["rows"]
        assert isinstance(rows, list)
        assert snapshot.seq > 0
        (row,) = rows
        assert (row["streamType"], row["protocol"], row["streamName"]) == ("movie", "http", "Film")
        assert row["bytesTransferred"] == len(CONTENT)
        assert row["userAgent"].startswith("Python")
