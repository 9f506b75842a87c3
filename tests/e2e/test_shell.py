"""What is the same on every page: keys, the palette, the tab."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.audience import Audience
from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer


def test_the_palette_finds_pages_streams_and_lines_by_keys_alone(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    news = audience.add_stream("Zebra News", publisher.url)
    line = audience.add_line("zeno")
    screen.log_in()
    page = screen.page
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("ze")
    expect(page.get_by_role("option")).to_have_count(2)
    assert screen.accessibility_faults() == []
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="zeno")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/lines/{line}")

    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("zebra")
    page.get_by_role("option", name="Zebra News").click()
    page.wait_for_url(f"**/streams/{news}")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("combobox").fill("offline")
    page.keyboard.press("Enter")
    page.wait_for_url("**/streams?status=offline")
    assert console_errors == []


def test_keys_lead_to_pages_and_stay_out_of_fields(screen: Screen) -> None:
    screen.log_in()
    page = screen.page
    for key, path in (("c", "connections"), ("s", "streams"), ("l", "lines"), ("e", "sessions"), ("a", "activity")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**/{path}")
    expect(page.get_by_role("searchbox", name="Search activity")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("gd")
    expect(page.get_by_role("searchbox", name="Search activity")).to_have_value("gd")
    assert "/activity" in page.url

    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Search activity").blur()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("go to Dashboard")
    assert screen.accessibility_faults() == []


def test_the_tab_says_what_is_wrong(page: Page, start_panel: StartServer, publisher: Publisher) -> None:
    screen = Screen(page, start_panel(env=SETTINGS))
    audience = Audience(screen.server)
    screen.log_in("/streams")
    expect(page).to_have_title("Streams · Panel")
    icon = page.locator("link[rel=icon]")
    expect(icon).to_have_attribute("href", "/favicon.svg")

    publisher.behaviour = "missing"
    audience.add_stream("News 24", publisher.url)
    expect(page).to_have_title("(1 offline) Streams · Panel", timeout=3 * PATIENCE_MS)
    expect(icon).to_have_attribute("href", "/favicon-bad.svg")
    expect(
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=re.compile("^Streams"))
    ).to_contain_text("1")

    notices = page.get_by_role("log", name="Notices")
    expect(notices.get_by_text("News 24 is offline")).to_be_visible()
    notices.get_by_role("button", name="Dismiss").first.click()
    page.get_by_role("button", name=re.compile("^Recent notices")).click()
    recent = page.get_by_role("dialog", name="Recent notices")
    expect(recent.get_by_role("link", name="News 24 is offline")).to_be_visible()
    assert screen.accessibility_faults() == []

    screen.server.kill()
    expect(page).to_have_title("(!) Streams · Panel")


def test_numbers_and_dates_are_as_the_operator_chose(screen: Screen) -> None:
    screen.log_in("/settings/operators")
    page = screen.page
    page.get_by_role("button", name="admin", exact=True).click()
    page.get_by_role("button", name="Numbers, dates, time zone").click()
    dialog = page.get_by_role("dialog", name="Numbers, dates and time zone")
    dialog.get_by_label("Numbers and dates as in").select_option("de")
    dialog.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(dialog.get_by_role("status")).to_contain_text("1.234.567,8")
    expect(dialog.get_by_role("status")).to_contain_text(re.compile(r"\d\d\.\d\d\.\d{4}.*(GMT\+9|JST)"))
    dialog.get_by_role("button", name="Use these").click()
    expect(screen.row("admin")).to_contain_text(re.compile(r"\d\d?\. \w+\.? \d\d, \d\d:\d\d"))
