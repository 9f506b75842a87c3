"""From the beginning of a tick until the last of many clients has read it, each client with a view of its own."""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.delivery.cost import cost_of
from tests.bench.wire.audience import Audience, audience
from tests.bench.wire.processes import allow_files, part, told
from tests.bench.wire.scenarios import Scenario, asks

SIZES = ("connections", "clients", "views", "client")
TIMES = ("tick ms", "median ms", "p99 ms", "last ms", "best last", "CPU %", "readers %", "stall ms")
FIGURES = (*TIMES, "B/update", "KB a client")
WIDTHS = (11, 7, 5, 25, 7, 9, 7, 7, 9, 5, 9, 8, 8, 11)
WARM_UP_TICKS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """Medians over the ticks, but for the best and worst and the longest stall.

    `cpu_percent` is the server's share of one core, `readers_percent` that of the clients' processes. `missed` counts
    clients that a tick did not reach before the next.
    """

    tick_ms: float
    median_ms: float
    p99_ms: float
    last_ms: float
    best_last_ms: float
    worst_last_ms: float
    cpu_percent: float
    readers_percent: float
    stall_ms: float
    bytes_per_update: float
    memory_kb_per_client: float
    missed: int
    skipped: int


def measure_end_to_end(scenarios: Sequence[Scenario], ticks: int, interval_s: float = 5.0) -> list[dict[str, object]]:
    """Measure one after another, print the table, and return the rows as JSON has them."""
    allow_files()
    _print((*SIZES, *FIGURES))
    rows: list[dict[str, object]] = []
    for scenario in scenarios:
        outcome = _measure(scenario, interval_s, ticks)
        _show(scenario, outcome)
        rows.append({**asdict(scenario), **asdict(outcome), "interval_s": interval_s, "ticks": ticks})
    return rows


def _measure(scenario: Scenario, interval_s: float, ticks: int) -> Outcome:
    with told(part("whole_server", scenario.connections, interval_s)) as server:
        port = int(server.next())
        before = cost_of(server.pid)
        with audience(port, asks(scenario), deflate=scenario.deltas) as clients:
            time.sleep(WARM_UP_TICKS * interval_s)
            grown_bytes = cost_of(server.pid).resident_bytes - before.resident_bytes
            began_s, read_s = time.monotonic(), clients.cpu_s()
            server.ask("forget")
            time.sleep(ticks * interval_s)
            seen = server.ask("tell")
            took_s, read_s = time.monotonic() - began_s, clients.cpu_s() - read_s
            # What the last tick began may still be on its way.
            time.sleep(min(interval_s, 1.0) * 0.8)
            return _evaluate(seen, clients, scenario, took_s, read_s, grown_bytes)


def _evaluate(
    seen: Mapping[str, Any], clients: Audience, scenario: Scenario, took_s: float, read_s: float, grown_bytes: int
) -> Outcome:
    arrivals = clients.since(seen["beginsS"])
    ticks = [sorted(each["lastMs"]) or [float("nan")] for each in arrivals]
    lasts_ms = [latencies_ms[-1] for latencies_ms in ticks]
    return Outcome(
        tick_ms=statistics.median(seen["tickMs"]),
        median_ms=statistics.median(latencies_ms[len(latencies_ms) // 2] for latencies_ms in ticks),
        p99_ms=statistics.median(latencies_ms[int(len(latencies_ms) * 0.99)] for latencies_ms in ticks),
        last_ms=statistics.median(lasts_ms),
        best_last_ms=min(lasts_ms),
        worst_last_ms=max(lasts_ms),
        cpu_percent=seen["cpuS"] / took_s * 100,
        readers_percent=read_s / took_s * 100,
        stall_ms=seen["stallMs"],
        bytes_per_update=statistics.median(sum(each["bytes"]) for each in arrivals) / scenario.clients,
        memory_kb_per_client=grown_bytes / scenario.clients / 1000,
        missed=sum(scenario.clients - len(each["lastMs"]) for each in arrivals),
        skipped=seen["skipped"],
    )


def _show(scenario: Scenario, outcome: Outcome) -> None:
    latencies_ms = (outcome.median_ms, outcome.p99_ms, outcome.last_ms, outcome.best_last_ms)
    shares = (outcome.cpu_percent, outcome.readers_percent, outcome.stall_ms)
    _print(
        (
            f"{scenario.connections:,}",
            scenario.clients,
            scenario.views,
            scenario.client,
            *(f"{figure:.1f}" for figure in (outcome.tick_ms, *latencies_ms, *shares)),
            f"{outcome.bytes_per_update:.0f}",
            f"{outcome.memory_kb_per_client:.1f}",
            f"{outcome.missed} missed" if outcome.missed else "",
            f"{outcome.skipped} ticks skipped" if outcome.skipped else "",
        )
    )


def _print(cells: Sequence[object]) -> None:
    widths = (*WIDTHS, 0, 0)
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False)).rstrip(), flush=True)
