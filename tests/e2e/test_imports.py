"""A playlist taken in from the browser: looked at first, then imported."""

import pytest
from playwright.sync_api import expect

from tests.e2e.screen import Screen

PLAYLIST = """#EXTM3U
#EXTINF:-1 group-title="Imported",<b>First</b>
http://example.org/first.ts
#EXTINF:-1,Never
ftp://example.org/never.ts
"""


@pytest.mark.usefixtures("audience")
def test_a_playlist_is_looked_at_and_then_taken_in(screen: Screen) -> None:
    screen.log_in()
    screen.open("/settings/import")
    screen.page.get_by_label("or its text").fill(PLAYLIST)
    screen.page.get_by_role("button", name="Show what is in it").click()
    expect(screen.page.get_by_text("1 stream can be delivered, 1 cannot.")).to_be_visible()
    expect(screen.page.get_by_role("cell", name="<b>First</b>")).to_be_visible()
    expect(screen.page.get_by_text("line 5:")).to_be_visible()
    screen.page.get_by_role("button", name="Import 1").click()
    expect(screen.page.get_by_text("1 added, 0 updated")).to_be_visible()
    screen.open("/settings/places")
    expect(screen.page.get_by_role("table", name="Geo databases")).to_be_visible()
    screen.page.get_by_role("button", name="Fetch the newest of DB-IP").click()
    screen.expect_notice("http://127.0.0.1:1/free")
