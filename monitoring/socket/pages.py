"""One page of the table at one tick: whole, or as what became of the page of the tick before."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from monitoring.contract.base import format_timestamp
from monitoring.contract.requests import ConnectionsQuery
from monitoring.index import Selection
from monitoring.merging import Rows
from monitoring.rates import Ints
from monitoring.snapshot import Snapshot
from monitoring.socket.cells import Cells, cells_of, cells_of_pages
from monitoring.socket.changes import Places, columns, new_rows, places_of
from monitoring.socket.rows import RowWriter
from monitoring.socket.wire import Encoded, encode_delta, encode_view
from monitoring.views import select


@dataclass(frozen=True, slots=True)
class Base:
    """What has to be known of a page that a client has, to tell what became of it."""

    seq: int
    cells: Cells


class Page:
    """Which rows a query means at one tick. They are written when somebody needs them."""

    __slots__ = ("_about", "_arranged", "_connections", "_rows", "_writer", "base")

    def __init__(
        self,
        snapshot: Snapshot,
        query: ConnectionsQuery,
        writer: RowWriter,
        read: tuple[Selection, Cells] | None = None,
    ) -> None:
        """`read` are the query's rows and their cells, where they are known."""
        selection = select(snapshot, query) if read is None else read[0]
        self._connections = snapshot.connections
        self._rows = selection.rows
        self._writer = writer
        self._about = _about(snapshot, query, selection.matched)
        self._arranged: tuple[Base, Places | None] | None = None
        self.base = Base(snapshot.seq, cells_of(snapshot, selection.rows) if read is None else read[1])

    def whole(self) -> Encoded:
        """Return `connections:update` with every row."""
        return encode_view(self._writer.write(self._connections, self._rows, self.base.cells), self._about)

    def since(self, before: Base) -> Encoded:
        """Return `connections:delta` for whoever has the page `before`."""
        now, then, places = self.base.cells, before.cells, self._places(before)
        rows = b"null" if places is None else self._rearranged(places)
        delta = b'{"baseSeq":%d,"rows":%b,"columns":%b}' % (before.seq, rows, columns(now, then, places))
        return encode_delta(delta, self._about)

    def unwritten(self, before: Base | None) -> tuple[Rows, Ints]:
        """Return the rows, and their ordinals, that whoever has the page `before` needs the whole of."""
        ordinals = self.base.cells.ordinal
        if before is None:
            return self._rows, ordinals
        new = new_rows(self._places(before) or ())
        return self._rows[new], ordinals[new]

    def _rearranged(self, places: Places) -> bytes:
        new = new_rows(places)
        written = iter(self._writer.write(self._connections, self._rows[new], self.base.cells.part(new)))
        return b"[%b]" % b",".join([next(written) if place is None else b"%d" % place for place in places])

    def _places(self, before: Base) -> Places | None:
        """Return where each row was in the page `before`; None where all are where they were."""
        if self._arranged is None or self._arranged[0] is not before:
            self._arranged = before, places_of(self.base.cells, before.cells)
        return self._arranged[1]


def pages_of(snapshot: Snapshot, queries: Iterable[ConnectionsQuery], writer: RowWriter) -> list[Page]:
    """Return the page of each query; what they need of the table is read at once."""
    asked = list(queries)
    if not asked:
        return []
    selected = [select(snapshot, query) for query in asked]
    cells = cells_of_pages(snapshot, [selection.rows for selection in selected])
    read = zip(selected, cells, strict=True)
    return [Page(snapshot, query, writer, each) for query, each in zip(asked, read, strict=True)]


def learn_rows(snapshot: Snapshot, pages: Iterable[tuple[Page, Base | None]], writer: RowWriter) -> None:
    """Have the writer know all rows that are needed whole by whoever has the page that stands beside each of these."""
    needed = [page.unwritten(before) for page, before in pages]
    if needed:
        ordinals, firsts = np.unique(np.concatenate([ordinals for _, ordinals in needed]), return_index=True)
        writer.learn(snapshot.connections, np.concatenate([rows for rows, _ in needed])[firsts], ordinals.tolist())


def _about(snapshot: Snapshot, query: ConnectionsQuery, matched: int) -> bytes:
    """Return `payloads.connections_page` as its model writes it."""
    timestamp = format_timestamp(snapshot.timestamp).encode()
    template = b'{"seq":%d,"timestamp":"%b","total":%d,"matched":%d,"offset":%d,"limit":%d,"sort":"%b","order":"%b"}'
    return template % (
        snapshot.seq,
        timestamp,
        len(snapshot.connections),
        matched,
        query.offset,
        query.limit,
        query.sort.encode(),
        query.order.encode(),
    )
