"""The front end's files, from the checkout's build or from the package: read once, answered from memory."""

import asyncio
import gzip
import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

PACKAGE = Path(__file__).resolve().parent.parent
PLACES = (PACKAGE.parent / "frontend" / "dist", PACKAGE / "web")
INDEX = "index.html"
HASHED_FOLDER = "assets/"
MIN_GZIP_BYTES = 1024
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/manifest+json")
NOT_BUILT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panel</title></head><body>
<h1>The pages are not built</h1><p>The panel is running and its interfaces answer. To build its pages, run
<code>python3 dev.py setup</code> in the checkout and load this page again.</p></body></html>"""


@dataclass(frozen=True, slots=True)
class WebFile:
    """One file as it is sent: `etag` quoted (RFC 9110, section 8.8.3), `gzipped` None where that saves nothing."""

    content: bytes
    gzipped: bytes | None
    media_type: str
    etag: str
    cache_control: str


class WebFiles:
    """A fixed set of files; only names that were there when it was read can be asked for."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = places
        self._built_at: tuple[Path, int] | None = None
        self._files: Mapping[str, WebFile] = {}

    async def current(self) -> Mapping[str, WebFile]:
        """Return the files by path, read anew when the front end was built again; nothing when it never was."""
        built_at = self._newest_build()
        if built_at != self._built_at:
            self._files = await asyncio.to_thread(read_files, built_at[0]) if built_at else {}
            self._built_at = built_at
        return self._files

    def _newest_build(self) -> tuple[Path, int] | None:
        for place in self._places:
            try:
                return place, (place / INDEX).stat().st_mtime_ns
            except OSError:
                continue
        return None


def read_files(folder: Path) -> Mapping[str, WebFile]:
    """Return every file below `folder` by its path with slashes."""
    return {
        name: _read(path, name)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and (name := path.relative_to(folder).as_posix())
    }


def web_routes(places: Sequence[Path] = PLACES) -> list[BaseRoute]:
    """Return the routes of the front end's files and, for its pages, of its index.

    They match at most two segments, or what is below `assets`, so never a player's address.
    """
    files = WebFiles(places)

    async def answer(request: Request) -> Response:
        path = request.scope["path"].removeprefix("/")
        known = await files.current()
        found = known.get(path or INDEX)
        if found is None and _is_page(request, path):
            found = known.get(INDEX)
            if found is None:
                return HTMLResponse(NOT_BUILT, 503, {"Cache-Control": "no-store"})
        return PlainTextResponse("not found\n", 404) if found is None else _response(request, found)

    return [
        Route(path, answer, methods=["GET"]) for path in ("/", "/assets/{rest:path}", "/{first}", "/{first}/{second}")
    ]


def _is_page(request: Request, path: str) -> bool:
    if not path:
        return True
    is_file = path.startswith((HASHED_FOLDER, "socket.io")) or "." in path
    return not is_file and "text/html" in request.headers.get("accept", "")


def _response(request: Request, file: WebFile) -> Response:
    headers = {"ETag": file.etag, "Cache-Control": file.cache_control, "Vary": "Accept-Encoding"}
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if file.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.gzipped, 200, {**headers, "Content-Encoding": "gzip"}, file.media_type)
    return Response(file.content, 200, headers, file.media_type)


def _read(path: Path, name: str) -> WebFile:
    content = path.read_bytes()
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    worth_packing = media_type.startswith(COMPRESSIBLE) and len(content) >= MIN_GZIP_BYTES
    return WebFile(
        content=content,
        gzipped=gzip.compress(content, 6, mtime=0) if worth_packing else None,
        media_type=media_type,
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        cache_control="public, max-age=31536000, immutable" if name.startswith(HASHED_FOLDER) else "no-cache",
    )
