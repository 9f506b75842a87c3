"""Measures what must stay fast, on this machine, now. `python -m tests.bench` prints one line for each figure."""

import asyncio

from tests.bench.tick import measure_ticks

if __name__ == "__main__":
    asyncio.run(measure_ticks())
