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
    expect(screen.page.get_by_role("link", name="bob")).to_be_visible()
    expect(screen.page.locator("[data-tile=Connections]")).to_contain_text("1")
    screen.page.get_by_role("button", name=re.compile("60 min")).first.click()
    expect(screen.page).to_have_url(re.compile("at="))
    expect(screen.page.get_by_text("Nobody was on then")).to_be_visible()
