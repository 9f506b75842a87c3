"""Lines: found, added, changed, disabled and removed; who watches, and who was turned away."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import OPERATOR_PASSWORD, Audience
from tests.e2e.screen import PATIENCE_MS, Screen
from tests.fakes.publisher import Publisher


def test_a_line_is_added_with_a_generated_password_and_removed(
    screen: Screen, audience: Audience, console_errors: list[str]
) -> None:
    screen.log_in("/lines")
    expect(screen.page.get_by_role("heading", name="No lines yet")).to_be_visible()
    screen.page.get_by_role("button", name="Add line").click()
    dialog = screen.page.get_by_role("dialog", name="Add a line")
    dialog.get_by_label("Username").fill("<b>anna</b>")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_contain_text("part of the line's addresses")
    dialog.get_by_label("Username").fill("<b>anna")
    with screen.page.expect_response("**/api/v1/lines") as made:
        dialog.get_by_role("button", name="Add").click()
    path = f"/api/v1/lines/{made.value.json()['id']}"
    audience.will_remove(path)

    screen.row("<b>anna").get_by_role("link", name="<b>anna").click()
    links = screen.page.get_by_role("region", name="For players")
    password = made.value.json()["password"]
    expect(links).not_to_contain_text(password)
    links.get_by_role("button", name="Show").click()
    expect(links).to_contain_text(password)
    expect(links).to_contain_text("/get.php?username=%3Cb%3Eanna&password=")
    assert screen.accessibility_faults() == []

    screen.page.get_by_role("button", name="Remove").click()
    screen.page.get_by_role("dialog", name="Remove this line?").get_by_role("button", name="Remove").click()
    screen.page.wait_for_url("**/lines")
    expect(screen.page.get_by_role("heading", name="No lines yet")).to_be_visible()
    audience.was_removed(path)
    # The one refusal was asked for.
    assert [error for error in console_errors if "400" not in error] == []


def test_who_watches_is_seen_and_a_disabled_line_is_let_go(
    screen: Screen, audience: Audience, publisher: Publisher
) -> None:
    news = audience.add_stream("News 24", publisher.url)
    audience.add_line("anna")
    audience.add_line("bob")
    audience.join("bob", news)
    screen.log_in("/lines?search=b")
    row = screen.row("bob")
    expect(row).to_contain_text("Watching", timeout=PATIENCE_MS)
    expect(row).to_contain_text("1 of 10")
    expect(screen.row("anna")).to_have_count(0)

    row.get_by_role("button", name="Disable bob").click()
    dialog = screen.page.get_by_role("dialog", name="Disable this line?")
    expect(dialog).to_contain_text("let go on 1 device.")
    dialog.get_by_role("button", name="Disable").click()
    expect(row).to_contain_text("Disabled", timeout=PATIENCE_MS)
    expect(row).to_contain_text("0 of 10", timeout=PATIENCE_MS)

    assert audience.is_refused("bob", news)
    row.get_by_role("link", name="bob").click()
    expect(screen.page.get_by_role("region", name="Refused")).to_contain_text("disabled", timeout=2 * PATIENCE_MS)
    expect(screen.page.get_by_role("region", name="Sessions")).to_contain_text("News 24")


def test_an_operator_sees_no_password_and_no_action(screen: Screen, audience: Audience) -> None:
    audience.add_line("bob")
    audience.add_operator("otto", "operator")
    screen.log_in("/lines", "otto", OPERATOR_PASSWORD)
    screen.row("bob").get_by_role("link", name="bob").click()
    expect(screen.page.get_by_role("region", name="Account")).to_be_visible()
    expect(screen.page.get_by_role("region", name="For players")).to_have_count(0)
    expect(screen.page.get_by_role("button", name=re.compile("Disable|Change$|Remove"))).to_have_count(0)
