"""Programmes as the player API gives them: title and description in base64, times in UTC."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict

from panel.catalog import StreamFact
from panel.guide.guide import Guide, ProgrammeFact
from panel.xtream.asked import Asked
from panel.xtream.items import unix_text
from panel.xtream.offer import Offer

SHORT_GUIDE = 4
LONGEST_SHORT_GUIDE = 200
# The whole of what is kept of a channel; players differ in what they call it.
FULL_GUIDES = frozenset(("get_simple_data_table", "get_epg"))
GUIDES = frozenset(("get_short_epg", *FULL_GUIDES))


class Listing(TypedDict):
    id: str
    epg_id: str
    title: str
    lang: str
    start: str
    end: str
    stop: str
    description: str
    channel_id: str
    start_timestamp: str
    stop_timestamp: str
    now_playing: int
    has_archive: int


class Listings(TypedDict):
    epg_listings: Sequence[Listing]


async def guide_answer(action: str, guide: Guide, offer: Offer, asked: Asked, now: datetime) -> Listings:
    """Return what one of `GUIDES` answers; the short one begins with what runs now."""
    stream = offer.stream(asked.number("stream_id"), "live")
    if stream is None or stream.guide_id is None:
        return {"epg_listings": []}
    if action in FULL_GUIDES:
        return listings(stream, await guide.schedule(stream.guide_id), now)
    limit = min(asked.number("limit") or SHORT_GUIDE, LONGEST_SHORT_GUIDE)
    return listings(stream, await guide.upcoming(stream.guide_id, limit), now)


def listings(stream: StreamFact, programmes: Iterable[ProgrammeFact], now: datetime) -> Listings:
    """Return the programmes of a stream, in their order."""
    return {"epg_listings": [_listing(stream, programme, now) for programme in programmes]}


def _listing(stream: StreamFact, programme: ProgrammeFact, now: datetime) -> Listing:
    end = _server_time(programme.ends_at)
    return {
        "id": str(programme.id),
        "epg_id": str(stream.id),
        "title": _base64(programme.title),
        "lang": programme.language or "",
        "start": _server_time(programme.starts_at),
        "end": end,
        "stop": end,
        "description": _base64(programme.description or ""),
        "channel_id": stream.guide_id or "",
        "start_timestamp": unix_text(programme.starts_at),
        "stop_timestamp": unix_text(programme.ends_at),
        "now_playing": int(programme.starts_at <= now < programme.ends_at),
        "has_archive": 0,
    }


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _server_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
