"""`/panel_api.php`: the login and everything there is to see in one answer, for players older than the actions."""

from collections.abc import Mapping

from monitoring.contract.events import StreamType
from panel.xtream.items import category_items, live_items, movie_items
from panel.xtream.offer import Offer

TYPES: Mapping[StreamType, str] = {"live": "Live Streams", "movie": "Movies", "series": "Series"}


def old_lists(offer: Offer) -> Mapping[str, object]:
    """Return `categories` by type and `available_channels` by id of stream, which stand beside the login."""
    names = {str(category_id): name for kind in TYPES for category_id, name in offer.categories(kind)}
    channels: dict[str, object] = {}
    for live in live_items(offer.of_type("live")):
        shown = {"type_name": TYPES["live"], "category_name": names[live["category_id"]], "live": "1"}
        channels[str(live["stream_id"])] = {**live, **shown, "container_extension": None}
    for movie in movie_items(offer.of_type("movie")):
        shown = {"type_name": TYPES["movie"], "category_name": names[movie["category_id"]], "live": "0"}
        channels[str(movie["stream_id"])] = {**movie, **shown}
    categories = {kind: category_items(offer.categories(kind)) for kind in TYPES}
    return {"categories": categories, "available_channels": channels}
