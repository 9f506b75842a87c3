"""The actions of the player API that depend on the catalog alone, by name."""

from collections.abc import Callable, Mapping

from panel.xtream.asked import Asked
from panel.xtream.items import category_items, live_items, movie_info, movie_items
from panel.xtream.offer import Offer
from panel.xtream.series_items import series_info, series_items

# What such an answer may depend on besides the line's bouquets.
FIELDS = ("category_id", "vod_id", "series_id")

ListAction = Callable[[Offer, Asked], object]


def live_categories(offer: Offer, _asked: Asked) -> object:
    return category_items(offer.categories("live"))


def live_streams(offer: Offer, asked: Asked) -> object:
    return live_items(offer.of_type("live", asked.number("category_id")))


def movie_categories(offer: Offer, _asked: Asked) -> object:
    return category_items(offer.categories("movie"))


def movies(offer: Offer, asked: Asked) -> object:
    return movie_items(offer.of_type("movie", asked.number("category_id")))


def movie(offer: Offer, asked: Asked) -> object:
    return movie_info(offer.stream(asked.number("vod_id"), "movie"))


def series_categories(offer: Offer, _asked: Asked) -> object:
    return category_items(offer.categories("series"))


def all_series(offer: Offer, asked: Asked) -> object:
    return series_items(offer.series(asked.number("category_id")))


def one_series(offer: Offer, asked: Asked) -> object:
    wanted = asked.number("series_id")
    return series_info(next((series for series in offer.series() if series.id == wanted), None))


LISTS: Mapping[str, ListAction] = {
    "get_live_categories": live_categories,
    "get_live_streams": live_streams,
    "get_vod_categories": movie_categories,
    "get_vod_streams": movies,
    "get_vod_info": movie,
    "get_series_categories": series_categories,
    "get_series": all_series,
    "get_series_info": one_series,
}
