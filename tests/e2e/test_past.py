"""The time machine in a real browser: it is plain that this is the past, and who was on is found again."""

import re

from playwright.sync_api import expect

from tests.e2e.audience import Audience
from tests.e2e.screen import Screen
from tests.fakes.publisher import Publisher

# When the newest session ended, once it has.
ENDED = """async () => {
  for (;;) {
    const { items } = await (await fetch("/api/v1/sessions")).json();
    if (items[0]?.endedAt) return items[0].endedAt;
    await new Promise((again) => setTimeout(again, 50));
  }
}"""


def test_who_was_on_is_shown_after_they_have_left(screen: Screen, audience: Audience, publisher: Publisher) -> None:
    news = audience.add_stream("News", publisher.url)
    audience.add_line("bob")
    viewer = audience.join("bob", news)
    screen.log_in()
    viewer.leave()
    ended_at = screen.page.evaluate(ENDED)
    at = screen.page.evaluate("(ended) => new Date(new Date(ended).getTime() - 1).toISOString()", ended_at)
    screen.open(f"/past?at={at}")
    expect(screen.page.get_by_text("This is the past")).to_be_visible()
    expect(screen.page.locator("[data-tile=Connections]")).to_contain_text("1")
    screen.page.get_by_role("region", name="Lines then").get_by_role("link", name="bob").click()
    expect(screen.page).to_have_url(re.compile("show=connections&lineId="))
    expect(screen.row("bob")).to_have_count(1)
    screen.page.get_by_role("button", name=re.compile("^Remove the filter Line")).click()
    expect(screen.page).not_to_have_url(re.compile("lineId="))
    screen.page.get_by_role("button", name="Map").click()
    expect(screen.page.get_by_role("region", name="Countries")).to_contain_text("Connections")
    expect(screen.page.locator("svg path[data-shade]").nth(200)).to_be_attached()

    screen.page.get_by_role("button", name=re.compile("60 min")).first.click()
    expect(screen.page.get_by_text("Nobody watches from here")).to_be_visible()
    screen.page.get_by_role("button", name="Connections").first.click()
    expect(screen.page.get_by_text("Nobody was on then")).to_be_visible()
    screen.page.get_by_role("link", name="Back to now").click()
    screen.page.wait_for_url("**/connections")


def test_a_click_on_the_chart_chooses_the_moment(screen: Screen, console_errors: list[str]) -> None:
    screen.log_in("/past?reach=7")
    screen.page.locator(".u-over").click(position={"x": 60, "y": 40})
    expect(screen.page).to_have_url(re.compile("at=.*&reach=7$"))
    expect(screen.page.get_by_role("slider", name="The last 7 d")).to_be_visible()
    assert screen.accessibility_faults() == []
    assert console_errors == []
