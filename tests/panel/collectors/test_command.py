"""`panel collector` as a script uses it."""

import asyncio
import json
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from tests.fakes.mediamtx import mediamtx, session
from tests.panel.cli.conftest import Commands, commands

__all__ = ["commands"]


@pytest.fixture
def server_url() -> Iterator[str]:
    """A MediaMTX with one viewer, in a thread of its own."""
    ready, done, urls = Event(), Event(), list[str]()

    async def serve() -> None:
        async with mediamtx() as server:
            server.lists = {"hlssessions": [session(1)]}
            urls.append(server.url)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(5)
    yield urls[0]
    done.set()
    thread.join(5)


def test_a_collector_is_added_tried_listed_and_removed(commands: Commands, server_url: str) -> None:
    added = commands.done(
        "collector", "add", "mediamtx", "edge", server_url, "--username", "u", "--password-stdin", stdin="sesame\n"
    )
    assert added.strip() == "1"
    (tried,) = json.loads(commands.done("collector", "test", "edge", "--json"))
    assert (tried["username"], tried["stream"], tried["bytes"]) == ("bob", "News", 1000)
    assert "192.0.2.7" in commands.done("collector", "test", "edge")
    listed = commands.done("collector", "list", "--json")
    assert [each["name"] for each in json.loads(listed)] == ["edge"]
    assert "sesame" not in listed
    commands.done("collector", "remove", "edge")
    assert json.loads(commands.done("collector", "list", "--json")) == []


def test_what_is_wrong_is_one_line(commands: Commands) -> None:
    for arguments, status in (
        (("add", "srs", "edge", "http://192.0.2.1"), 2),
        (("add", "mediamtx", "gateway", "http://192.0.2.1"), 2),
        (("add", "mediamtx", "edge", "http://192.0.2.1", "--option", "a=b"), 2),
        (("test", "nobody"), 2),
        (("remove", "nobody"), 2),
    ):
        ended = commands("collector", *arguments)
        assert (ended.status, len(ended.stderr.splitlines())) == (status, 1), arguments
    commands.done("collector", "add", "mediamtx", "edge", "http://127.0.0.1:1")
    ended = commands("collector", "test", "edge")
    assert (ended.status, ended.stderr) == (1, "panel: collector edge: the server cannot be asked: no connection\n")
