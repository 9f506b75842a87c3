"""One page of the table at one tick: whole, or as what became of the page of the tick before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery
from monitoring.merging import Rows
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.rates import Ints
from monitoring.snapshot import Snapshot
from monitoring.socket.rows import UNKNOWN, Cells, RowWriter, cells_of
from monitoring.socket.wire import Encoded, encode_delta, encode_view
from monitoring.views import select

NEW_ROW = -1


@dataclass(frozen=True, slots=True)
class Base:
    """What has to be known of a page that a client has, to tell what became of it."""

    seq: int
    cells: Cells


class Page:
    """Which rows a query means at one tick. They are written when somebody needs them."""

    def __init__(self, snapshot: Snapshot, query: ConnectionsQuery, writer: RowWriter) -> None:
        selection = select(snapshot, query)
        self._connections = snapshot.connections
        self._rows = selection.rows
        self._writer = writer
        self._about = payloads.connections_page(snapshot, query, selection.matched).model_dump_json().encode()
        self.base = Base(snapshot.seq, cells_of(snapshot, selection.rows))

    def whole(self) -> Encoded:
        """Return `connections:update` with every row."""
        return encode_view(self._write(self._rows, self.base.cells), self._about)

    def since(self, before: Base) -> Encoded:
        """Return `connections:delta` for whoever has the page `before`."""
        now, then = self.base.cells, before.cells
        if len(now) == len(then) and np.array_equal(now.ordinal, then.ordinal):
            places, rows = np.arange(len(now)), b"null"
        else:
            places = _places(now.ordinal, then.ordinal)
            rows = self._rearranged(places)
        columns = orjson.dumps(_columns(now, then, places))
        delta = b'{"baseSeq":%d,"rows":%b,"columns":%b}' % (before.seq, rows, columns)
        return encode_delta(delta, self._about)

    def _rearranged(self, places: Ints) -> bytes:
        new = np.flatnonzero(places == NEW_ROW)
        written = iter(self._write(self._rows[new], _of_rows(self.base.cells, new)))
        return _array([next(written) if place == NEW_ROW else b"%d" % place for place in places.tolist()])

    def _write(self, rows: Rows, cells: Cells) -> list[bytes]:
        return self._writer.write(self._connections, rows, cells)


def _array(parts: Sequence[bytes]) -> bytes:
    return b"[%b]" % b",".join(parts)


def _of_rows(cells: Cells, rows: Rows) -> Cells:
    return Cells(
        cells.ordinal[rows],
        cells.duration[rows],
        cells.sent_bytes[rows],
        cells.bitrate_bps[rows],
        cells.stale[rows],
        cells.cause[rows],
    )


def _places(now: Ints, then: Ints) -> Ints:
    """Return where each of `now` stands in `then`, `NEW_ROW` where it does not."""
    found = {ordinal: place for place, ordinal in enumerate(then.tolist())}
    return np.array([found.get(ordinal, NEW_ROW) for ordinal in now.tolist()], np.int64)


def _columns(now: Cells, then: Cells, places: Ints) -> dict[str, list[object] | None]:
    """Return each column that differs in a row that was there before, for all rows."""
    kept = np.flatnonzero(places != NEW_ROW)
    were = places[kept]
    causes_differ = bool((now.cause[kept] != then.cause[were]).any())
    causes = now.cause.tolist() if causes_differ else []
    return {
        "duration": _numbers(now.duration, then.duration, kept, were),
        "bytesTransferred": _numbers(now.sent_bytes, then.sent_bytes, kept, were),
        "bitrateBps": _numbers(now.bitrate_bps, then.bitrate_bps, kept, were),
        "stale": now.stale.tolist() if bool((now.stale[kept] != then.stale[were]).any()) else None,
        "atRisk": [None if each == UNKNOWN_CAUSE else each != NO_CAUSE for each in causes] if causes_differ else None,
        "cause": [None if each == UNKNOWN_CAUSE else CAUSES[each] for each in causes] if causes_differ else None,
    }


def _numbers(now: Ints, then: Ints, kept: Rows, were: Ints) -> list[object] | None:
    if not bool((now[kept] != then[were]).any()):
        return None
    return [None if number == UNKNOWN else number for number in now.tolist()]
