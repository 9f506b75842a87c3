"""Lists of categories, channels and movies as the player API gives them, and what is known of a movie.

What clients require: ids of streams are integers, those of categories text; `added` and `last_modified` are text of
Unix seconds; `stream_icon` is present even when empty; `backdrop_path` is an array. Sources are never told.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypedDict

from panel.catalog import StreamFact
from panel.vod.containers import container_of
from panel.xtream.offer import WITHOUT_CATEGORY


class InCategory(TypedDict):
    category_id: str
    category_ids: list[int]


class CategoryItem(TypedDict):
    category_id: str
    category_name: str
    parent_id: int


class _Item(TypedDict):
    num: int
    name: str
    stream_id: int
    stream_icon: str
    added: str
    is_adult: str
    category_id: str
    category_ids: list[int]
    custom_sid: str
    direct_source: str


class LiveItem(_Item):
    stream_type: Literal["live"]
    epg_channel_id: str | None
    thumbnail: str
    tv_archive: int
    tv_archive_duration: int


class MovieItem(_Item):
    stream_type: Literal["movie"]
    title: str
    container_extension: str
    rating: str
    rating_5based: float
    plot: str
    cast: str
    director: str
    genre: str
    release_date: str | None
    youtube_trailer: str
    episode_run_time: int | None


def category_items(categories: Iterable[tuple[int, str]]) -> Sequence[CategoryItem]:
    return [
        {"category_id": str(category_id), "category_name": name, "parent_id": 0} for category_id, name in categories
    ]


def live_items(streams: Iterable[StreamFact]) -> Sequence[LiveItem]:
    return [
        {
            **_item(number, stream),
            "stream_type": "live",
            "epg_channel_id": stream.guide_id,
            "thumbnail": "",
            "tv_archive": 0,
            "tv_archive_duration": 0,
        }
        for number, stream in enumerate(streams, 1)
    ]


def movie_items(streams: Iterable[StreamFact]) -> Sequence[MovieItem]:
    return [
        {
            **_item(number, stream),
            "stream_type": "movie",
            "title": stream.name,
            "container_extension": container_of(stream.sources[0]),
            "rating": "",
            "rating_5based": 0,
            "plot": "",
            "cast": "",
            "director": "",
            "genre": "",
            "release_date": None,
            "youtube_trailer": "",
            "episode_run_time": None,
        }
        for number, stream in enumerate(streams, 1)
    ]


def movie_info(stream: StreamFact | None) -> Mapping[str, object]:
    """Return what is known of a movie; `info` is an empty array for one that is not there."""
    if stream is None:
        return {"info": [], "movie_data": {}}
    item = movie_items([stream])[0]
    kept = ("stream_id", "name", "title", "added", "category_id", "category_ids", "container_extension")
    info: dict[str, object] = {
        "name": stream.name,
        "o_name": stream.name,
        "movie_image": item["stream_icon"],
        "cover_big": item["stream_icon"],
        "backdrop_path": [],
        "tmdb_id": 0,
        "release_date": None,
        "releasedate": None,
        "duration_secs": 0,
        "duration": "00:00:00",
        "bitrate": 0,
        "rating": 0,
        "subtitles": [],
        **dict.fromkeys(("plot", "description", "cast", "actors", "director", "genre", "country", "age"), ""),
        **dict.fromkeys(("youtube_trailer", "mpaa_rating", "kinopoisk_url"), ""),
    }
    data = {name: value for name, value in item.items() if name in kept}
    return {"info": info, "movie_data": {**data, "custom_sid": "", "direct_source": ""}}


def unix_text(moment: datetime | None) -> str:
    """Return Unix seconds as text, `0` where the moment is unknown: clients make a number of it."""
    return "0" if moment is None else str(int(moment.timestamp()))


def in_category(category_id: int | None) -> InCategory:
    known = category_id or WITHOUT_CATEGORY
    return {"category_id": str(known), "category_ids": [known]}


def _item(number: int, stream: StreamFact) -> _Item:
    return {
        "num": number,
        "name": stream.name,
        "stream_id": stream.id,
        "stream_icon": stream.logo_url or "",
        "added": unix_text(stream.created_at),
        "is_adult": "0",
        **in_category(stream.category_id),
        "custom_sid": "",
        "direct_source": "",
    }
