"""Answers what players ask besides streams."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from http import HTTPStatus
from typing import Protocol

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from geo.address import Network, client_address
from monitoring.clock import Clock
from panel.catalog import LineFact
from panel.db.errors import UNREACHABLE
from panel.delivery.admission import Refused
from panel.guide.guide import Guide
from panel.xtream.account import LoginObject, login_object, refused_login
from panel.xtream.asked import Asked, read_asked
from panel.xtream.guide_file import guide_file
from panel.xtream.kept_answers import KeptAnswers
from panel.xtream.listings import GUIDES, guide_answer
from panel.xtream.lists import FIELDS, LISTS
from panel.xtream.offer import Offer, OfferCatalog
from panel.xtream.old_lists import old_lists
from panel.xtream.playlist import OUTPUTS, playlist
from panel.xtream.site import Site, site_of

UNCACHED = {"Cache-Control": "no-store"}
PLAYLIST_TYPE = "audio/x-mpegurl; charset=utf-8"

log = structlog.get_logger(__name__)


class Door(Protocol):
    """What is needed of the gateway."""

    async def identify(self, username: str, password: str, address: str | None, /) -> LineFact:
        """Return the line these are the credentials of; raises Refused."""
        ...

    def viewers_of(self, line_id: int, /) -> int:
        """How many connections of the line are live."""
        ...


class WatchedCatalog(OfferCatalog, Protocol):
    """The catalog, and who tells of its changes."""

    def watch(self, callback: Callable[[], None], /) -> None: ...


class XtreamEndpoints:
    """One method for each address; `formats` are those that live streams are delivered in, the usual one first."""

    def __init__(
        self,
        catalog: WatchedCatalog,
        guide: Guide,
        door: Door,
        clock: Clock,
        *,
        formats: Sequence[str],
        public_url: str | None,
        trusted_proxies: Sequence[Network],
    ) -> None:
        self._catalog = catalog
        self._guide = guide
        self._kept = KeptAnswers()
        catalog.watch(self._kept.forget)
        self._door = door
        self._clock = clock
        self._formats = formats
        self._public_url = public_url
        self._trusted_proxies = trusted_proxies

    async def player_api(self, request: Request) -> Response:
        """Answer an action; one that is not known is a login. A refusal is told in the answer, its status stays 200."""
        return await self._answer(request, with_lists=False)

    async def panel_api(self, request: Request) -> Response:
        """The same for players older than the actions, whose login holds the lists."""
        return await self._answer(request, with_lists=True)

    async def get(self, request: Request) -> Response:
        """Answer `/get.php`: the line's playlist."""
        asked = await read_asked(request)
        try:
            line = await self._line(request, asked)
        except Refused as refused:
            return _plain(refused.status)
        wanted = OUTPUTS.get(asked.text("output").lower(), "ts")
        output = wanted if wanted in self._formats else self._formats[0]
        offer = Offer(self._catalog, line)
        lines = playlist(self._site(request), line, offer, output, plus=asked.text("type") != "m3u")
        headers = {**UNCACHED, "Content-Disposition": 'attachment; filename="playlist.m3u"'}
        return _streamed(request, lines, PLAYLIST_TYPE, headers)

    async def xmltv(self, request: Request) -> Response:
        """Answer `/xmltv.php`: the guide of the line's channels."""
        asked = await read_asked(request)
        try:
            line = await self._line(request, asked)
        except Refused as refused:
            return _plain(refused.status)
        streams = await asyncio.to_thread(Offer(self._catalog, line).of_type, "live")
        pieces = guide_file(self._guide, streams)
        return _streamed(request, _while_reachable(pieces), "application/xml; charset=utf-8", UNCACHED)

    async def _answer(self, request: Request, *, with_lists: bool) -> Response:
        asked = await read_asked(request)
        try:
            line = await self._line(request, asked)
        except Refused as refused:
            return _json(orjson.dumps(refused_login(refused.reason)))
        action, offer = asked.text("action"), Offer(self._catalog, line)
        if action in LISTS:
            fields = tuple(asked.number(name) for name in FIELDS)
            key = (line.bouquet_ids, action, fields)
            return _json(await self._kept.get(key, lambda: LISTS[action](offer, asked)))
        if action in GUIDES:
            return await self._guide_answer(action, offer, asked)
        login = orjson.dumps(self._login(request, line))
        if with_lists:
            lists = await self._kept.get((line.bouquet_ids, "lists"), lambda: old_lists(offer))
            login = login[:-1] + b"," + lists[1:]
        return _json(login)

    async def _guide_answer(self, action: str, offer: Offer, asked: Asked) -> Response:
        try:
            return _json(orjson.dumps(await guide_answer(action, self._guide, offer, asked, self._clock.now())))
        except UNREACHABLE as error:
            log.warning("a player was not answered", action=action, error=type(error).__name__)
            return _plain(HTTPStatus.SERVICE_UNAVAILABLE)

    def _login(self, request: Request, line: LineFact) -> LoginObject:
        connections = self._door.viewers_of(line.id)
        return login_object(line, connections, self._formats, self._site(request), self._clock.now())

    async def _line(self, request: Request, asked: Asked) -> LineFact:
        peer = request.client.host if request.client else None
        address = client_address(peer, request.scope["headers"], self._trusted_proxies)
        return await self._door.identify(asked.username, asked.password, address)

    def _site(self, request: Request) -> Site:
        return site_of(request.scope, self._public_url, self._trusted_proxies)


def _json(answer: bytes) -> Response:
    return Response(answer, media_type="application/json", headers=UNCACHED)


def _plain(status: HTTPStatus) -> Response:
    return PlainTextResponse(status.phrase + "\n", status, headers=UNCACHED)


def _streamed(
    request: Request, pieces: Iterator[str] | AsyncIterator[str], media_type: str, headers: dict[str, str]
) -> Response:
    """Return an answer in pieces; those of an ordinary iterator are made in threads."""
    if request.method == "HEAD":
        return Response(media_type=media_type, headers=headers)
    return StreamingResponse(pieces, media_type=media_type, headers=headers)


async def _while_reachable(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    try:
        async for piece in pieces:
            yield piece
    except UNREACHABLE as error:
        # The file ends without its last tag, so that no player takes it for whole.
        log.warning("a guide was cut short", error=type(error).__name__)
