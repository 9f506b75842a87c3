"""More connections than a page of the table holds, read from another server."""

import asyncio
import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.audience import OPERATOR_PASSWORD, Audience
from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.mediamtx import MediaMtx, mediamtx, session
from tests.fixtures.server import PanelServer, start_server

VIEWERS, ON_KIDS = 400, 60
LIST = "rtspsessions"
BY_NAME = "sort=username&order=asc"


def _crowd() -> list[dict[str, object]]:
    return [
        session(
            number, user=f"line{number:03}", path="Kids" if number < ON_KIDS else "News", outboundBytes=number * 1000
        )
        for number in range(VIEWERS)
    ]


@pytest.fixture(scope="module")
def media() -> Iterator[MediaMtx]:
    """A server with many viewers, in a thread with a loop of its own."""
    ready, found, stop = threading.Event(), [], asyncio.Event()

    async def serve() -> None:
        async with mediamtx() as server:
            found.append((server, asyncio.get_running_loop()))
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(30)
    server, loop = found[0]
    yield server
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory, media: MediaMtx) -> Iterator[PanelServer]:
    """A panel of its own, so that nobody else's counts change."""
    server = start_server(tmp_path_factory.mktemp("many") / "data", env=SETTINGS)
    audience = Audience(server)
    for name in ("Kids", "News"):
        audience.add_stream(name, "http://127.0.0.1:9/on-demand.ts", on_demand=True)
    audience.add_operator("eva", "viewer")
    audience.add_collector("media", "mediamtx", media.url)
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def crowd(media: MediaMtx) -> None:
    """Everybody is there at the beginning of each test."""
    media.lists[LIST] = _crowd()


def test_every_row_is_reached_by_scrolling_and_the_address_keeps_the_place(
    screen: Screen, console_errors: list[str]
) -> None:
    page = screen.page
    screen.log_in(f"/connections?{BY_NAME}")
    expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(VIEWERS + 1), timeout=PATIENCE_MS)
    expect(screen.rows.first).to_contain_text("line000")
    assert screen.rows.count() < 100, "only rows in view are drawn"

    page.keyboard.press("End")
    last = page.locator(f"tr[aria-rowindex='{VIEWERS + 1}']")
    expect(last).to_contain_text("line399", timeout=PATIENCE_MS)
    expect(last).to_be_in_viewport()
    expect(page.locator("[data-waiting]")).to_have_count(0)
    page.wait_for_url(re.compile(r"row=3\d\d"))
    page.keyboard.press("PageUp")
    expect(last).not_to_be_in_viewport()

    screen.open(f"/connections?{BY_NAME}&row=201")
    expect(page.locator("tr[aria-rowindex='202']")).to_contain_text("line200", timeout=PATIENCE_MS)
    expect(page.locator("tr[aria-rowindex='202']")).to_be_in_viewport()
    page.get_by_role("button", name="Details of line203").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("columnheader", name="Line").get_by_role("button").click()
    expect(page.locator("tr[aria-rowindex='2']")).to_contain_text("line399", timeout=PATIENCE_MS)
    expect(page.locator("tr[aria-rowindex='2']")).to_be_in_viewport()
    assert console_errors == []


def test_a_phone_turns_pages(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 390, "height": 844})
    screen.log_in(f"/connections?{BY_NAME}&row=301")
    expect(screen.rows.first).to_contain_text("line300", timeout=PATIENCE_MS)
    screen.page.get_by_role("button", name="Previous").click()
    expect(screen.rows.first).to_contain_text("line200", timeout=PATIENCE_MS)
    assert not screen.scrolls_sideways()


def test_groups_are_summed_live_and_lead_to_their_connections(screen: Screen, media: MediaMtx) -> None:
    page = screen.page
    screen.log_in("/connections")
    page.get_by_label("Group").select_option("By stream")
    kids, news = screen.row("Kids"), screen.row("News")
    expect(kids).to_contain_text(str(ON_KIDS), timeout=PATIENCE_MS)
    expect(news).to_contain_text(str(VIEWERS - ON_KIDS))
    assert "by=stream" in page.url
    assert screen.accessibility_faults() == []
    media.lists[LIST] = media.lists[LIST][1:]
    expect(kids).to_contain_text(str(ON_KIDS - 1), timeout=PATIENCE_MS)
    kids.get_by_role("button").click()
    expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(ON_KIDS), timeout=PATIENCE_MS)
    expect(page.locator("[data-filter=streamId]")).to_contain_text("Kids")


def test_all_that_match_are_kicked_once_their_count_is_typed(screen: Screen, media: MediaMtx) -> None:
    page = screen.page
    screen.log_in("/connections?search=Kids")
    page.get_by_role("button", name=f"Kick all {ON_KIDS} that match…").click(timeout=PATIENCE_MS)
    dialog = page.get_by_role("dialog", name=f"Kick all {ON_KIDS} that match?")
    expect(dialog).to_contain_text("“Kids” in any of its texts")
    assert screen.accessibility_faults() == []
    dialog.get_by_label("Reason").fill("maintenance")
    dialog.get_by_label(f"Type {ON_KIDS} to confirm").fill(str(ON_KIDS))
    dialog.get_by_role("button", name=f"Kick {ON_KIDS}").click()
    receipt = page.locator("[data-kick]")
    expect(receipt).to_contain_text(f"{ON_KIDS} of {ON_KIDS} cut", timeout=3 * PATIENCE_MS)
    expect(page.get_by_role("heading", name="No connection matches")).to_be_visible(timeout=PATIENCE_MS)
    assert len(media.lists[LIST]) == VIEWERS - ON_KIDS


def test_a_viewer_is_offered_no_kick(screen: Screen) -> None:
    screen.log_in("/connections?search=Kids", "eva", OPERATOR_PASSWORD)
    expect(screen.rows.first).to_be_visible(timeout=PATIENCE_MS)
    expect(screen.page.get_by_role("button", name=re.compile("^Kick"))).to_have_count(0)
    expect(screen.page.get_by_role("checkbox")).to_have_count(0)


def test_a_link_opens_a_connection_wherever_it_is_and_tells_its_end(screen: Screen, media: MediaMtx) -> None:
    page = screen.page
    number = VIEWERS - 1
    screen.log_in(f"/connections?{BY_NAME}&connection=media:00000000-0000-4000-8000-{number:012}")
    drawer = page.get_by_role("dialog", name=f"line{number} on News")
    expect(drawer.get_by_role("region", name="Facts")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("tr[data-connection]").get_by_text(f"line{number}")).to_have_count(0)
    media.lists[LIST] = media.lists[LIST][:-1]
    expect(drawer.get_by_role("status")).to_contain_text("It has ended", timeout=PATIENCE_MS)
    drawer.get_by_role("link", name="Its session").click()
    expect(page.get_by_role("heading", name="Sessions", level=1)).to_be_visible()


def test_views_are_saved_renamed_found_and_removed(screen: Screen) -> None:
    page = screen.page
    screen.log_in(f"/connections?search=line1&{BY_NAME}")
    page.get_by_role("button", name="Saved").click()
    menu = page.get_by_role("dialog", name="Saved")
    menu.get_by_label("Save this view as").fill("Ones")
    menu.get_by_role("button", name="Save", exact=True).click()
    menu.get_by_role("button", name="Rename Ones").click()
    menu.get_by_label("New name of Ones").fill("Line 1")
    menu.get_by_role("button", name="Rename", exact=True).click()
    expect(menu.get_by_role("button", name="Line 1", exact=True)).to_have_attribute("aria-current", "true")
    assert screen.accessibility_faults() == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("searchbox", name="Search connections")).to_have_value("")

    page.keyboard.press("Control+k")
    page.get_by_label("Find a page, a stream or a line").fill("line 1")
    page.get_by_role("option", name="Line 1 Saved view").click()
    expect(page.get_by_role("searchbox", name="Search connections")).to_have_value("line1", timeout=PATIENCE_MS)
    assert "sort=username" in page.url
    page.get_by_role("button", name="Saved").click()
    menu.get_by_role("button", name="Remove the view Line 1").click()
    expect(menu).to_contain_text("None yet")
