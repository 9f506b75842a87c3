"""The table of connections in Chromium, on a real panel that reads very many from another server."""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import ViewportSize

from panel.demo.geo_databases import write_sample_databases
from tests.bench.browser.trace import LongestTask
from tests.bench.browser.watched_page import WatchedPage
from tests.bench.wire.processes import told
from tests.e2e.audience import Audience
from tests.fixtures.browser import headless_chromium
from tests.fixtures.server import PanelServer, start_server

CONNECTIONS = 100_000
INTERVAL_S = 5
GATHERING_S = 120
SCROLLING_S = 10.0
SETTLING_S = 3.0
TRACED_S = 15.0
LOOKED_AT = 20
HEAP_LOOKS = 6
STEADY = "sort=username&order=asc"


@contextmanager
def _crowded_panel(connections: int) -> Iterator[tuple[PanelServer, Audience]]:
    """A panel that has seen all of them at least twice."""
    media = told([sys.executable, "-m", "tests.bench.browser.media_server", str(connections)])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port = int(stack.enter_context(media).next())
        geo = write_sample_databases(folder / "geo")
        env = {
            "PANEL_ALLOW_PRIVATE_SOURCES": "true",
            "PANEL_SAMPLE_INTERVAL_S": str(INTERVAL_S),
            "PANEL_GEOIP_CITY": str(geo.city),
            "PANEL_GEOIP_ASN": str(geo.asn),
        }
        server = start_server(folder / "data", env=env)
        stack.callback(server.stop)
        audience = Audience(server)
        audience.add_collector("media", "mediamtx", f"http://127.0.0.1:{port}")
        _wait_for(audience, connections)
        time.sleep(2 * INTERVAL_S)
        yield server, audience


def _wait_for(audience: Audience, connections: int) -> None:
    until_s = time.monotonic() + GATHERING_S
    while audience.view("limit=1")[1]["matched"] < connections:
        if time.monotonic() > until_s:
            raise RuntimeError("the panel did not see all connections")
        time.sleep(1)


def measure_browser(connections: int, minutes: float) -> dict[str, object]:
    """Measure, print, and return the figures; `minutes` is how long the table is watched."""
    print(f"{connections:,} connections in Chromium", flush=True)
    with _crowded_panel(connections) as (server, audience), headless_chromium() as chromium:
        viewport = ViewportSize(width=1440, height=900)
        with chromium.new_context(locale="en-US", timezone_id="UTC", viewport=viewport) as context:
            page = WatchedPage(chromium, context.new_page(), server.url)
            page.log_in(server.admin_password)
            first_row_ms = min(page.open("/connections") for _ in range(3))
            print(f"first row after {first_row_ms:.0f} ms", flush=True)
            watching = _watch(page, minutes * 60)
            page.open(f"/connections?{STEADY}")
            page.rest(SETTLING_S)
            scrolling = _scroll(page, audience)
    return {"connections": connections, "firstRowMs": first_row_ms, "watching": watching, "scrolling": scrolling}


def _watch(page: WatchedPage, seconds: float) -> dict[str, object]:
    """Let ticks come in; what a look at the heap costs is in none of the figures."""
    page.rest(SETTLING_S)
    longest = page.traced(lambda: page.rest(TRACED_S))
    heaps: list[int] = []
    long_tasks, worked_ms = 0, 0.0
    for _ in range(HEAP_LOOKS):
        since_ms, before_ms = page.now_ms(), page.worked_ms()
        page.rest(seconds / HEAP_LOOKS)
        worked_ms += page.worked_ms() - before_ms
        long_tasks += page.long_tasks(since_ms)
        heaps.append(page.heap_bytes())
    a_tick_ms = worked_ms / seconds * INTERVAL_S
    heap = " ".join(f"{each / 1e6:.1f}" for each in heaps)
    print(
        f"watched for {seconds:.0f} s: {a_tick_ms:.0f} ms of CPU a tick, {_said(long_tasks, longest)}, heap {heap} MB"
    )
    return {"cpuMsATick": a_tick_ms, "longTasks": long_tasks, "longest": asdict(longest), "heapBytes": heaps}


def _scroll(page: WatchedPage, audience: Audience) -> dict[str, object]:
    """Scroll far, then to the last row, and see whether the last rows are those that the panel has."""
    since_ms = page.now_ms()
    longest = page.traced(lambda: page.scroll_through(SCROLLING_S))
    long_tasks = page.long_tasks(since_ms)
    end_ms = page.scroll_to_end()
    matched, ids = page.matched(), page.last_ids()
    known = {row["id"] for row in audience.view(f"{STEADY}&offset={max(0, matched - 200)}&limit=1000")[0]}
    share = statistics.fmean(each in known for each in ids[-LOOKED_AT:])
    print(f"scrolled for {SCROLLING_S:.0f} s: {_said(long_tasks, longest)}")
    print(
        f"last of {matched:,} rows after {end_ms:.0f} ms; {share:.0%} of the last {LOOKED_AT} are the panel's",
        flush=True,
    )
    return {"longTasks": long_tasks, "longest": asdict(longest), "lastRowMs": end_ms, "trueShare": share}


def _said(long_tasks: int, longest: LongestTask) -> str:
    return f"{long_tasks} tasks over 50 ms, the longest {longest.wall_ms:.0f} ms and {longest.cpu_ms:.0f} ms of CPU"
