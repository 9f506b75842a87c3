"""The bandwidth page tells what was delivered, to whom, beside what it was before, and leads to the report."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.audience import Audience
from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer


def test_what_was_delivered_and_of_which_stream(
    page: Page, start_panel: StartServer, publisher: Publisher, console_errors: list[str]
) -> None:
    # A panel of its own, on which no other stream can be larger.
    screen = Screen(page, start_panel(env=SETTINGS))
    audience = Audience(screen.server)
    audience.add_line("bob")
    audience.join("bob", audience.add_stream("Evening News", publisher.url))
    screen.log_in()
    expect(screen.tile("Bandwidth")).to_have_text(re.compile(r"^[23]\.\d Mbit/s$"), timeout=PATIENCE_MS)
    # The page asks once a minute for what is stored, so something has to be.
    expect(screen.tile("Delivered today")).to_have_text(re.compile("[kM]B$"), timeout=PATIENCE_MS)

    screen.open("/bandwidth")
    expect(screen.tile("Peak today").first).to_have_text(re.compile(r"bit/s$"), timeout=PATIENCE_MS)
    page.get_by_role("button", name="7 d").click()
    page.wait_for_url("**/bandwidth?range=604800")
    expect(page.get_by_role("img", name=re.compile("^Bandwidth, last 7 d: average"))).to_be_visible()
    shares = page.get_by_role("region", name="Streams, last 7 d").get_by_role("row").filter(has_text="Evening News")
    expect(shares).to_contain_text(re.compile("(99|100) %"), timeout=PATIENCE_MS)

    parts = page.get_by_role("region", name="Breakdown, last 7 d")
    expect(parts.get_by_role("link", name="Connections of Evening News")).to_be_visible(timeout=PATIENCE_MS)
    parts.get_by_role("button", name="Evening News").click()
    expect(parts.get_by_role("button", name="Evening News")).to_have_attribute("aria-pressed", "true")
    parts.get_by_role("button", name="Collectors").click()
    page.wait_for_url("**/bandwidth?range=604800&by=collector")
    expect(parts.get_by_role("button", name="gateway")).to_be_visible()
    audience.leave()
    assert console_errors == []


def test_what_is_shown_is_handed_out_as_a_table(screen: Screen) -> None:
    screen.log_in("/bandwidth?range=86400")
    with screen.page.expect_download() as handed:
        screen.page.get_by_role("button", name="CSV").click()
    head, *points = Path(handed.value.path()).read_text().splitlines()
    assert head == "timestamp,bps,connections,maxBps,maxConnections,bytes"
    assert points
    with screen.page.expect_download() as handed:
        screen.page.get_by_role("region", name="Reports").get_by_role("link", name="Streams").click()
    assert Path(handed.value.path()).read_text().startswith('"sessions","bytesTransferred"')


def test_a_report_and_the_comparison_are_a_click_away(screen: Screen) -> None:
    screen.log_in("/bandwidth")
    expect(screen.page.get_by_role("region", name="Compared with before")).to_be_visible()
    with screen.page.expect_popup() as opened:
        screen.page.get_by_role("link", name="Last week").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
