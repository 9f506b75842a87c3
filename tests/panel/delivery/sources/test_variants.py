"""Which variant of a master playlist is played."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.source_failure import SourceFailure
from panel.delivery.sources.playlist import read_playlist
from panel.delivery.sources.variants import MOST_VARIANTS, MasterPlaylist, Variants

APART = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="apart",NAME="English, stereo",DEFAULT=YES,URI="en.m3u8"\n'
WITHIN = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="within",NAME="English",DEFAULT=YES\n'


def variant(address: str, attributes: str) -> str:
    return f"#EXT-X-STREAM-INF:{attributes}\n{address}\n"


def chosen(*parts: str) -> MasterPlaylist:
    playlist = read_playlist("#EXTM3U\n" + "".join(parts))
    assert isinstance(playlist, MasterPlaylist)
    return playlist


def test_sound_within_is_better_than_a_higher_bandwidth() -> None:
    high, low = variant("high", 'BANDWIDTH=9,AUDIO="apart"'), variant("low", "BANDWIDTH=3")
    assert chosen(APART, high, low, variant("lower", "BANDWIDTH=2")) == MasterPlaylist("low")
    assert chosen(APART, WITHIN, high, variant("b", 'AUDIO="within",BANDWIDTH=5'), low) == MasterPlaylist("b")
    assert chosen(variant("a", 'BANDWIDTH=1,AUDIO="nobody\'s"')) == MasterPlaylist("a")


def test_a_picture_is_better_than_none() -> None:
    sound = variant("radio", 'BANDWIDTH=99,CODECS="mp4a.40.2"')
    seen = variant("tv", 'BANDWIDTH=5,CODECS="avc1.4d401f, mp4a.40.2",AUDIO="apart"')
    assert chosen(APART, sound, seen) == MasterPlaylist("tv", "en.m3u8")
    assert chosen(APART, sound, variant("tv", "BANDWIDTH=5")) == MasterPlaylist("tv")
    assert chosen(sound) == MasterPlaylist("radio")


def test_the_sound_that_is_meant_for_everyone_is_taken() -> None:
    german = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="apart",NAME="Deutsch",URI="de.m3u8"\n'
    words = '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="apart",NAME="Words",DEFAULT=YES,URI="words.m3u8"\n'
    only = variant("a", 'BANDWIDTH=1,AUDIO="apart"')
    assert chosen(words, german, APART, only) == MasterPlaylist("a", "en.m3u8")
    assert chosen(german, only, words) == MasterPlaylist("a", "de.m3u8")


def test_too_many_are_refused() -> None:
    for part in (APART, variant("a", "BANDWIDTH=1")):
        with pytest.raises(SourceFailure, match="too many variants"):
            chosen(*[part] * (MOST_VARIANTS + 1), variant("a", "BANDWIDTH=1"))


@given(st.lists(st.tuples(st.text(max_size=40), st.text(min_size=1, max_size=5)), min_size=1, max_size=5))
def test_whatever_they_say_one_of_them_is_chosen(offered: list[tuple[str, str]]) -> None:
    variants = Variants()
    for tag, address in offered:
        variants.add_rendition(tag)
        variants.add(tag, address)
    assert variants.best().best in {address for _, address in offered}
