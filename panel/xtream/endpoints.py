"""Answers what players ask besides streams."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Protocol

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from geo.address import Network, client_address
from monitoring.clock import Clock
from panel.catalog import LineFact
from panel.db.errors import UNREACHABLE
from panel.delivery.admission import Refused
from panel.delivery.arrival import UNCACHED, refusal
from panel.guide.guide import Guide
from panel.xtream.account import LoginObject, login_object, refused_login
from panel.xtream.asked import Asked, read_asked
from panel.xtream.kept_answers import KeptAnswers
from panel.xtream.kept_guides import KeptGuides, in_pieces, unpacked
from panel.xtream.listings import GUIDES, guide_answer
from panel.xtream.lists import FIELDS, LISTS
from panel.xtream.offer import Offer, OfferCatalog
from panel.xtream.old_lists import old_lists
from panel.xtream.playlist import OUTPUTS, playlist
from panel.xtream.site import Site, site_of

GUIDE_TYPE = "application/xml; charset=utf-8"
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
        self._guides = KeptGuides(guide)
        catalog.watch(self._kept.forget)
        catalog.watch(self._guides.forget)
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
            return refusal(refused.status)
        wanted = OUTPUTS.get(asked.text("output").lower(), "ts")
        output = wanted if wanted in self._formats else self._formats[0]
        offer = Offer(self._catalog, line)
        lines = playlist(self._site(request), line, offer, output, plus=asked.text("type") != "m3u")
        headers = {**UNCACHED, "Content-Disposition": 'attachment; filename="playlist.m3u"'}
        if request.method == "HEAD":
            return Response(media_type=PLAYLIST_TYPE, headers=headers)
        return StreamingResponse(lines, media_type=PLAYLIST_TYPE, headers=headers)

    async def xmltv(self, request: Request) -> Response:
        """Answer `/xmltv.php`: the guide of the line's channels."""
        asked = await read_asked(request)
        try:
            line = await self._line(request, asked)
        except Refused as refused:
            return refusal(refused.status)
        headers = {**UNCACHED, "Vary": "Accept-Encoding"}
        if request.method == "HEAD":
            return Response(media_type=GUIDE_TYPE, headers=headers)
        offer = Offer(self._catalog, line)
        try:
            packed = await self._guides.get(line.bouquet_ids, lambda: offer.of_type("live"))
        except UNREACHABLE as error:
            log.warning("a player was given no guide", error=type(error).__name__)
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return StreamingResponse(in_pieces(packed), 200, {**headers, "Content-Encoding": "gzip"}, GUIDE_TYPE)
        return StreamingResponse(unpacked(packed), 200, headers, GUIDE_TYPE)

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
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)

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
