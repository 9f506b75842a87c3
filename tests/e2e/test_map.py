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
