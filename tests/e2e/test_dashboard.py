"""The dashboard tells of real viewers by itself."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher


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
    expect(screen.page.get_by_role("img", name=re.compile("^Bandwidth of 30 d: average"))).to_be_visible()
    assert console_errors == []
