"""Everybody can use every page: axe finds nothing in either colour scheme, and a phone is wide enough."""

import re
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.audience import Audience
from tests.e2e.screen import Screen
from tests.fakes.publisher import Publisher

PAGES = (
    "/",
    "/connections",
    "/connections?username=nobody",
    "/connections?by=stream",
    "/map",
    "/bandwidth",
    "/bandwidth?range=2592000&measure=maximum",
    "/streams",
    "/streams?search=nothing-like-it",
    "/streams/{stream}",
    "/lines",
    "/lines?search=nothing-like-it",
    "/lines/{line}",
    "/sessions",
    "/sessions?search=nothing-like-it",
    "/activity",
    "/activity?record=audit",
    "/past",
    "/welcome",
    "/settings",
    "/settings/tokens",
    "/settings/categories",
    "/settings/bouquets",
    "/settings/collectors",
    "/settings/import",
    "/settings/places",
    "/settings/service",
    "/settings/about",
    "/no-such-page",
)

MIRRORED = {"/", "/connections", "/map", "/streams/{stream}", "/lines/{line}", "/activity", "/past", "/settings"}


@pytest.fixture
def paths(audience: Audience, publisher: Publisher) -> tuple[str, ...]:
    """Every page, on a panel with a viewer whose player's name is long."""
    news = audience.add_stream("News 24 with a name that is longer than any column", publisher.url)
    line = audience.add_line("bob")
    audience.join("bob", news, "Player/" + "x" * 200)
    return tuple(path.format(stream=news, line=line) for path in PAGES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_console_is_silent(
    screen: Screen, paths: tuple[str, ...], scheme: Literal["light", "dark"], console_errors: list[str]
) -> None:
    screen.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    screen.open("/login")
    expect(screen.page.get_by_role("heading", level=1)).to_be_visible()
    faults = {"/login": screen.accessibility_faults()}
    screen.log_in()
    for path in paths:
        screen.open(path)
        screen.expect_link("live")
        expect(screen.page.get_by_role("heading", level=1)).to_have_count(1)
        faults[path] = screen.accessibility_faults()
    assert {path: found for path, found in faults.items() if found} == {}
    assert console_errors == []


def test_a_phone_is_wide_enough_and_nothing_is_fetched_from_elsewhere(screen: Screen, paths: tuple[str, ...]) -> None:
    asked: set[str] = set()
    screen.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    screen.page.set_viewport_size({"width": 390, "height": 844})
    screen.open("/login")
    assert not screen.scrolls_sideways()
    screen.log_in()
    for path in paths:
        screen.open(path)
        screen.expect_link("live")
        assert not screen.scrolls_sideways(), path

    screen.page.get_by_role("button", name="Open the menu").click()
    screen.page.get_by_role("link", name="Connections").click()
    screen.page.wait_for_url("**/connections")
    screen.expect_rows(1)
    assert asked == {urlsplit(screen.server.url).netloc}


@pytest.mark.usefixtures("paths")
def test_the_keyboard_reaches_the_search_and_the_order(screen: Screen, page: Page) -> None:
    screen.log_in("/connections")
    screen.expect_rows(1)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search connections")).to_be_focused()
    page.get_by_role("columnheader", name="Line").get_by_role("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/connections?sort=username&order=asc")


# Words whose ends are cut off without the dots that tell so, and buttons wider than their place.
CLIPPED = """() => [...document.querySelectorAll("button, a, th, label, h1, h2, dt, legend, p, [data-link]")]
  .filter((element) => {
    const style = getComputedStyle(element);
    const hidden = element.closest(".visually-hidden, [aria-hidden=true]") !== null;
    return !hidden && element.clientWidth > 0 && style.textOverflow !== "ellipsis"
      && style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
  })
  .map((element) => `${element.tagName} ${element.className} ${element.textContent}`)"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pseudo_locale_is_mirrored_and_its_longer_words_find_room(
    screen: Screen, paths: tuple[str, ...], console_errors: list[str], width: int
) -> None:
    page = screen.page
    page.set_viewport_size({"width": width, "height": 844})
    screen.log_in()
    screen.open("/?locale=ar-XB")
    faults: dict[str, object] = {}
    for path in (path for path, name in zip(paths, PAGES, strict=True) if name in MIRRORED):
        screen.open(path)
        screen.expect_link("live")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("\u202e"))
        clipped = page.evaluate(CLIPPED)
        if screen.scrolls_sideways() or clipped:
            faults[path] = clipped
    assert faults == {}
    assert console_errors == []
    assert page.evaluate("document.documentElement.dir") == "rtl"
    brand, main = page.get_by_role("navigation").first.bounding_box(), page.get_by_role("main").bounding_box()
    assert brand is not None
    assert main is not None
    assert brand["x"] >= width / 2 > main["x"]
