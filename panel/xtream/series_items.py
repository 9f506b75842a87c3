"""Series as the player API gives them: the list, and seasons with their episodes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypedDict

from panel.vod.containers import container_of
from panel.xtream.items import in_category, unix_text
from panel.xtream.offer import Episode, Series


class SeriesItem(TypedDict):
    num: int
    name: str
    title: str
    series_id: int
    stream_type: Literal["series"]
    cover: str
    plot: str
    cast: str
    director: str
    genre: str
    releaseDate: str
    release_date: str
    last_modified: str
    rating: str
    rating_5based: float
    backdrop_path: list[str]
    youtube_trailer: str
    episode_run_time: str
    category_id: str
    category_ids: list[int]


def series_items(series: Iterable[Series]) -> Sequence[SeriesItem]:
    return [_series_item(number, one) for number, one in enumerate(series, 1)]


def series_info(series: Series | None) -> Mapping[str, object]:
    """Return the seasons and episodes of a series; the name is null for one that is not there."""
    if series is None:
        return {"seasons": [], "info": {"name": None}, "episodes": {}}
    info = _series_item(1, series)
    seasons = series.seasons()
    return {
        "seasons": [_season(number, len(episodes), info["cover"]) for number, episodes in seasons.items()],
        "info": info,
        "episodes": {str(number): [_episode(one) for one in episodes] for number, episodes in seasons.items()},
    }


def _series_item(number: int, series: Series) -> SeriesItem:
    return {
        "num": number,
        "name": series.title,
        "title": series.title,
        "series_id": series.id,
        "stream_type": "series",
        "cover": series.logo_url or "",
        "plot": "",
        "cast": "",
        "director": "",
        "genre": "",
        "releaseDate": "",
        "release_date": "",
        "last_modified": unix_text(series.changed_at),
        "rating": "0",
        "rating_5based": 0,
        "backdrop_path": [],
        "youtube_trailer": "",
        "episode_run_time": "0",
        **in_category(series.category_id),
    }


def _season(number: int, episodes: int, cover: str) -> Mapping[str, object]:
    return {
        "id": number,
        "season_number": number,
        "name": f"Season {number}",
        "episode_count": episodes,
        "overview": "",
        "air_date": "",
        "cover": cover,
        "cover_big": cover,
        "vote_average": 0,
    }


def _episode(episode: Episode) -> Mapping[str, object]:
    stream, place = episode.stream, episode.place
    image = stream.logo_url or ""
    return {
        "id": str(stream.id),
        "episode_num": place.episode,
        "season": place.season,
        "title": stream.name,
        "container_extension": container_of(stream.sources[0]),
        "info": {
            "name": stream.name,
            "season": place.season,
            "plot": "",
            "movie_image": image,
            "cover_big": image,
            "release_date": None,
            "rating": 0,
            "duration_secs": 0,
            "duration": "00:00:00",
            "bitrate": 0,
            "tmdb_id": 0,
        },
        "subtitles": [],
        "custom_sid": "",
        "added": unix_text(stream.created_at),
        "direct_source": "",
    }
