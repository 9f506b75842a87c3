"""A real viewer as the HTTP interface sees it: listed, exported, kicked, on record."""

import asyncio
from contextlib import suppress
from pathlib import Path

from tests.fakes.publisher import Publisher
from tests.panel.api.house import House, open_house


async def play(house: House, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = house.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: panel\r\nUser-Agent: tests/1\r\n\r\n".encode())
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 15)
    assert head.startswith(b"HTTP/1.1 200"), head
    return reader, writer


async def test_a_viewer_is_listed_exported_and_kicked(tmp_path: Path, publisher: Publisher) -> None:
    async with open_house(tmp_path / "data", allow_private_sources=True) as house:
        stream = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": publisher.url})
        await house.create("/api/v1/lines", {"username": "bob", "password": "pw"})
        reader, writer = await play(house, f"/live/bob/pw/{stream}.ts")
        await reader.readexactly(188 * 100)
        await house.services.sampler.tick()

        table = (await house.ask("GET", "/api/v1/connections?username=bob", role="viewer")).json
        rows = table["rows"]
        assert isinstance(rows, list)
        (row,) = rows
        assert (row["streamName"], row["ip"], row["userAgent"]) == ("News", "127.0.0.1", "tests/1")
        exported = await house.ask("GET", "/api/v1/connections/export?format=ndjson", role="viewer")
        assert exported.body.count(b"\n") == 1
        assert (await house.ask("GET", f"/api/v1/streams/{stream}", role="viewer")).json["viewers"] == 1

        lines = (await house.ask("GET", "/api/v1/lines", role="viewer")).json
        assert lines["devices"] == [{"lineId": row["lineId"], "connections": 1}]
        assert lines["timestamp"] is not None

        path = f"/api/v1/connections/{row['id']}"
        assert (await house.ask("DELETE", path, role="viewer")).status == 403
        kicked = await house.ask("DELETE", path, role="operator")
        assert (kicked.status, kicked.json["kicked"]) == (200, True)
        # What had arrived before the kick may still be read; then there is no more.
        with suppress(ConnectionResetError):
            await asyncio.wait_for(reader.read(-1), 5)
        writer.close()
