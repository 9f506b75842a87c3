"""What a tick costs, and what is made of it, at several numbers of connections, 1 % of them new each tick."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SIZES = (1_000, 10_000, 100_000, 1_000_000)
CHECKOUT = Path(__file__).parents[2]

# Each figure, its unit, what it is; goals are those for a million connections.
FIGURES: Sequence[tuple[str, str, str]] = (
    ("firstTick", "ms", "first tick, all connections new"),
    ("tick", "ms", "tick with all sums (goal 60)"),
    ("tickLeast", "ms", "the least of its rounds"),
    ("objects", "ms", "the same with plain Python objects"),
    ("timesLess", "x", "objects over ours (goal 15)"),
    ("tickWithViews", "ms", "tick with orders and groupings in use (goal 100)"),
    ("tickWithViewsLeast", "ms", "the least of its rounds"),
    ("topLines", "ms", "the largest lines, while somebody looks at the dashboard"),
    ("page", "ms", "page of 100 by bitrate, of a country, encoded (goal 0.5)"),
    ("pageNotReady", "ms", "the same page the first time it is asked for"),
    ("search", "ms", "substring search through all (goal 30)"),
    ("geo", "ms", "geo:update"),
    ("bytesPerConnection", "B", "memory a connection, its own texts apart (goal 400)"),
    ("stall", "ms", "longest stall of the event loop in a tick (goal 50)"),
    ("copyGBps", "GB/s", "memory copied, read and written"),
)

PLACES = {
    "geoNew": "places of new addresses in records met before (goal 1), ms for 1,000",
    "geoLearned": "the same in records that were only learned (goal 1), ms for 1,000",
    "geoFirst": "the same in records never read, ms for 1,000",
    "geoAlone": "the same looked up one at a time, ms for 1,000",
    "geoLearning": "learning the records of 20,000 networks, off the tick, ms",
}


def measure_ticks(sizes: Sequence[int] = SIZES) -> dict[str, dict[str, float]]:
    """Measure each size in a process of its own, print a table and return the figures by size."""
    measured = {}
    for size in sizes:
        measured[str(size)] = _told("tests.bench.tick_of_size", str(size))
    places = _told("tests.bench.places")
    print(f"{'CPU, medians':<74}" + "".join(f"{size:>12,}" for size in sizes))
    for name, unit, label in FIGURES:
        row = "".join(f"{measured[str(size)][name]:>12.3f}" for size in sizes)
        print(f"{f'{label}, {unit}':<74}{row}")
    for name, label in PLACES.items():
        print(f"{label:<74}{places[name]:>12.3f}")
    return measured | {"places": places}


def _told(module: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", module, *arguments]
    told = subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return figures
