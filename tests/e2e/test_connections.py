"""The table of connections."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher

HOSTILE_AGENT = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"


def test_an_empty_table_says_what_to_do_next(screen: Screen) -> None:
    screen.log_in("/connections")
    expect(screen.page.get_by_role("heading", name="Nobody is watching")).to_be_visible()
    expect(screen.page.get_by_text("panel line add anna")).to_be_visible()


def test_rows_live_on_and_what_players_say_stays_text(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news, HOSTILE_AGENT)
    screen.log_in("/connections")
    screen.expect_rows(1)

    expect(screen.rows.first).to_contain_text(HOSTILE_AGENT)
    assert "owned" not in screen.page.title()

    delivered = screen.rows.first.get_by_title(re.compile(r"^[\d,]+ bytes$"))
    for _ in range(2):
        before = delivered.get_attribute("title") or ""
        expect(delivered).not_to_have_attribute("title", before, timeout=PATIENCE_MS)
    assert console_errors == []


def test_search_filter_and_order_are_the_address_and_survive_a_reload(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    kids = audience.add_stream("Kids", publisher.url)
    for username, stream in (("anna", news), ("bob", news), ("carol", kids)):
        audience.add_line(username)
        audience.join(username, stream)
    screen.log_in("/connections")
    screen.expect_rows(3)

    screen.page.get_by_role("columnheader", name="Line").get_by_role("button").click()
    screen.page.wait_for_url("**/connections?sort=username&order=asc")
    expect(screen.rows.first).to_contain_text("anna")
    screen.page.get_by_role("columnheader", name="Line").get_by_role("button").click()
    expect(screen.rows.first).to_contain_text("carol")
    assert screen.usernames() == ["carol", "bob", "anna"]

    screen.rows.get_by_role("button", name="News 24").first.click()
    screen.expect_rows(2)
    screen.page.get_by_role("searchbox", name="Search connections").fill("bo")
    screen.expect_rows(1)
    screen.page.wait_for_url(f"**/connections?search=bo&streamId={news}&sort=username")

    screen.page.reload()
    screen.expect_link("live")
    screen.expect_rows(1)
    expect(screen.rows.first).to_contain_text("bob")
    expect(screen.page.get_by_role("searchbox", name="Search connections")).to_have_value("bo")
    expect(screen.page.locator("[data-filter=streamId]")).to_contain_text("News 24")

    screen.page.get_by_role("button", name="Clear").click()
    screen.expect_rows(3)


def test_a_view_that_matches_nothing_offers_the_way_back(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news)
    screen.log_in("/connections?username=nobody")
    expect(screen.page.get_by_role("heading", name="No connection matches")).to_be_visible()
    screen.page.get_by_role("button", name="Clear search and filters").click()
    screen.expect_rows(1)
