"""Rows are given out again only when nobody can see who had them."""

import numpy as np

from monitoring.columns import Connections
from tests.monitoring.test_table import Bench, ids


async def rows_of_new(bench: Bench) -> list[int]:
    """Close the oldest connection, open one, and return the row of the newest."""
    bench.collector.close(min(bench.collector.identities))
    bench.collector.open()
    taken = await bench.take()
    newest = int(np.argmax(np.where(taken.live, taken.identities.ordinal, 0)))
    return [newest, len(taken.live)]


async def test_rows_are_used_again_when_no_snapshot_shows_them() -> None:
    bench = Bench()
    for _ in range(3):
        bench.collector.open()
    await bench.take()
    for _ in range(20):
        row, used = await rows_of_new(bench)
        assert row < used <= 5


async def test_a_kept_snapshot_keeps_its_rows() -> None:
    bench = Bench()
    for _ in range(3):
        bench.collector.open()
    kept: Connections = await bench.take()
    shown = ids(kept)
    for _ in range(20):
        await rows_of_new(bench)
    assert ids(kept) == shown
