"""Which row of the sums is whose."""

from collections.abc import Collection, Iterator


class Rows:
    """Rows by stream id; those of streams that are gone are used again."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._streams: dict[int, int] = {}
        self._free: list[int] = []

    def __len__(self) -> int:
        """How many rows there are, used or not."""
        return len(self._rows) + len(self._free)

    def items(self) -> Iterator[tuple[int, int]]:
        """Yield stream ids and rows."""
        yield from self._rows.items()

    def find(self, stream_id: int) -> int | None:
        return self._rows.get(stream_id)

    def of(self, stream_id: int) -> int:
        """Return the row of a stream, which it has from now on."""
        row = self._rows.get(stream_id)
        if row is None:
            row = self._rows[stream_id] = self._free.pop() if self._free else len(self)
            self._streams[row] = stream_id
        return row

    def stream(self, row: int) -> int | None:
        """Return whose row it is."""
        return self._streams.get(row)

    def keep(self, stream_ids: Collection[int]) -> list[int]:
        """Give up the rows of all others; return them."""
        gone = [self._rows.pop(stream_id) for stream_id in self._rows.keys() - stream_ids]
        for row in gone:
            del self._streams[row]
        self._free.extend(gone)
        return gone
