"""The map in a real browser: countries with viewers lead to their connections."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import Audience
from tests.e2e.screen import Screen
from tests.fakes.publisher import Publisher


def test_the_map_is_drawn_and_a_region_is_kept_in_the_address(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news)
    screen.log_in()
    screen.open("/map")
    expect(screen.page.locator("svg path[data-shade]").nth(200)).to_be_attached()
    expect(screen.page.get_by_role("heading", name="Countries")).to_be_visible()
    screen.page.get_by_role("button", name="Europe").click()
    expect(screen.page).to_have_url(re.compile(r"/map\?region=Europe$"))
    screen.page.get_by_role("button", name="Bandwidth").click()
    expect(screen.page).to_have_url(re.compile("measure=bandwidth"))
    expect(screen.page.get_by_role("button", name="Europe")).to_have_attribute("aria-pressed", "true")


def test_keys_move_the_map_and_a_search_is_kept_in_the_address(screen: Screen, console_errors: list[str]) -> None:
    screen.log_in("/map")
    page = screen.page
    closer = page.get_by_role("button", name="Closer")
    closer.press("Enter")
    camera = page.locator("svg g").first
    expect(camera).to_have_attribute("transform", re.compile(r"scale\(1\.6\)"))
    near = camera.get_attribute("transform") or ""
    closer.press("ArrowLeft")
    expect(camera).not_to_have_attribute("transform", near)
    closer.press("0")
    expect(camera).to_have_attribute("transform", re.compile(r"scale\(1\)"))
    page.get_by_role("searchbox", name="Search countries").fill("atlantis")
    expect(page).to_have_url(re.compile("search=atlantis"))
    expect(page.get_by_role("region", name="Countries")).to_contain_text("Nobody watches from here")
    assert console_errors == []
