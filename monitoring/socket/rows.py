"""Rows of the table as JSON, to the byte as their model writes them, but without a model for each."""

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from monitoring.columns import Connections
from monitoring.merging import Rows
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.socket.cells import STALE, UNKNOWN, Cells
from monitoring.socket.lasting import Lasting, LastingWriter

KEPT_ROWS = 65_536


class RowWriter:
    """Writes rows, and keeps what never changes of those that were asked for in this turn and the one before.

    Those in sight at every tick are written once; of `kept_rows` at most, however many are asked for in a turn.
    """

    def __init__(self, kept_rows: int = KEPT_ROWS) -> None:
        self._kept_rows = kept_rows
        self._writer = LastingWriter()
        self._young: dict[int, Lasting] = {}
        self._old: dict[int, Lasting] = {}

    def turn(self) -> None:
        """Begin a turn: a tick is one."""
        self._old, self._young = self._young, {}

    def write(self, connections: Connections, rows: Rows, cells: Cells) -> list[bytes]:
        """Return each row's JSON; `cells` are those of `rows`."""
        lasting = self.learn(connections, rows, cells.ordinal.tolist())
        columns = [column.tolist() for column in (cells.duration, cells.sent_bytes, cells.bitrate_bps)]
        numbers = [b'%d,"bytesTransferred":%d,"bitrateBps":%d' % each for each in zip(*columns, strict=True)]
        if any(UNKNOWN in column for column in columns):
            # Nothing else in it has a minus sign.
            numbers = [each.replace(b"-1", b"null") for each in numbers]
        return [
            b"%b%b%b%b" % (head, each, tail, ENDINGS[ending].text)
            for (head, tail), each, ending in zip(lasting, numbers, cells.ending.tolist(), strict=True)
        ]

    def learn(self, connections: Connections, rows: Rows, ordinals: Sequence[int]) -> list[Lasting]:
        """Return what never changes of each row, written at once for all that are not known yet."""
        young, old = self._young, self._old
        kept = [young.get(ordinal) or old.get(ordinal) for ordinal in ordinals]
        missing = [place for place, found in enumerate(kept) if found is None]
        written = self._writer.write(connections, rows[missing]) if missing else iter(())
        lasting = [found or next(written) for found in kept]
        if len(young) + len(ordinals) > self._kept_rows // 2:
            self.turn()
        self._young.update(zip(ordinals, lasting, strict=True))
        return lasting


def at_risk(cause: int) -> bool | None:
    """Return what a cause says about whether anything hinders a connection."""
    return None if cause == UNKNOWN_CAUSE else cause != NO_CAUSE


def cause_word(cause: int) -> str | None:
    """Return a cause as the wire has it."""
    return None if cause == UNKNOWN_CAUSE else CAUSES[cause]


class Ending(NamedTuple):
    """What `Cells.ending` stands for, and how a row says so."""

    stale: bool
    cause: int
    text: bytes


def _ending(stale: bool, cause: int) -> Ending:
    fields = {"stale": stale, "atRisk": at_risk(cause), "cause": cause_word(cause)}
    return Ending(stale, cause, b"," + orjson.dumps(fields)[1:])


_EVERY_CAUSE = (UNKNOWN_CAUSE, *range(len(CAUSES)))
ENDINGS = {cause + STALE * stale: _ending(stale, cause) for stale in (False, True) for cause in _EVERY_CAUSE}
