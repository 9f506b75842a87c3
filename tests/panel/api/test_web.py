"""The front end's files as browsers get them."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope

from panel.api.web import web_routes

HTML = b"<!doctype html><title>Panel</title>" + b" " * 2000


class Browser:
    """Asks an application without a network."""

    def __init__(self, folder: Path) -> None:
        self._app = Starlette(routes=web_routes((folder,)))

    async def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            messages.append(message)

        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope: Scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""}
        await self._app(scope, receive, send)
        found = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        return messages[0]["status"], found, b"".join(message.get("body", b"") for message in messages[1:])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "dist"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_bytes(HTML)
    (built / "assets" / "app-1a2b.js").write_bytes(b"x" * 5000)
    (tmp_path / "secret.txt").write_text("canary")
    (built / "link.txt").symlink_to(tmp_path / "secret.txt")
    return built


async def test_pages_are_the_index_and_never_kept(folder: Path) -> None:
    browser = Browser(folder)
    for path in ("/", "/connections", "/login", "/streams/7"):
        status, headers, body = await browser.get(path, accept="text/html,*/*")
        assert (status, headers["cache-control"], body) == (200, "no-cache", HTML)
    assert (await browser.get("/"))[0] == 200


async def test_what_is_no_page_is_not_found(folder: Path) -> None:
    browser = Browser(folder)
    for path in ("/a/b/c", "/x.js", "/assets/", "/assets/gone.js"):
        assert (await browser.get(path, accept="text/html"))[0] == 404, path
    assert (await browser.get("/connections", accept="*/*"))[0] == 404


async def test_hashed_files_are_kept_for_good_and_packed(folder: Path) -> None:
    browser = Browser(folder)
    status, headers, body = await browser.get("/assets/app-1a2b.js", accept_encoding="gzip, br")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith("text/javascript")
    assert gzip.decompress(body) == b"x" * 5000
    again = await browser.get("/assets/app-1a2b.js", if_none_match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")


async def test_nothing_outside_the_folder_is_reachable(folder: Path) -> None:
    browser = Browser(folder)
    up = ("/../secret.txt", "/assets/../../secret.txt", "//secret.txt", "/assets/\x00", "/..\\secret.txt", "/link.txt")
    for path in up:
        status, _, body = await browser.get(path, accept="text/html")
        assert b"canary" not in body, path
        assert status in (200, 404)


async def test_a_new_build_is_taken_up_and_a_missing_one_said(tmp_path: Path) -> None:
    browser = Browser(tmp_path / "none")
    status, _, body = await browser.get("/", accept="text/html")
    assert status == 503
    assert b"dev.py setup" in body
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "index.html").write_bytes(HTML)
    assert (await browser.get("/", accept="text/html"))[2] == HTML
