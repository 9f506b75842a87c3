"""Minutes of it: viewers that come and go, clients that reconnect, read slowly or not at all, and what memory does."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tests.bench.delivery.cost import cost_of
from tests.bench.wire.audience import audience
from tests.bench.wire.processes import Told, allow_files, part, told
from tests.bench.wire.scenarios import Scenario, asks

CONNECTIONS, CLIENTS, VISITORS, INTERVAL_S = 20_000, 200, 60, 5.0
LOOKS = 40
# Of the looks, those that memory may still grow in.
WARM_UP_LOOKS = 8
HEADINGS = ("minute", "RSS MB", "CPU %", "ticks", "skipped", "stall ms", "joined", "ended", "cut", "not sent")
WIDTHS = (7, 8, 6, 6, 8, 9, 7, 6, 5, 9)


@dataclass(frozen=True, slots=True)
class Look:
    """What had happened at one moment; all but memory, CPU and the stall are counted from the beginning.

    `joined` and `ended` are of clients that come and go, `cut` of those that read nothing for too long, `not_sent`
    ticks that were left out for clients that were behind.
    """

    minute: float
    resident_mb: float
    cpu_percent: float
    ticks: int
    skipped: int
    stall_ms: float
    joined: int
    ended: int
    cut: int
    not_sent: int


def measure_endurance(minutes: float) -> dict[str, object]:
    """Live through it, print a line for each look, and return them as JSON has them."""
    allow_files()
    scenario = Scenario(CONNECTIONS, CLIENTS, CLIENTS // 2)
    looks: list[Look] = []
    with told(part("whole_server", scenario.connections, INTERVAL_S)) as server:
        port = int(server.next())
        with audience(port, asks(scenario), deflate=True), told(part("visitors", port, VISITORS)) as visitors:
            visitors.next()
            _print(HEADINGS)
            began_s = time.monotonic()
            for number in range(1, LOOKS + 1):
                time.sleep(max(0.0, began_s + minutes * 60 * number / LOOKS - time.monotonic()))
                looks.append(_look(server, visitors, began_s, looks))
                _show(looks[-1])
    grown_mb = growth_mb([each.resident_mb for each in looks])
    print(f"memory after the warm-up: {grown_mb:+.1f} MB; ticks skipped: {looks[-1].skipped}", flush=True)
    return {**asdict(scenario), "visitors": VISITORS, "grownMb": grown_mb, "looks": [asdict(each) for each in looks]}


def growth_mb(resident_mb: Sequence[float]) -> float:
    """Return by how much the most of the last quarter is above the most of the first quarter after the warm-up."""
    warm = resident_mb[WARM_UP_LOOKS:]
    quarter = max(1, len(warm) // 4)
    return max(warm[-quarter:]) - max(warm[:quarter])


def _look(server: Told, visitors: Told, began_s: float, before: Sequence[Look]) -> Look:
    seen, came = server.ask("tell"), visitors.ask("tell")
    minute = (time.monotonic() - began_s) / 60
    since = before[-1].minute if before else 0.0
    return Look(
        minute=minute,
        resident_mb=cost_of(server.pid).resident_bytes / 1e6,
        cpu_percent=seen["cpuS"] / ((minute - since) * 60) * 100,
        ticks=len(seen["beginsS"]) + (before[-1].ticks if before else 0),
        skipped=seen["skipped"],
        stall_ms=seen["stallMs"],
        joined=came["joined"],
        ended=came["ended"],
        cut=seen["cut"],
        not_sent=seen["notSent"],
    )


def _show(look: Look) -> None:
    shares = (f"{look.minute:.1f}", f"{look.resident_mb:.1f}", f"{look.cpu_percent:.1f}", look.ticks, look.skipped)
    _print((*shares, f"{look.stall_ms:.0f}", look.joined, look.ended, look.cut, look.not_sent))


def _print(cells: Sequence[object]) -> None:
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=True)).rstrip(), flush=True)
