"""The bandwidth page tells what was delivered, of which streams, and leads to the report."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher


def test_what_was_delivered_and_of_which_stream(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    audience.add_line("bob")
    audience.join("bob", audience.add_stream("Evening News", publisher.url))
    screen.log_in()
    bandwidth = screen.tile("Bandwidth")
    expect(bandwidth).to_have_text(re.compile(r"^[23]\.\d Mbit/s$"), timeout=PATIENCE_MS)

    screen.open("/bandwidth")
    peak = screen.tile("Peak today").first
    expect(peak).to_have_text(re.compile(r"bit/s$"), timeout=PATIENCE_MS)
    screen.page.get_by_role("button", name="7 d").click()
    screen.page.wait_for_url("**/bandwidth?range=604800")
    expect(screen.page.get_by_role("img", name=re.compile("^Bandwidth, last 7 d: average"))).to_be_visible()
    streams = screen.page.get_by_role("region", name="Streams, last 7 d")
    # Streams of other tests on the same panel may be larger than the ten that are named.
    named = streams.get_by_role("row").filter(has_text=re.compile("Evening News|Other"))
    expect(named.first).to_contain_text("%", timeout=PATIENCE_MS)
    expect(screen.page.get_by_role("region", name="Compared with before")).to_be_visible()
    assert console_errors == []


def test_a_report_is_a_click_away(screen: Screen) -> None:
    screen.log_in("/bandwidth")
    with screen.page.expect_popup() as opened:
        screen.page.get_by_role("link", name="Last week").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
