"""Cells of many pages at once are those of each page by itself."""

import numpy as np

from monitoring.merging import Rows
from monitoring.model import CAUSES
from monitoring.socket.cells import UNKNOWN, Cells, cells_of, cells_of_pages
from monitoring.socket.rows import ENDINGS
from tests.fakes.observatory import Observatory


def told(cells: Cells) -> list[tuple[object, ...]]:
    columns = (cells.ordinal, cells.duration, cells.sent_bytes, cells.bitrate_bps, cells.ending)
    return list(zip(*(column.tolist() for column in columns), strict=True))


async def test_pages_are_read_together_as_one_by_one() -> None:
    seen = Observatory()
    keys = [seen.gateway.open(f"line{number}") for number in range(7)]
    await seen.after(5)
    seen.gateway.send(keys[3], 1_000)
    snapshot = await seen.after(5)
    pages: list[Rows] = [np.array(rows, np.intp) for rows in ([4, 2], [], [0, 3, 6], [3])]
    together = cells_of_pages(snapshot, pages)
    assert [told(cells) for cells in together] == [told(cells_of(snapshot, rows)) for rows in pages]
    assert [len(cells) for cells in together] == [2, 0, 3, 1]
    assert told(together[2].part(np.array([1], np.intp))) == told(together[3])
    assert (together[3].sent_bytes.tolist(), together[3].duration.tolist()) == ([1_000], [10])


async def test_an_ending_tells_stale_and_cause_apart() -> None:
    seen = Observatory()
    keys = [seen.gateway.open(f"line{number}") for number in range(len(CAUSES) + 1)]
    for key, cause in zip(keys, CAUSES, strict=False):
        seen.gateway.blame(key, cause)
    rows = np.arange(len(keys))

    async def endings() -> list[tuple[bool, int]]:
        cells = cells_of(await seen.after(5), rows)
        return [(ENDINGS[each].stale, ENDINGS[each].cause) for each in cells.ending.tolist()]

    causes = [*range(len(CAUSES)), UNKNOWN]
    assert await endings() == [(False, cause) for cause in causes]
    seen.gateway.failure = OSError("away")
    assert [stale for stale, _ in await endings()] == [True] * len(keys)
