"""The dashboard tells of real viewers by itself."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import OPERATOR_PASSWORD, Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher

NOBODY_LISTENS = "http://127.0.0.1:9/live.ts"


def test_numbers_follow_the_viewers(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    news = audience.add_stream("Evening News", publisher.url)
    audience.add_line("bob")
    screen.log_in()
    screen.expect_tile("Connections", "0")

    viewer = audience.join("bob", news)
    screen.expect_tile("Connections", "1")
    screen.expect_tile("Lines online", "1")
    expect(screen.tile("Bandwidth")).to_have_text(re.compile(r"^[23]\.\d Mbit/s$"), timeout=PATIENCE_MS)
    top = screen.page.get_by_role("region", name="Top streams")
    expect(top.get_by_role("link", name="Evening News")).to_be_visible()
    expect(top.get_by_role("row").last).to_contain_text(re.compile(r"\d+s$"))
    expect(screen.page.get_by_role("region", name="Top lines").get_by_role("link", name="bob")).to_be_visible()
    expect(screen.page.get_by_role("region", name="Recent activity")).to_contain_text("bob")
    expect(screen.page.get_by_role("region", name="Collectors")).to_contain_text("live")

    delivered = screen.tile("Delivered today")
    for _ in range(2):
        before = delivered.get_attribute("title") or ""
        expect(delivered).not_to_have_attribute("title", before, timeout=PATIENCE_MS)

    viewer.leave()
    screen.expect_tile("Connections", "0")
    assert console_errors == []


def test_the_range_of_the_chart_is_part_of_the_address(screen: Screen) -> None:
    screen.log_in()
    screen.page.get_by_role("button", name="15 min").click()
    screen.page.wait_for_url("**/?range=900")
    screen.page.reload()
    expect(screen.page.get_by_role("button", name="15 min")).to_have_attribute("aria-pressed", "true")
    expect(screen.page.get_by_role("img", name=re.compile("^Bandwidth now"))).to_be_visible()


def test_a_month_and_its_maximum_are_a_click_away(screen: Screen, console_errors: list[str]) -> None:
    screen.log_in()
    screen.page.get_by_role("button", name="30 d").click()
    screen.page.get_by_role("button", name="Maximum").click()
    screen.page.wait_for_url("**/?range=2592000&measure=maximum")
    screen.page.reload()
    expect(screen.page.get_by_role("button", name="Maximum")).to_have_attribute("aria-pressed", "true")
    expect(screen.page.get_by_role("img", name=re.compile("^Bandwidth, last 30 d: average"))).to_be_visible()
    assert console_errors == []


def test_what_is_marked_on_the_chart_is_part_of_the_address(screen: Screen, console_errors: list[str]) -> None:
    screen.log_in()
    page = screen.page
    chart = page.locator(".u-over").first
    chart.hover(position={"x": 100, "y": 40})
    page.mouse.down()
    chart.hover(position={"x": 300, "y": 40})
    page.mouse.up()
    page.wait_for_url(re.compile(r"/\?from=[^&]+&to=[^&]+$"))
    page.reload()
    expect(page.get_by_text(re.compile("^Paused: "))).to_be_visible()
    marked = page.url
    page.get_by_role("button", name="Farther").press("Enter")
    expect(page).not_to_have_url(marked)
    farther = page.url
    page.keyboard.press("t")
    page.keyboard.press("ArrowLeft")
    expect(page).not_to_have_url(farther)
    page.get_by_role("button", name="Back to now").click()
    expect(page).to_have_url(re.compile("/$"))
    assert console_errors == []


def test_a_kiosk_shows_the_figures_alone_and_a_key_leaves_it(screen: Screen, audience: Audience) -> None:
    audience.add_operator("wall", "viewer")
    screen.log_in("/?kiosk=1", username="wall", password=OPERATOR_PASSWORD)
    page = screen.page
    navigation = page.get_by_role("navigation", name="Pages")
    expect(screen.tile("Connections")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Bandwidth now"))).to_be_visible()
    expect(navigation).to_have_count(0)
    assert screen.accessibility_faults() == []
    page.get_by_role("button", name="24 h").click()
    page.wait_for_url("**/?range=86400&kiosk=1")
    page.keyboard.press("Escape")
    page.wait_for_url("**/?range=86400")
    expect(navigation).to_be_visible()
    expect(page.get_by_role("button", name="Kiosk")).to_be_visible()
    page.keyboard.press("d")
    page.keyboard.press("k")
    page.wait_for_url("**/?range=86400&kiosk=1")
    expect(navigation).to_have_count(0)


def test_tiles_tell_how_they_came_to_be_and_whether_all_is_well(screen: Screen) -> None:
    screen.log_in()
    trend = screen.page.get_by_role("img", name="Lines online, since this page was opened")
    expect(trend).to_be_visible(timeout=PATIENCE_MS)
    expect(screen.tile("Service up")).to_have_text(re.compile(r"\d+[smhd]"))
    health = screen.page.get_by_role("region", name="Health")
    expect(health).to_contain_text(re.compile(r"Connections at risk\s*\d"))
    expect(health).to_contain_text("Collectors live1 of 1")


def test_a_stream_in_trouble_is_shown_first_and_why(
    screen: Screen, audience: Audience, console_errors: list[str]
) -> None:
    screen.log_in()
    problems = screen.page.get_by_role("region", name="Problems")
    expect(problems).to_have_count(0)
    audience.add_stream("Dead Channel", NOBODY_LISTENS)
    expect(problems.get_by_role("link", name="Dead Channel")).to_be_visible(timeout=PATIENCE_MS)
    expect(problems).to_contain_text("the source refuses connections")

    audience.leave()
    expect(problems).to_have_count(0, timeout=PATIENCE_MS)
    assert console_errors == []


def test_places_and_operators_are_told(screen: Screen, audience: Audience, publisher: Publisher) -> None:
    audience.add_line("bob")
    audience.join("bob", audience.add_stream("Evening News", publisher.url))
    screen.log_in()
    for name in ("Countries", "Top ISPs"):
        rows = screen.page.get_by_role("region", name=name).get_by_role("row")
        expect(rows).to_have_count(2, timeout=PATIENCE_MS)
    expect(screen.page.get_by_role("region", name="Operators online")).to_contain_text("admin")
