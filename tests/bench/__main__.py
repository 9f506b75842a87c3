"""Measures what must stay fast, on this machine, now: `python -m tests.bench [PART]…`."""

import argparse
import asyncio
import json
from pathlib import Path

from tests.bench.analysis import measure_analysis
from tests.bench.browser.report import CONNECTIONS, measure_browser
from tests.bench.delivery.report import measure_delivery
from tests.bench.history import measure_history
from tests.bench.tick import measure_ticks
from tests.bench.wire.collecting import COLLECTED, measure_collecting
from tests.bench.wire.end_to_end import measure_end_to_end
from tests.bench.wire.endurance import measure_endurance
from tests.bench.wire.fan_out import measure_fan_out
from tests.bench.wire.scenarios import SCENARIOS

PARTS = ("tick", "analysis", "delivery", "wire", "endurance", "history", "browser")


WIRE_PARTS = ("fan-out", "end-to-end", "collecting")


def _measure_wire(options: argparse.Namespace) -> dict[str, object]:
    figures: dict[str, object] = {}
    if "fan-out" in options.only:
        figures["fanOut"] = measure_fan_out(options.clients, options.rounds)
    if "end-to-end" in options.only:
        scenarios = [each for each in SCENARIOS if each.connections <= options.connections]
        figures["endToEnd"] = measure_end_to_end(scenarios, options.ticks)
    if "collecting" in options.only:
        figures["collecting"] = measure_collecting(min(COLLECTED, options.connections))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measures what must stay fast.")
    parser.add_argument("parts", nargs="*", choices=PARTS, help="what to measure; all where none is named")
    parser.add_argument("--viewers", type=int, nargs="+", default=[200, 1000], help="sizes of the delivery")
    parser.add_argument("--rounds", type=int, default=3, help="how often each server is measured, all in turn")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of one measurement")
    parser.add_argument("--clients", type=int, nargs="+", default=[10, 100, 1000], help="sizes of the fan-out")
    parser.add_argument(
        "--connections", type=int, default=1_000_000, help="at most so many, of the wire and the browser"
    )
    parser.add_argument("--only", choices=WIRE_PARTS, nargs="+", default=WIRE_PARTS, help="which parts of the wire")
    parser.add_argument("--ticks", type=int, default=8, help="ticks of each of the wire's scenarios")
    parser.add_argument("--minutes", type=float, default=2.0, help="length of the endurance, and of the browser")
    parser.add_argument("--history-ticks", type=int, default=60, help="ticks of 20,000 connections to be kept")
    parser.add_argument("--json", type=Path, help="file to write the figures of all but tick to")
    options = parser.parse_args()
    parts = options.parts or PARTS
    figures: dict[str, object] = {}
    if "tick" in parts:
        figures["tick"] = measure_ticks()
    if "analysis" in parts:
        figures["analysis"] = measure_analysis()
    if "delivery" in parts:
        figures["delivery"] = measure_delivery(options.viewers, options.rounds, options.seconds)
    if "wire" in parts:
        figures |= _measure_wire(options)
    if "endurance" in parts:
        figures["endurance"] = measure_endurance(options.minutes)
    if "history" in parts:
        figures["history"] = asyncio.run(measure_history(options.history_ticks))
    if "browser" in parts:
        figures["browser"] = measure_browser(min(CONNECTIONS, options.connections), options.minutes)
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
