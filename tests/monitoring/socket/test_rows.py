"""What is kept of rows, and for how long."""

import numpy as np

from monitoring.socket.cells import cells_of
from monitoring.socket.lasting import Lasting
from monitoring.socket.rows import RowWriter
from tests.fakes.observatory import Observatory


async def test_rows_are_kept_while_they_are_asked_for_at_every_turn() -> None:
    seen, writer = Observatory(), RowWriter()
    for number in range(3):
        seen.gateway.open(f"line{number}")
    snapshot = await seen.after(5)
    rows = np.arange(3)
    ordinals = cells_of(snapshot, rows).ordinal.tolist()

    def learn() -> list[Lasting]:
        return writer.learn(snapshot.connections, rows, ordinals)

    first = learn()
    for _ in range(3):
        writer.turn()
        assert all(again is before for again, before in zip(learn(), first, strict=True))
    writer.turn()
    writer.turn()
    assert learn() == first
    assert not any(again is before for again, before in zip(learn(), first, strict=True))


async def test_no_more_are_kept_than_allowed_within_a_turn() -> None:
    seen, writer = Observatory(), RowWriter(kept_rows=4)
    for number in range(9):
        seen.gateway.open(f"line{number}")
    snapshot = await seen.after(5)
    everybody = cells_of(snapshot, np.arange(9)).ordinal.tolist()
    for begin in range(0, 9, 2):
        writer.learn(snapshot.connections, np.arange(9)[begin : begin + 2], everybody[begin : begin + 2])
        assert len(writer._young) + len(writer._old) <= 4
