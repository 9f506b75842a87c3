"""From the beginning of a tick until the last of many clients has read it, each client with a view of its own."""

import json
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.crowd import World
from tests.bench.delivery.cost import cost_of
from tests.bench.wire.processes import Told, part, told

UNWANTED = ["stream:health", "geo:update", "presence:update", "activity:new"]
SORTS = ("connectedAt", "bitrateBps", "bytesTransferred", "username", "streamName")
SIZES = ("connections", "clients", "views", "client")
FIGURES = ("tick ms", "median ms", "p99 ms", "last ms", "CPU %", "stall ms", "B/update", "KB a client")
WIDTHS = (11, 7, 5, 26, 7, 9, 7, 7, 5, 8, 10, 12)


@dataclass(frozen=True, slots=True)
class Scenario:
    """So many clients with so many distinct views; `deltas` also has them take deflated messages, as browsers do."""

    connections: int
    clients: int
    views: int
    rows: int = 100
    deltas: bool = False

    @property
    def client(self) -> str:
        return f"{self.rows} rows, {'deltas, deflated' if self.deltas else 'whole pages'}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Medians over the ticks, but for the longest stall; `missed` counts clients that a tick did not reach in time."""

    tick_ms: float
    median_ms: float
    p99_ms: float
    last_ms: float
    worst_last_ms: float
    cpu_percent: float
    stall_ms: float
    bytes_per_update: float
    memory_kb_per_client: float
    missed: int
    skipped: int


SCENARIOS = (
    Scenario(100_000, 1000, 500),
    Scenario(100_000, 1000, 500, rows=50, deltas=True),
    Scenario(100_000, 5000, 500, rows=50, deltas=True),
    Scenario(1_000_000, 1000, 900),
    Scenario(1_000_000, 1000, 900, rows=50, deltas=True),
)


def measure_end_to_end(scenarios: Sequence[Scenario], ticks: int, interval_s: float = 5.0) -> list[dict[str, object]]:
    """Measure one after another, print the table, and return the rows as JSON has them."""
    _print((*SIZES, *FIGURES))
    rows: list[dict[str, object]] = []
    for scenario in scenarios:
        outcome = _measure(scenario, interval_s, ticks)
        _show(scenario, outcome)
        rows.append({**asdict(scenario), **asdict(outcome), "interval_s": interval_s, "ticks": ticks})
    return rows


def _measure(scenario: Scenario, interval_s: float, ticks: int) -> Outcome:
    with (
        TemporaryDirectory(prefix="bench-") as folder,
        told(part("whole_server", scenario.connections, interval_s)) as server,
    ):
        port = int(server.next())
        asks = Path(folder) / "asks.json"
        asks.write_text(json.dumps(_asks(scenario)))
        flags = ["--deflate"] if scenario.deltas else []
        before = cost_of(server.pid)
        with told(part("clients", port, scenario.clients, "--asks", asks, *flags)) as clients:
            clients.next()
            time.sleep(2 * interval_s)
            grown_bytes = cost_of(server.pid).resident_bytes - before.resident_bytes
            began_s = time.monotonic()
            server.ask("forget")
            time.sleep(ticks * interval_s)
            seen = server.ask("tell")
            took_s = time.monotonic() - began_s
            # What the last tick began may still be on its way.
            time.sleep(min(interval_s, 1.0) * 0.8)
            return _evaluate(seen, clients, scenario, took_s, grown_bytes)


def _evaluate(seen: Mapping[str, Any], clients: Told, scenario: Scenario, took_s: float, grown_bytes: int) -> Outcome:
    arrivals = clients.ask_list(json.dumps(seen["beginsS"]))

    def median(name: str) -> float:
        return statistics.median(each[name] for each in arrivals)

    return Outcome(
        tick_ms=statistics.median(seen["tickMs"]),
        median_ms=median("medianMs"),
        p99_ms=median("p99Ms"),
        last_ms=median("lastMs"),
        worst_last_ms=max(each["lastMs"] for each in arrivals),
        cpu_percent=seen["cpuS"] / took_s * 100,
        stall_ms=seen["stallMs"],
        bytes_per_update=median("bytesPerClient"),
        memory_kb_per_client=grown_bytes / scenario.clients / 1000,
        missed=sum(scenario.clients - int(each["clients"]) for each in arrivals),
        skipped=seen["skipped"],
    )


def _asks(scenario: Scenario) -> list[list[str]]:
    countries = [None, *dict.fromkeys(place.country_code for place in World.places)]
    every = product(range(0, 2 * scenario.rows, scenario.rows), countries, SORTS, ("desc", "asc"))
    views = [
        {"offset": offset, "sort": sort, "order": order, "limit": scenario.rows, "delta": scenario.deltas}
        | ({"countryCode": country} if country else {})
        for offset, country, sort, order in every
    ][: scenario.views]
    unsubscribe = "42" + json.dumps(["unsubscribe", {"events": UNWANTED}])
    return [
        [unsubscribe, "42" + json.dumps(["subscribe:connections", views[number % len(views)]])]
        for number in range(scenario.clients)
    ]


def _show(scenario: Scenario, outcome: Outcome) -> None:
    times = (outcome.tick_ms, outcome.median_ms, outcome.p99_ms, outcome.last_ms)
    figures = (*times, outcome.cpu_percent, outcome.stall_ms)
    _print(
        (
            f"{scenario.connections:,}",
            scenario.clients,
            scenario.views,
            scenario.client,
            *(f"{figure:.1f}" for figure in figures),
            f"{outcome.bytes_per_update:.0f}",
            f"{outcome.memory_kb_per_client:.1f}",
            f"{outcome.missed} missed" if outcome.missed else "",
            f"{outcome.skipped} ticks skipped" if outcome.skipped else "",
        )
    )


def _print(cells: Sequence[object]) -> None:
    widths = (*WIDTHS, 0, 0)
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=False)).rstrip(), flush=True)
