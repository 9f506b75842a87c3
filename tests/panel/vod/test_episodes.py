"""Where in a series an episode stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.vod.containers import container_of
from panel.vod.episodes import EpisodePlace, place_in_name


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Show S01E02", EpisodePlace("Show", 1, 2)),
        ("Show - s1 e2 - The Title", EpisodePlace("Show", 1, 2)),
        ("The.Show.S10.E200.1080p", EpisodePlace("The.Show", 10, 200)),
        ("Show (2019) [S02 EP03]", EpisodePlace("Show (2019)", 2, 3)),
        ("Show 2x05", EpisodePlace("Show", 2, 5)),
        ("Film 1920x1080", None),
        ("News", None),
        ("S01E02", None),
        ("USS01E02", None),
    ],
)
def test_names(name: str, place: EpisodePlace | None) -> None:
    assert place_in_name(name) == place


@given(st.text(max_size=256))
def test_no_name_raises(name: str) -> None:
    place = place_in_name(name)
    assert place is None or name.startswith(place.series_title.split()[0]) or place.series_title


@pytest.mark.parametrize(
    ("address", "container"),
    [("http://h/a.MKV?x=.avi", "mkv"), ("http://h/a", "mp4"), ("http://h/a.exe", "mp4"), ("http://h/", "mp4")],
)
def test_containers(address: str, container: str) -> None:
    assert container_of(address) == container
