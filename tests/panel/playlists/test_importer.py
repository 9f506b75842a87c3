"""A playlist taken into the catalog, on both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from monitoring.clock import SystemClock
from panel import streams
from panel.api.models.catalog import CategoriesQuery
from panel.api.models.streams import StreamChange, StreamCreate, StreamListQuery
from panel.categories import list_categories
from panel.changes import Changes
from panel.db.engine import Database
from panel.playlists.importer import ImportReport, import_playlist, type_of
from panel.playlists.lines import Line
from panel.playlists.parser import Skip
from panel.streams import StreamFile

PLAYLIST = """#EXTM3U
#EXTINF:-1 tvg-id="n.tv" tvg-logo="http://l.example/n.png" group-title="News",News 24
http://e.example/live/u/p/1.ts
#EXTINF:-1 group-title="Films",A film
http://e.example/movie/u/p/2.mp4
#EXTINF:-1,Bare
http://e.example/3"""


class Notes:
    """A journal that only remembers."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        self.kinds.append(kind)


@asynccontextmanager
async def changes_on(url: str, *, allow_private_sources: bool = False) -> AsyncIterator[Changes]:
    database = Database(url)
    await database.open()
    try:
        yield Changes(database, SystemClock(), Notes(), "test", allow_private_sources=allow_private_sources)
    finally:
        await database.close()


@pytest.fixture
async def changes(database_url: str) -> AsyncIterator[Changes]:
    async with changes_on(database_url) as opened:
        yield opened


async def take(changes: Changes, text: str) -> ImportReport:
    async def lines() -> AsyncIterator[Line]:
        for number, line in enumerate(text.split("\n"), 1):
            yield Line(number, line)

    return await import_playlist(changes, lines())


async def kept(changes: Changes) -> dict[str, StreamFile]:
    page = await streams.list_streams(changes.database, StreamListQuery(limit=1000))
    return {file.name: file for file in page.items}


async def test_streams_and_categories_are_added_once(changes: Changes) -> None:
    assert await take(changes, PLAYLIST) == ImportReport(added=3)
    first = await kept(changes)
    news = first["News 24"]
    assert (news.type, news.guide_id, news.logo_url) == ("live", "n.tv", "http://l.example/n.png")
    assert (first["A film"].type, first["Bare"].category_id) == ("movie", None)
    # A playlist of thousands must not pull thousands of sources at once.
    assert all(file.on_demand for file in first.values())
    categories = await list_categories(changes.database, CategoriesQuery())
    assert {(category.name, category.type) for category in categories.items} == {("News", "live"), ("Films", "movie")}

    assert await take(changes, PLAYLIST) == ImportReport(unchanged=3)
    assert await kept(changes) == first


async def test_what_moved_or_was_renamed_is_updated(changes: Changes) -> None:
    await take(changes, PLAYLIST)
    before = await kept(changes)
    report = await take(
        changes,
        '#EXTM3U\n#EXTINF:-1 group-title="News",News 24\nhttp://new.example/1\n#EXTINF:-1,Naked\nhttp://e.example/3',
    )
    assert report == ImportReport(updated=2)
    after = await kept(changes)
    assert after["News 24"].source_url == "http://new.example/1"
    assert after["News 24"].guide_id == "n.tv"
    assert after["Naked"].id == before["Bare"].id
    assert len(after) == 3


async def test_what_operators_set_is_left_alone(changes: Changes) -> None:
    made = await streams.create_stream(changes, StreamCreate(name="Bare", source_url="http://e.example/3"))
    await streams.change_stream(changes, made.id, StreamChange(enabled=False, backup_urls=["http://b.example/"]))
    await take(changes, PLAYLIST)
    file = (await kept(changes))["Bare"]
    assert (file.id, file.enabled, file.on_demand, file.backup_urls) == (made.id, False, False, ("http://b.example/",))


async def test_one_name_may_have_two_addresses(changes: Changes) -> None:
    text = "#EXTM3U\n#EXTINF:-1,Twin\nhttp://e.example/1\n#EXTINF:-1,Twin\nhttp://e.example/2"
    assert await take(changes, text) == ImportReport(added=2)
    assert await take(changes, text) == ImportReport(unchanged=2)


async def test_bad_entries_are_skipped_with_line_and_reason(changes: Changes) -> None:
    text = (
        "#EXTM3U\n#EXTINF:-1,A\nudp://239.0.0.1:5000\n#EXTINF:-1,B\nhttp://127.0.0.1/1\n#EXTINF:-1,C\nhttp://e.example/1\n"
        "#EXTINF:-1,D\nhttp://e.example/1\n#EXTINF:-1,E\nfile:///etc/passwd\n#EXTINF:-1,F\n/relative\n#EXTINF:-1,G\nhttp://\n"
    )
    report = await take(changes, text)
    assert report.added == 1
    scheme = "only http, https, rtmp, rtsp, srt and udp addresses are taken"
    assert report.skipped == [
        Skip(3, "udp and rtsp are for networks of one's own; PANEL_ALLOW_PRIVATE_SOURCES would allow them"),
        Skip(5, "the address is private; PANEL_ALLOW_PRIVATE_SOURCES would allow it"),
        Skip(9, "the same address as in line 7"),
        Skip(11, scheme),
        Skip(13, scheme),
        Skip(15, "the address names no host"),
    ]


async def test_private_addresses_where_they_are_allowed(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/panel.db"
    async with changes_on(url, allow_private_sources=True) as changes:
        assert (await take(changes, "#EXTM3U\n#EXTINF:-1,B\nhttp://127.0.0.1/1")).added == 1


async def test_many_are_kept_in_batches(changes: Changes) -> None:
    text = "#EXTM3U\n" + "\n".join(
        f'#EXTINF:-1 group-title="G{n % 7}",Channel {n}\nhttp://e.example/{n}' for n in range(2500)
    )
    assert (await take(changes, text)).added == 2500
    assert (await take(changes, text)).unchanged == 2500
    assert (await list_categories(changes.database, CategoriesQuery())).total == 7


@pytest.mark.parametrize(
    ("url", "name", "kind"),
    [
        ("http://e/live/u/p/1.ts", "One", "live"),
        ("http://e/movie/u/p/1.mkv", "Film", "movie"),
        ("http://e/x/y.MP4?z=1", "Film", "movie"),
        ("http://e/x/y.mp4", "Show S01E02", "series"),
        ("http://e/series/u/p/1.mp4", "Pilot", "series"),
        ("http://e/", "Best of S01E02", "live"),
    ],
)
def test_types_are_told_by_the_address_and_the_name(url: str, name: str, kind: str) -> None:
    assert type_of(url, name) == kind
