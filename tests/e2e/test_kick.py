"""Connections are looked at closely, and ended, by who may."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import OPERATOR_PASSWORD, Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher


def test_details_tell_who_else_watches_on_the_line_and_close_with_escape(
    screen: Screen, audience: Audience, publisher: Publisher, console_errors: list[str]
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    kids = audience.add_stream("Kids", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news, "<b>VLC</b>")
    audience.join("bob", kids, "Kodi")
    screen.log_in("/connections")
    screen.expect_rows(2)
    screen.page.get_by_role("button", name="Details of bob on News 24").click()
    drawer = screen.page.get_by_role("dialog", name="bob on News 24")
    expect(drawer).to_contain_text("<b>VLC</b>")
    expect(drawer.get_by_role("region", name="Other devices of this line")).to_contain_text("Kids")
    expect(drawer.get_by_role("region", name="Sessions of this line")).to_contain_text("open", timeout=PATIENCE_MS)
    expect(drawer.get_by_role("img", name=re.compile("^Bitrate now"))).to_be_visible(timeout=PATIENCE_MS)
    assert "connection=" in screen.page.url
    assert screen.accessibility_faults() == []

    screen.page.reload()
    expect(drawer.get_by_role("region", name="Facts")).to_contain_text("<b>VLC</b>", timeout=PATIENCE_MS)
    screen.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert "connection=" not in screen.page.url
    assert console_errors == []


def test_a_kick_names_its_victim_and_ends_in_a_receipt(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news)
    screen.log_in("/connections")
    screen.page.get_by_role("button", name="Details of bob on News 24").click()
    screen.page.get_by_role("button", name="Kick", exact=True).click()
    dialog = screen.page.get_by_role("dialog", name="Kick this connection?")
    expect(dialog).to_contain_text("bob on News 24")
    assert screen.accessibility_faults() == []
    dialog.get_by_label("Reason").fill("maintenance")
    dialog.get_by_role("button", name="Kick").click()
    receipt = screen.page.locator("[data-kick]")
    expect(receipt).to_contain_text("verified", timeout=PATIENCE_MS)
    expect(receipt).to_contain_text("no byte since")
    screen.expect_rows(0)


def test_many_are_kicked_with_their_count_typed(screen: Screen, audience: Audience, publisher: Publisher) -> None:
    news = audience.add_stream("News 24", publisher.url)
    for number in range(10):
        audience.add_line(f"line{number}")
        audience.join(f"line{number}", news)
    screen.log_in("/connections")
    screen.expect_rows(10)
    screen.page.get_by_role("checkbox", name="Select the rows in view").check()
    screen.page.get_by_role("checkbox", name="Select line3 on News 24").uncheck()
    expect(screen.page.get_by_role("button", name="Kick 9…")).to_be_visible()
    screen.page.get_by_role("checkbox", name="Select line3 on News 24").check()
    screen.page.get_by_role("button", name="Kick 10…").click()
    dialog = screen.page.get_by_role("dialog", name="Kick 10 connections?")
    dialog.get_by_role("button", name="Kick 10").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Type 10 to confirm").fill("10")
    dialog.get_by_role("button", name="Kick 10").click()
    expect(screen.page.get_by_role("region", name="Kicks").get_by_role("status")).to_have_text(
        "10 verified", timeout=2 * PATIENCE_MS
    )
    screen.expect_rows(0)


def test_a_viewer_may_look_but_not_kick(screen: Screen, audience: Audience, publisher: Publisher) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news)
    audience.add_operator("eva", "viewer")
    screen.log_in("/connections", "eva", OPERATOR_PASSWORD)
    screen.expect_rows(1)
    screen.page.get_by_role("button", name="Details of bob on News 24").click()
    expect(screen.page.get_by_role("region", name="Facts")).to_be_visible()
    expect(screen.page.get_by_role("button", name=re.compile("^Kick"))).to_have_count(0)
    expect(screen.page.get_by_role("checkbox")).to_have_count(0)


def test_columns_and_density_are_kept_by_the_browser_and_exports_carry_the_filter(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    for name in ("anna", "bob"):
        audience.add_line(name)
        audience.join(name, news)
    screen.log_in("/connections?username=bob")
    screen.expect_rows(1)
    screen.page.get_by_role("button", name="View").click()
    screen.page.get_by_role("checkbox", name="ISP").uncheck()
    screen.page.get_by_role("button", name="Compact").click()
    screen.page.keyboard.press("Escape")
    screen.page.reload()
    screen.expect_rows(1)
    expect(screen.page.get_by_role("columnheader", name="ISP")).to_have_count(0)
    expect(screen.page.locator("table[data-density=compact]")).to_be_visible()

    screen.page.get_by_role("button", name="Share").click()
    with screen.page.expect_download() as download:
        screen.page.get_by_role("link", name="Export as CSV").click()
    text = download.value.path().read_text()
    assert "bob" in text
    assert "anna" not in text
