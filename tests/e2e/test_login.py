"""Coming in and going out."""

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen
from tests.fixtures.server import StartServer


def test_wrong_password_is_told_and_the_right_one_leads_to_the_page_asked_for(
    screen: Screen, console_errors: list[str]
) -> None:
    screen.open("/connections?search=bob")
    screen.page.wait_for_url("**/login?next=*")
    assert console_errors == []

    screen.fill_login("wrong")
    expect(screen.page.get_by_role("alert")).to_have_text("Wrong name or password.")

    screen.fill_login(screen.server.admin_password)
    screen.page.wait_for_url("**/connections?search=bob")
    screen.expect_link("live")


def test_a_login_survives_a_reload_and_ends_with_the_logout(screen: Screen) -> None:
    screen.log_in()
    screen.page.reload()
    screen.expect_link("live")

    screen.page.get_by_role("button", name="admin").click()
    screen.page.get_by_role("button", name="Log out").click()
    screen.page.wait_for_url("**/login")

    screen.open("/")
    screen.page.wait_for_url("**/login")


def test_too_many_attempts_are_told_when_to_try_again(page: Page, start_panel: StartServer) -> None:
    screen = Screen(page, start_panel())
    screen.open("/login")
    for _ in range(30):
        with page.expect_response("**/api/v1/login") as answer:
            screen.fill_login("wrong")
        if answer.value.status == 429:
            expect(page.get_by_role("alert")).to_contain_text("Try again in")
            return
    raise AssertionError("guessing was never slowed down")
