"""Playlists from files and from servers."""

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from panel.playlists.reading import playlist_lines
from panel.problems import InvalidInputError

CONTENT = b"#EXTM3U\n#EXTINF:-1,A\nhttp://e.example/1\n"


async def texts(place: str, *, allow_private: bool = True) -> list[str | None]:
    return [line.text async for line in playlist_lines(place, allow_private=allow_private)]


@asynccontextmanager
async def serving(handler: web.Response | Exception, headers: dict[str, str]) -> AsyncIterator[str]:
    async def answer(_request: web.Request) -> web.StreamResponse:
        raise handler if isinstance(handler, Exception) else AssertionError

    async def content(_request: web.Request) -> web.StreamResponse:
        assert isinstance(handler, web.Response)
        return web.Response(body=handler.body, headers=headers)

    app = web.Application()
    app.router.add_get("/list.m3u", answer if isinstance(handler, Exception) else content)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}/list.m3u"
    finally:
        await runner.cleanup()


async def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.m3u"
    file.write_bytes(CONTENT)
    assert await texts(str(file)) == CONTENT.decode().splitlines()


async def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    for place in (tmp_path / "missing", tmp_path):
        with pytest.raises(InvalidInputError) as caught:
            await texts(str(place))
        assert str(caught.value).startswith(str(place))
        assert "\n" not in str(caught.value)


async def test_an_address_is_fetched_packed_or_not() -> None:
    async with serving(web.Response(body=CONTENT), {}) as url:
        assert await texts(url) == CONTENT.decode().splitlines()
    async with serving(web.Response(body=gzip.compress(CONTENT)), {"Content-Encoding": "gzip"}) as url:
        assert await texts(url) == CONTENT.decode().splitlines()


async def test_private_addresses_are_not_fetched() -> None:
    async with serving(web.Response(body=CONTENT), {}) as url:
        for place in (url, url.replace("127.0.0.1", "localhost")):
            with pytest.raises(InvalidInputError, match="private"):
                await texts(place, allow_private=False)


async def test_refusals_of_a_server_are_said() -> None:
    async with serving(web.HTTPNotFound(), {}) as url:
        with pytest.raises(InvalidInputError, match="404"):
            await texts(url)
    with pytest.raises(InvalidInputError, match="refuses connections"):
        await texts(url)
