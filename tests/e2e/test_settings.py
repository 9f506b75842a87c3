"""Settings: who may enter, how streams are arranged, what this is."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.audience import OPERATOR_PASSWORD, Audience
from tests.e2e.conftest import SETTINGS
from tests.e2e.screen import Screen
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer


def test_operators_are_added_changed_and_removed(screen: Screen, console_errors: list[str]) -> None:
    screen.log_in("/settings")
    page = screen.page
    page.get_by_role("button", name="Add operator").click()
    dialog = page.get_by_role("dialog", name="Add an operator")
    dialog.get_by_label("Name").fill("<i>eva</i>")
    dialog.get_by_role("textbox", name="Password").fill(OPERATOR_PASSWORD)
    dialog.get_by_role("button", name="Add").click()
    row = screen.row("<i>eva</i>")
    expect(row).to_contain_text("viewer")

    row.get_by_role("button", name="Change <i>eva</i>").click()
    dialog = page.get_by_role("dialog", name="Change <i>eva</i>")
    dialog.get_by_label("Role").select_option("operator")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("operator")
    row.get_by_role("button", name="Disable <i>eva</i>").click()
    expect(row).to_contain_text("disabled")
    row.get_by_role("button", name="Remove <i>eva</i>").click()
    page.get_by_role("dialog", name="Remove this operator?").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    assert console_errors == []


def test_a_token_is_shown_once_and_revoked(screen: Screen) -> None:
    screen.log_in("/settings/tokens")
    page = screen.page
    page.get_by_role("button", name="Create token").click()
    dialog = page.get_by_role("dialog", name="Create a token")
    dialog.get_by_label("Name").fill("reader")
    dialog.get_by_role("button", name="Create").click()
    shown = page.get_by_role("dialog", name="The token reader")
    expect(shown).to_contain_text(re.compile("ptk_"))
    assert screen.accessibility_faults() == []
    shown.get_by_role("button", name="Done").click()
    expect(page.get_by_text("ptk_")).to_have_count(0)
    row = screen.row("reader")
    row.get_by_role("button", name="Revoke reader").click()
    page.get_by_role("dialog", name="Revoke this token?").get_by_role("button", name="Revoke").click()
    expect(row).to_contain_text("revoked")


def test_streams_are_arranged_and_packaged(screen: Screen, audience: Audience, publisher: Publisher) -> None:
    audience.add_stream("News 24", publisher.url)
    screen.log_in("/settings/categories")
    page = screen.page
    page.get_by_role("button", name="Add category").click()
    dialog = page.get_by_role("dialog", name="Add a category")
    dialog.get_by_label("Name").fill("Sport")
    dialog.get_by_role("button", name="Add").click()
    expect(screen.row("Sport")).to_contain_text("live")
    screen.row("Sport").get_by_role("button", name="Remove Sport").click()
    page.get_by_role("dialog", name="Remove this category?").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="No categories yet")).to_be_visible()

    page.get_by_role("link", name="Bouquets").click()
    page.get_by_role("button", name="Add bouquet").click()
    dialog = page.get_by_role("dialog", name="Add a bouquet")
    dialog.get_by_label("Name").fill("Basic")
    dialog.get_by_role("checkbox", name="News 24").check()
    dialog.get_by_role("button", name="Add").click()
    expect(screen.row("Basic")).to_contain_text("1")
    screen.row("Basic").get_by_role("button", name="Remove Basic").click()
    page.get_by_role("dialog", name="Remove this bouquet?").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="No bouquets yet")).to_be_visible()


def test_a_collector_that_cannot_be_read_says_why(screen: Screen) -> None:
    screen.log_in("/settings/collectors")
    page = screen.page
    page.get_by_role("button", name="Add collector").click()
    dialog = page.get_by_role("dialog", name="Add a collector")
    dialog.get_by_label("Name").first.fill("edge")
    dialog.get_by_label("Address").fill("http://127.0.0.1:1")
    dialog.get_by_role("button", name="Add").click()
    row = screen.row("edge")
    row.get_by_role("button", name="Test edge").click()
    screen.expect_notice("edge cannot be read")
    row.get_by_role("button", name="Remove edge").click()
    page.get_by_role("dialog", name="Remove this collector?").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


def test_a_viewer_sees_no_action_and_the_page_says_whose_work_is_in_it(screen: Screen, audience: Audience) -> None:
    audience.add_operator("eva", "viewer")
    screen.log_in("/settings/operators", "eva", OPERATOR_PASSWORD)
    expect(screen.row("admin")).to_be_visible()
    expect(screen.page.get_by_role("button", name=re.compile("^(Add|Change|Remove|Disable) "))).to_have_count(0)
    screen.page.get_by_role("link", name="Service", exact=True).click()
    expect(screen.page.get_by_role("textbox", name="Sessions")).to_be_disabled()
    expect(screen.page.get_by_role("button", name="Save")).to_have_count(0)
    screen.page.get_by_role("link", name="About").click()
    expect(screen.page.get_by_role("region", name="This panel")).to_contain_text("MIT")
    expect(screen.page.get_by_role("region", name="This panel")).to_contain_text(screen.server.url)
    expect(screen.page.get_by_role("region", name="Packages the service is made with")).to_contain_text("starlette")
    expect(screen.page.get_by_role("region", name="Packages these pages are made with")).to_contain_text("uplot")


def test_how_long_the_past_is_kept_is_changed(screen: Screen) -> None:
    screen.log_in("/settings/service")
    page = screen.page
    expect(page.get_by_role("region", name="The address for players")).to_contain_text(screen.server.url)
    days = page.get_by_role("textbox", name="Activity")
    for typed in ("90", ""):
        days.fill(typed)
        page.get_by_role("button", name="Save").click()
        screen.expect_notice("The settings were changed")
        page.reload()
        expect(days).to_have_value(typed)
    days.fill("none")
    page.get_by_role("button", name="Save").click()
    assert days.evaluate("field => field.validity.patternMismatch")


def test_two_browsers_see_one_change_at_once(page: Page, start_panel: StartServer) -> None:
    first = Screen(page, start_panel(env=SETTINGS))
    first.log_in("/settings/categories")
    expect(first.page.get_by_role("heading", name="No categories yet")).to_be_visible()
    other = Screen(page.context.new_page(), first.server)
    other.open("/settings/categories")
    other.page.get_by_role("button", name="Add category").click()
    dialog = other.page.get_by_role("dialog", name="Add a category")
    dialog.get_by_label("Name").fill("Sport")
    dialog.get_by_role("button", name="Add").click()
    expect(other.row("Sport")).to_be_visible()
    expect(first.row("Sport")).to_be_visible(timeout=2000)
