"""Measures what must stay fast, on this machine, now: `python -m tests.bench [tick] [delivery]`."""

import argparse
import asyncio
import json
from pathlib import Path

from tests.bench.delivery.report import measure_delivery
from tests.bench.tick import measure_ticks

PARTS = ("tick", "delivery")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measures what must stay fast.")
    parser.add_argument("parts", nargs="*", choices=PARTS, help="what to measure; all where none is named")
    parser.add_argument("--viewers", type=int, nargs="+", default=[200, 1000], help="sizes of the delivery")
    parser.add_argument("--rounds", type=int, default=3, help="how often each server is measured, all in turn")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of one measurement")
    parser.add_argument("--json", type=Path, help="file to write the delivery's figures to")
    options = parser.parse_args()
    parts = options.parts or PARTS
    if "tick" in parts:
        asyncio.run(measure_ticks())
    if "delivery" in parts:
        rows = measure_delivery(options.viewers, options.rounds, options.seconds)
        if options.json is not None:
            options.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
