"""A page of the connections, and what a browser says of its work."""

import time
from collections.abc import Callable, Sequence

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.browser.trace import CATEGORIES, LongestTask, longest_task

PATIENCE_MS = 60_000
OBSERVE = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) window.longTasks.push(startTime);
}).observe({ type: "longtask", buffered: true });
new MutationObserver((_, observer) => {
  if (!document.querySelector("tr[data-connection]")) return;
  window.firstRowMs = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


class WatchedPage:
    """The table of connections in a browser, observed from its first moment on."""

    def __init__(self, browser: Browser, page: Page, url: str) -> None:
        self._browser = browser
        self._page = page
        self._url = url
        self._devtools: CDPSession = page.context.new_cdp_session(page)
        self._devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.add_init_script(OBSERVE)

    def log_in(self, password: str) -> None:
        self._page.goto(self._url)
        self._page.get_by_label("Name").fill("admin")
        self._page.get_by_role("textbox", name="Password").fill(password)
        self._page.get_by_role("button", name="Log in").click()
        self._page.wait_for_selector("[data-link=live]", timeout=PATIENCE_MS)

    def open(self, address: str) -> float:
        """Open the table anew and return after how many milliseconds its first row was there."""
        self._page.goto(self._url + address)
        self._page.wait_for_selector("tr[data-connection]", timeout=PATIENCE_MS)
        return float(self._page.evaluate("window.firstRowMs"))

    def matched(self) -> int:
        return int(self._page.get_by_role("table").get_attribute("aria-rowcount") or 1) - 1

    def scroll_to_end(self) -> float:
        """Press End and return after how many milliseconds the last row is there, with what it is about."""
        began_s = time.monotonic()
        self._page.keyboard.press("End")
        self._page.wait_for_function(
            """() => {
              const count = document.querySelector("table[aria-rowcount]").getAttribute("aria-rowcount");
              return document.querySelector(`tr[data-connection][aria-rowindex="${count}"]`) !== null;
            }""",
            timeout=PATIENCE_MS,
        )
        return (time.monotonic() - began_s) * 1000

    def last_ids(self) -> Sequence[str]:
        """Return the ids of the rows drawn, in their order."""
        found: list[str] = self._page.locator("tr[data-connection]").evaluate_all(
            "rows => rows.map((row) => row.dataset.connection)"
        )
        return found

    def scroll_through(self, seconds: float) -> None:
        """Turn the wheel from the beginning, far and fast, for so long."""
        self._page.keyboard.press("Home")
        self._page.mouse.move(700, 400)
        until_s = time.monotonic() + seconds
        while time.monotonic() < until_s:
            self._page.mouse.wheel(0, 900)
            self._page.wait_for_timeout(50)

    def rest(self, seconds: float) -> None:
        self._page.wait_for_timeout(seconds * 1000)

    def now_ms(self) -> float:
        return float(self._page.evaluate("performance.now()"))

    def long_tasks(self, since_ms: float) -> int:
        """Return how many tasks of at least 50 ms began since then, as the Long Tasks API has it."""
        began_ms: list[float] = self._page.evaluate("window.longTasks")
        return sum(each >= since_ms for each in began_ms)

    def traced(self, work: Callable[[], None]) -> LongestTask:
        """Return the longest task while something is done."""
        self._browser.start_tracing(page=self._page, categories=CATEGORIES)
        try:
            work()
        finally:
            trace = self._browser.stop_tracing()
        return longest_task(trace)

    def heap_bytes(self) -> int:
        """Return what is reachable on the page's heap."""
        self._devtools.send("HeapProfiler.collectGarbage")
        return int(self._devtools.send("Runtime.getHeapUsage")["usedSize"])

    def worked_ms(self) -> float:
        """Return how much of a core the page's thread has had so far."""
        metrics = self._devtools.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) * 1000 for each in metrics if each["name"] == "TaskDuration")
