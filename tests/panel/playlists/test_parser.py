"""M3U as it is found in the wild."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.playlists.lines import Line, PlaylistError
from panel.playlists.parser import Entry, PlaylistParser, Skip, parse_playlist


def parse(text: str) -> list[Entry | Skip]:
    return list(parse_playlist(Line(number, line) for number, line in enumerate(text.split("\n"), 1)))


def one(description: str) -> Entry | Skip:
    (found,) = parse(f"{description}\nhttp://e.com/1")
    return found


@pytest.mark.parametrize(
    ("description", "name", "group", "logo", "guide"),
    [
        ("#EXTINF:-1,News", "News", None, None, None),
        ("#EXTINF:-1 , News ", "News", None, None, None),
        ("#EXTINF:0,A, B, C", "A, B, C", None, None, None),
        (
            '#EXTINF:-1 tvg-id="n.tv" tvg-logo="http://l/x.png" group-title="A, B",N',
            "N",
            "A, B",
            "http://l/x.png",
            "n.tv",
        ),
        ("#EXTINF:-1 group-title='It,s',N", "N", "It,s", None, None),
        ("#EXTINF:-1 group-title=News tvg-id=5,N", "N", "News", None, "5"),
        ('#EXTINF:-1,tvg-id="x" group-title="Y"', 'tvg-id="x" group-title="Y"', None, None, None),
        ('#EXTINF:-1 tvg-name="Fallback",', "Fallback", None, None, None),
        ('#EXTINF:-1 tvg-name="Fallback"', "Fallback", None, None, None),
        ('#EXTINF:-1 TVG-ID="n" Group-Title="G",N', "N", "G", None, "n"),
        ('#extinf:-1 group-title="G",N', "N", "G", None, None),
        ('#EXTINF:-1 group-title="",N', "N", None, None, None),
        ('#EXTINF:-1 group-title="never closed,N', "N", "never closed", None, None),
        ('#EXTINF:-1 group-title="a" group-title="b",N', "N", "a", None, None),
        ('#EXTINF:-1 xmltv="a=b,c" group-title = "G",N', "N", None, None, None),
        ("#EXTINF:-1,tab\tand\x07bell", "tab and bell", None, None, None),
        ("#EXTINF:-1," + "x" * 999, "x" * 256, None, None, None),
    ],
)
def test_descriptions(description: str, name: str, group: str | None, logo: str | None, guide: str | None) -> None:
    assert one(description) == Entry(2, name, "http://e.com/1", group, logo, guide)


def test_groups_of_their_own_line_other_directives_and_blank_lines() -> None:
    found = parse(
        '#EXTM3U url-tvg="http://g/x.xml"\n\n#EXTINF:-1,A\n#EXTGRP:Sport\n#EXTVLCOPT:http-user-agent=x\n'
        '#KODIPROP:a=b\n# remark\nhttp://e.com/a\n#EXTINF:-1 group-title="Own",B\n#EXTGRP:Sport\nhttp://e.com/b\n'
        "#EXTINF:-1,C\nhttp://e.com/c"
    )
    assert [(entry.name, entry.group) for entry in found if isinstance(entry, Entry)] == [
        ("A", "Sport"),
        ("B", "Own"),
        ("C", None),
    ]


def test_what_is_missing_is_skipped_with_its_line() -> None:
    found = parse("#EXTM3U\nhttp://e.com/1\n#EXTINF:-1,A\n#EXTINF:-1,\nhttp://e.com/2\n#EXTINF:-1,Last")
    assert found == [
        Skip(2, "no name: there is no #EXTINF before the address"),
        Skip(3, "no address follows"),
        Skip(5, "no name"),
        Skip(6, "no address follows"),
    ]


def test_a_long_line_takes_its_entry_with_it() -> None:
    lines = [Line(1, "#EXTINF:-1,A"), Line(2, None), Line(3, "#EXTINF:-1,B"), Line(4, "http://e.com/b")]
    found = list(parse_playlist(lines))
    assert found[0] == Skip(2, "the line is too long")
    assert isinstance(found[1], Entry)


@pytest.mark.parametrize("text", ["", "<!doctype html>\n<html></html>", "{}", "hello\nworld"])
def test_what_is_no_playlist_is_refused(text: str) -> None:
    with pytest.raises(PlaylistError, match="not an M3U playlist"):
        parse(text)


def test_an_empty_playlist_is_one() -> None:
    assert parse("#EXTM3U") == []


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panel.playlists.parser.MAX_ENTRIES", 3)
    entry = [Line(1, "#EXTINF:-1,A"), Line(2, "http://e.com/1")]
    assert len(list(parse_playlist(entry * 3))) == 3
    with pytest.raises(PlaylistError, match="more than 3 entries"):
        list(parse_playlist(entry * 4))


LINES = st.lists(
    st.sampled_from(["#EXTM3U", "#EXTINF:", "#EXTINF:-1,A", "#EXTGRP:", "http://e.com/", '"', "=", ",", " "])
    | st.text(max_size=40)
    | st.text(alphabet="#EXTINF:-1 tvg='\",=abc", max_size=60).map(lambda text: "#EXTINF:" + text),
    max_size=12,
)


@given(LINES)
def test_any_text_gives_entries_skips_or_the_one_error(lines: Sequence[str]) -> None:
    parser = PlaylistParser()
    found = [item for number, text in enumerate(lines, 1) for item in parser.take(Line(number, text))]
    for item in found:
        assert 1 <= item.line <= len(lines)
        if isinstance(item, Entry):
            assert item.name.isprintable()
            assert 0 < len(item.name) <= 256
            assert item.url == item.url.strip() != ""


@pytest.mark.parametrize("unit", ["=", '"', "'", 'a="', "a='b' ", "a= ", " ", '="', "a=b "])
def test_hostile_lines_cost_no_more_than_others(unit: str) -> None:
    line = "#EXTINF:" + unit * (64_000 // len(unit))
    began_s = time.perf_counter()
    one(line)
    assert time.perf_counter() - began_s < 1.0
