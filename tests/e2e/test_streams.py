"""The list of streams: found, added, started, stopped."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import OPERATOR_PASSWORD, Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher

HOSTILE_NAME = "<img src=x onerror=document.title='owned'> News"


def test_an_empty_list_says_what_to_do_next(screen: Screen) -> None:
    screen.log_in("/streams")
    expect(screen.page.get_by_role("heading", name="No streams yet")).to_be_visible()
    expect(screen.page.get_by_text("panel import m3u")).to_be_visible()


def test_a_stream_added_here_goes_online_by_itself_and_its_name_stays_text(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    screen.log_in("/streams")
    screen.page.get_by_role("button", name="Add stream").click()
    dialog = screen.page.get_by_role("dialog", name="Add a stream")
    dialog.get_by_label("Name").fill(HOSTILE_NAME)
    dialog.get_by_role("textbox", name="Source").fill(publisher.url)
    with screen.page.expect_response("**/api/v1/streams") as made:
        dialog.get_by_role("button", name="Add").click()
    audience.will_remove(f"/api/v1/streams/{made.value.json()['id']}")
    screen.expect_notice("was added")

    row = screen.row(HOSTILE_NAME)
    expect(row).to_contain_text("Online", timeout=PATIENCE_MS)
    expect(row).to_contain_text(re.compile(r"\d\.\d Mbit/s"), timeout=PATIENCE_MS)
    assert "owned" not in screen.page.title()
    assert console_errors == []


def test_a_refused_source_is_told_at_its_field(screen: Screen) -> None:
    screen.log_in("/streams")
    screen.page.get_by_role("button", name="Add stream").click()
    dialog = screen.page.get_by_role("dialog", name="Add a stream")
    dialog.get_by_label("Name").fill("News")
    dialog.get_by_role("textbox", name="Source").fill("ftp://source.example/news")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Source")).to_have_attribute("aria-invalid", "true")
    screen.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_search_and_status_are_the_address_and_survive_a_reload(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    audience.add_stream("News 24", publisher.url)
    audience.add_stream("Kids", publisher.url)
    screen.log_in("/streams")
    expect(screen.page.locator("[data-row]")).to_have_count(2)
    screen.page.get_by_role("searchbox", name="Search streams").fill("news")
    expect(screen.row("Kids")).to_have_count(0)
    screen.page.get_by_role("group", name="Status").get_by_role("button", name="Stopped").click()
    screen.page.wait_for_url("**/streams?search=news&status=stopped")
    expect(screen.page.get_by_role("heading", name="No stream matches")).to_be_visible()
    screen.page.reload()
    expect(screen.page.get_by_role("heading", name="No stream matches")).to_be_visible()
    screen.page.get_by_role("button", name="Show all streams").click()
    expect(screen.page.locator("[data-row]")).to_have_count(2)


def test_stopping_asks_first_and_starting_brings_it_back(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news)
    screen.log_in("/streams")
    row = screen.row("News 24")
    expect(row).to_contain_text("Online", timeout=PATIENCE_MS)
    row.get_by_role("button", name="Stop News 24").click()
    dialog = screen.page.get_by_role("dialog", name="Stop this stream?")
    expect(dialog).to_contain_text("Its one viewer is let go.")
    dialog.get_by_role("button", name="Stop").click()
    expect(row).to_contain_text("Stopped", timeout=PATIENCE_MS)
    row.get_by_role("button", name="Start News 24").click()
    expect(row).to_contain_text("Online", timeout=PATIENCE_MS)


def test_a_viewer_sees_no_action(screen: Screen, audience: Audience, publisher: Publisher) -> None:
    audience.add_stream("News 24", publisher.url)
    audience.add_operator("eva", "viewer")
    screen.log_in("/streams", "eva", OPERATOR_PASSWORD)
    expect(screen.row("News 24")).to_be_visible()
    expect(screen.page.get_by_role("button", name=re.compile("Add stream|Stop News|Restart News"))).to_have_count(0)


def test_a_stream_in_detail_tells_its_health_its_viewers_and_its_history(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news)
    screen.log_in("/streams")
    screen.row("News 24").get_by_role("link", name="News 24").click()
    screen.page.wait_for_url(f"**/streams/{news}")
    page = screen.page
    health = page.get_by_role("region", name="Health")
    expect(health).to_contain_text(re.compile(r"\d\.\d Mbit/s"), timeout=PATIENCE_MS)
    expect(health).to_contain_text("excellent", timeout=2 * PATIENCE_MS)
    expect(page.get_by_role("region", name="Changes")).to_contain_text("Online", timeout=PATIENCE_MS)
    expect(page.get_by_role("region", name="Last hour").get_by_role("img").last).to_be_visible()
    expect(page.get_by_role("link", name="1 viewer")).to_be_visible(timeout=PATIENCE_MS)
    assert screen.accessibility_faults() == []

    page.get_by_role("link", name="1 viewer").click()
    page.wait_for_url(f"**/connections?streamId={news}")
    screen.expect_rows(1)
    assert console_errors == []


def test_a_stream_is_changed_and_removed_where_it_is_looked_at(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    screen.log_in(f"/streams/{news}")
    screen.page.get_by_role("button", name="Change", exact=True).click()
    dialog = screen.page.get_by_role("dialog", name="Change this stream")
    expect(dialog.get_by_role("textbox", name="Source")).to_have_value(publisher.url)
    dialog.get_by_label("Name").fill("News 25")
    dialog.get_by_role("button", name="Save").click()
    expect(screen.page.get_by_role("heading", name="News 25")).to_be_visible()

    screen.page.get_by_role("button", name="Remove").click()
    screen.page.get_by_role("dialog", name="Remove this stream?").get_by_role("button", name="Remove").click()
    screen.page.wait_for_url("**/streams")
    expect(screen.page.get_by_role("heading", name="No streams yet")).to_be_visible()
    audience.was_removed(f"/api/v1/streams/{news}")


def test_a_stream_that_is_not_there_is_said_to_be_missing(screen: Screen) -> None:
    screen.log_in()
    for path in ("/streams/999999", "/streams/none"):
        screen.open(path)
        expect(screen.page.get_by_role("heading", name="There is no such page")).to_be_visible()
