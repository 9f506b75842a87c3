"""Where in a series an episode stands, told by an operator or by its name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from panel.catalog import StreamFact

# "Show S01E02", "Show s1 e2 Title", "Show.S01.E02", then "Show 1x02", as release names and playlists write them.
_MARKS = (
    re.compile(r"(?<![^\W_])S(\d{1,4})[ ._-]{0,3}EP?(\d{1,5})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![^\W_])(\d{1,2})x(\d{2,3})(?!\d)", re.IGNORECASE),
)
REMEMBERED = 65536
_EDGES = " \t.,_-\u2013|:;([{"


@dataclass(frozen=True, slots=True)
class EpisodePlace:
    """An episode's series, season and number."""

    series_title: str
    season: int
    episode: int


@lru_cache(maxsize=REMEMBERED)
def place_in_name(name: str) -> EpisodePlace | None:
    """Return what a name such as `Show S01E02` tells, or None."""
    for mark in _MARKS:
        found = mark.search(name)
        if found:
            title = name[: found.start()].rstrip(_EDGES).strip()
            return EpisodePlace(title, int(found[1]), int(found[2])) if title else None
    return None


def place_of(stream: StreamFact) -> EpisodePlace:
    """Return where an episode stands; one of which nothing is known is the first of a series of its own."""
    named = place_in_name(stream.name) or EpisodePlace(stream.name, 1, 1)
    return EpisodePlace(
        series_title=stream.series_title or named.series_title,
        season=named.season if stream.season is None else stream.season,
        episode=named.episode if stream.episode is None else stream.episode,
    )
