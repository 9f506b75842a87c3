"""From an empty panel to the first viewer, in the browser."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher
from tests.fixtures.server import PanelServer, StartServer

DEADLINE_S = 10.0
NEW_PASSWORD = "a-password-of-my-own"


@pytest.fixture
def empty_panel(start_panel: StartServer) -> PanelServer:
    """A panel that nobody has used, whose password was generated."""
    server = start_panel(env={**SETTINGS, "PANEL_ADMIN_PASSWORD": ""})
    generated = re.search(r"password\W+(\S+)", server.output)
    assert generated is not None, server.output
    server.admin_password = generated[1]
    return server


def test_the_first_steps_lead_to_a_live_row(
    page: Page, empty_panel: PanelServer, publisher: Publisher, console_errors: list[str]
) -> None:
    screen = Screen(page, empty_panel, fresh=True)
    screen.log_in()
    page.wait_for_url("**/welcome")
    step = page.locator("[aria-current=step]")
    expect(step.get_by_role("heading")).to_have_text("A password of your own")
    assert screen.accessibility_faults() == []
    step.get_by_role("textbox", name="New password").fill(NEW_PASSWORD)
    step.get_by_role("button", name="Change the password").click()

    expect(step.get_by_role("heading")).to_have_text("Something to watch")
    page.get_by_role("link", name="Lines").click()
    reminder = page.get_by_role("complementary", name="First steps")
    reminder.get_by_role("link", name="Go on").click()
    step.get_by_role("button", name="Add a stream").click()
    dialog = page.get_by_role("dialog", name="Add a stream")
    dialog.get_by_role("textbox", name="Name").fill("News 24")
    dialog.get_by_role("textbox", name="Source").fill(publisher.url)
    dialog.get_by_role("button", name="Add").click()

    expect(step.get_by_role("heading")).to_have_text("Somebody who may watch")
    step.get_by_role("button", name="Add a line").click()
    dialog = page.get_by_role("dialog", name="Add a line")
    dialog.get_by_label("Username").fill("anna")
    dialog.get_by_role("button", name="Add").click()

    expect(step.get_by_role("status")).to_contain_text("Waiting for the first connection")
    assert screen.accessibility_faults() == []
    address = step.locator("code").first.inner_text()
    assert address.startswith(f"{empty_panel.url}/live/anna/")
    with urlopen(address, timeout=DEADLINE_S) as player:
        assert player.read(1) != b""
        page.wait_for_url(empty_panel.url + "/", timeout=PATIENCE_MS)
        screen.expect_tile("Connections", "1")
        expect(page.get_by_role("table").get_by_role("link", name="News 24").first).to_be_visible(timeout=PATIENCE_MS)
    assert console_errors == []


def test_they_are_skipped_for_good_and_offered_to_admins_alone(page: Page, empty_panel: PanelServer) -> None:
    screen = Screen(page, empty_panel, fresh=True)
    screen.log_in()
    page.wait_for_url("**/welcome")
    page.get_by_role("button", name="Keep the generated one").click()
    page.get_by_role("button", name="Import a playlist").click()
    page.get_by_label("or its text").fill("#EXTM3U\n#EXTINF:-1,<b>One</b>\nhttp://127.0.0.1:1/one.ts\n")
    page.get_by_role("button", name="Show what is in it").click()
    page.get_by_role("button", name="Import 1").click()
    expect(page.locator("[aria-current=step]").get_by_role("heading")).to_have_text("Somebody who may watch")
    page.get_by_role("button", name="Skip the rest").click()
    page.wait_for_url(empty_panel.url + "/")
    page.reload()
    screen.expect_link("live")
    assert page.url == empty_panel.url + "/"
    expect(page.get_by_role("complementary", name="First steps")).to_have_count(0)
