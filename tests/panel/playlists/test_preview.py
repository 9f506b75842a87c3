"""What a playlist holds, counted as an import would."""

from collections.abc import AsyncIterator

from panel.playlists.importer import Judge
from panel.playlists.lines import Line
from panel.playlists.preview import SHOWN, preview_playlist
from panel.playlists.reading import text_lines


def entries(count: int) -> AsyncIterator[Line]:
    named = "".join(f"#EXTINF:-1,Stream {number}\nhttp://example.org/{number}.ts\n" for number in range(count))
    return text_lines(f"#EXTM3U\n{named}#EXTINF:-1,Private\nhttp://192.168.1.1/x.ts\n")


async def test_all_are_counted_and_the_first_are_shown() -> None:
    preview = await preview_playlist(entries(50), Judge(allow_private=False))
    assert (preview.found, len(preview.first), preview.first[0].name) == (50, SHOWN, "Stream 0")
    assert [skip.line for skip in preview.skipped] == [103]


async def test_private_sources_are_judged_by_the_setting() -> None:
    preview = await preview_playlist(entries(1), Judge(allow_private=True))
    assert (preview.found, preview.skipped) == (2, [])
