"""The actions of the player API, by name."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from panel.catalog import LineFact
from panel.guide.guide import Guide
from panel.xtream.asked import Asked
from panel.xtream.items import category_items, live_items, movie_info, movie_items
from panel.xtream.listings import listings
from panel.xtream.offer import Offer
from panel.xtream.series_items import series_info, series_items

SHORT_GUIDE = 4
LONGEST_SHORT_GUIDE = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A line that asks, and what there is for it."""

    line: LineFact
    offer: Offer
    guide: Guide
    asked: Asked
    now: datetime

    @property
    def category_id(self) -> int | None:
        return self.asked.number("category_id")


Action = Callable[[Visit], Awaitable[object]]


async def live_categories(visit: Visit) -> object:
    return category_items(visit.offer.categories("live"))


async def live_streams(visit: Visit) -> object:
    return live_items(visit.offer.of_type("live", visit.category_id))


async def movie_categories(visit: Visit) -> object:
    return category_items(visit.offer.categories("movie"))


async def movies(visit: Visit) -> object:
    return movie_items(visit.offer.of_type("movie", visit.category_id))


async def movie(visit: Visit) -> object:
    return movie_info(visit.offer.stream(visit.asked.number("vod_id"), "movie"))


async def series_categories(visit: Visit) -> object:
    return category_items(visit.offer.categories("series"))


async def all_series(visit: Visit) -> object:
    return series_items(visit.offer.series(visit.category_id))


async def one_series(visit: Visit) -> object:
    wanted = visit.asked.number("series_id")
    return series_info(next((series for series in visit.offer.series() if series.id == wanted), None))


async def short_guide(visit: Visit) -> object:
    """What runs now and comes next, four programmes unless `limit` says otherwise."""
    stream = visit.offer.stream(visit.asked.number("stream_id"), "live")
    if stream is None or stream.guide_id is None:
        return {"epg_listings": []}
    limit = min(visit.asked.number("limit") or SHORT_GUIDE, LONGEST_SHORT_GUIDE)
    return listings(stream, await visit.guide.upcoming(stream.guide_id, limit), visit.now)


async def full_guide(visit: Visit) -> object:
    """Everything that is kept of a channel."""
    stream = visit.offer.stream(visit.asked.number("stream_id"), "live")
    if stream is None or stream.guide_id is None:
        return {"epg_listings": []}
    return listings(stream, await visit.guide.schedule(stream.guide_id), visit.now)


ACTIONS: Mapping[str, Action] = {
    "get_live_categories": live_categories,
    "get_live_streams": live_streams,
    "get_vod_categories": movie_categories,
    "get_vod_streams": movies,
    "get_vod_info": movie,
    "get_series_categories": series_categories,
    "get_series": all_series,
    "get_series_info": one_series,
    "get_short_epg": short_guide,
    "get_simple_data_table": full_guide,
    "get_epg": full_guide,
}
