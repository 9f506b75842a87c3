"""What was: sessions, what happened, who changed what."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher


def test_sessions_are_filtered_by_the_address_sorted_and_exported(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    news = audience.add_stream("News of sessions", publisher.url)
    line = audience.add_line("gina")
    audience.join("gina", news, "<i>Kodi</i>").leave()
    screen.log_in(f"/sessions?lineId={line}")
    row = screen.row("gina")
    expect(row).to_contain_text("left", timeout=3 * PATIENCE_MS)
    expect(row).to_contain_text("<i>Kodi</i>")
    expect(screen.page.locator("[data-filter=lineId]")).to_contain_text("gina")
    screen.page.get_by_role("columnheader", name="Duration").get_by_role("button").click()
    screen.page.wait_for_url(f"**/sessions?lineId={line}&sort=duration")

    screen.page.get_by_label("How it ended").select_option("kicked")
    expect(screen.page.get_by_role("heading", name="No session matches")).to_be_visible()
    screen.page.get_by_role("button", name="Show all sessions").click()
    screen.page.get_by_label("from", exact=True).fill("2031-01-01T00:00")
    expect(screen.page.get_by_role("heading", name="No session matches")).to_be_visible()
    screen.page.get_by_label("from", exact=True).fill("2021-01-01T00:00")
    screen.page.get_by_role("searchbox", name="Search sessions").fill("gina")
    screen.page.wait_for_url("**/sessions?search=gina&from=2021-01-01T00%3A00%3A00.000Z")
    with screen.page.expect_download() as download:
        screen.page.get_by_role("link", name="CSV").click()
    assert "News of sessions" in download.value.path().read_text()
    assert console_errors == []


def test_activity_appears_by_itself_and_is_narrowed_by_a_click(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("hans")
    screen.log_in("/activity")
    audience.join("hans", news)
    entry = screen.row("hans").filter(has_text="line.connected")
    expect(entry.first).to_be_visible(timeout=PATIENCE_MS)
    entry.first.get_by_role("button", name="line.connected").click()
    screen.page.wait_for_url("**/activity?kind=line.connected")
    expect(screen.page.locator("[data-row]").filter(has_text="line.created")).to_have_count(0)
    expect(entry.first).to_be_visible(timeout=PATIENCE_MS)


def test_the_audit_tells_from_what_to_what_without_secrets(screen: Screen, audience: Audience) -> None:
    audience.add_line("ilse")
    screen.log_in("/activity")
    screen.page.get_by_role("button", name="Who changed what").click()
    screen.page.wait_for_url("**/activity?record=audit")
    entry = screen.row("ilse").first
    expect(entry).to_contain_text(re.compile("username: nothing → ilse"))
    expect(entry).not_to_contain_text("secret")
