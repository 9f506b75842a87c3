"""Everybody can use every page: axe finds nothing in either colour scheme, and a phone is wide enough."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.audience import Audience
from tests.e2e.screen import Screen
from tests.fakes.publisher import Publisher

PAGES = (
    "/",
    "/connections",
    "/connections?username=nobody",
    "/streams",
    "/streams?search=nothing-like-it",
    "/no-such-page",
)


@pytest.fixture
def busy(screen: Screen, audience: Audience, publisher: Publisher) -> Screen:
    """A screen on a panel with a viewer whose player's name is long."""
    news = audience.add_stream("News 24 with a name that is longer than any column", publisher.url)
    audience.add_line("bob")
    audience.join("bob", news, "Player/" + "x" * 200)
    return screen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_console_is_silent(
    busy: Screen, scheme: Literal["light", "dark"], console_errors: list[str]
) -> None:
    busy.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    busy.open("/login")
    expect(busy.page.get_by_role("heading", level=1)).to_be_visible()
    faults = {"/login": busy.accessibility_faults()}
    busy.log_in()
    for path in PAGES:
        busy.open(path)
        busy.expect_link("live")
        expect(busy.page.get_by_role("heading", level=1)).to_have_count(1)
        faults[path] = busy.accessibility_faults()
    assert {path: found for path, found in faults.items() if found} == {}
    assert console_errors == []


def test_a_phone_is_wide_enough(busy: Screen) -> None:
    busy.page.set_viewport_size({"width": 390, "height": 844})
    busy.open("/login")
    assert not busy.scrolls_sideways()
    busy.log_in()
    for path in PAGES:
        busy.open(path)
        busy.expect_link("live")
        assert not busy.scrolls_sideways(), path

    busy.page.get_by_role("button", name="Open the menu").click()
    busy.page.get_by_role("link", name="Connections").click()
    busy.page.wait_for_url("**/connections")
    busy.expect_rows(1)


def test_the_keyboard_reaches_the_search_and_the_order(busy: Screen, page: Page) -> None:
    busy.log_in("/connections")
    busy.expect_rows(1)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search connections")).to_be_focused()
    page.get_by_role("columnheader", name="Line").get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/connections?sort=username&order=asc")
