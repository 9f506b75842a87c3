"""Rows of the table as JSON, to the byte as their model writes them, but without a model for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from monitoring.columns import Causes, Connections
from monitoring.contract.base import format_timestamp
from monitoring.merging import Rows
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.rates import Flags, Ints
from monitoring.rows import durations
from monitoring.snapshot import Snapshot

UNKNOWN = -1
KEPT_ROWS = 65_536

# What never changes of a row: all up to its duration, and its collector.
Lasting = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Cells:
    """What may change of each row of a page, and whose row it is. Numbers are `UNKNOWN` where the wire has null."""

    ordinal: Ints
    duration: Ints
    sent_bytes: Ints
    bitrate_bps: Ints
    stale: Flags
    cause: Causes

    def __len__(self) -> int:
        return len(self.ordinal)


def cells_of(snapshot: Snapshot, rows: Rows) -> Cells:
    """Return the cells of these rows, in this order."""
    connections = snapshot.connections
    return Cells(
        ordinal=connections.identities.ordinal[rows],
        duration=durations(snapshot, rows),
        sent_bytes=np.maximum(connections.sent_bytes[rows], UNKNOWN),
        bitrate_bps=np.maximum(connections.bitrate_bps[rows], UNKNOWN),
        stale=connections.stale[rows],
        cause=connections.cause[rows],
    )


class RowWriter:
    """Writes rows, and keeps what never changes of those that were asked for lately."""

    def __init__(self, kept_rows: int = KEPT_ROWS) -> None:
        self._kept_rows = kept_rows
        self._young: dict[int, Lasting] = {}
        self._old: dict[int, Lasting] = {}

    def write(self, connections: Connections, rows: Rows, cells: Cells) -> list[bytes]:
        """Return each row's JSON; `cells` are those of `rows`."""
        lasting = [
            self._lasting(connections, ordinal, row)
            for ordinal, row in zip(cells.ordinal.tolist(), rows.tolist(), strict=True)
        ]
        endings = [
            _ENDINGS[stale, cause] for stale, cause in zip(cells.stale.tolist(), cells.cause.tolist(), strict=True)
        ]
        numbers = (cells.duration, cells.sent_bytes, cells.bitrate_bps)
        if any(bool((column == UNKNOWN).any()) for column in numbers):
            texts = [[b"null" if number == UNKNOWN else b"%d" % number for number in column] for column in numbers]
            return [
                b'%b%b,"bytesTransferred":%b,"bitrateBps":%b%b%b' % (head, duration, sent_bytes, bitrate, tail, ending)
                for (head, tail), ending, duration, sent_bytes, bitrate in zip(lasting, endings, *texts, strict=True)
            ]
        known = [column.tolist() for column in numbers]
        return [
            b'%b%d,"bytesTransferred":%d,"bitrateBps":%d%b%b' % (head, duration, sent_bytes, bitrate, tail, ending)
            for (head, tail), ending, duration, sent_bytes, bitrate in zip(lasting, endings, *known, strict=True)
        ]

    def _lasting(self, connections: Connections, ordinal: int, row: int) -> Lasting:
        found = self._young.get(ordinal)
        if found is None:
            found = self._old.get(ordinal) or _write_lasting(connections, row)
            if len(self._young) >= self._kept_rows // 2:
                self._old, self._young = self._young, {}
            self._young[ordinal] = found
        return found


def _write_lasting(connections: Connections, row: int) -> Lasting:
    identity, place = connections.identity(row), connections.place(row)
    connected_at = identity.connected_at
    head = orjson.dumps(
        {
            "id": identity.id,
            "lineId": identity.line_id,
            "username": identity.username,
            "streamId": identity.stream_id,
            "streamName": identity.stream_name,
            "streamType": identity.stream_type,
            "protocol": identity.protocol,
            "ip": identity.address,
            "country": place.country,
            "countryCode": place.country_code,
            "city": place.city,
            "isp": place.isp,
            "asn": place.asn,
            "userAgent": identity.user_agent,
            "connectedAt": None if connected_at is None else format_timestamp(connected_at),
        }
    )
    collector = connections.interners.collector.values[connections.identities.collector[row]]
    return head[:-1] + b',"duration":', b',"collector":' + orjson.dumps(collector)


def _ending(stale: bool, cause: int) -> bytes:
    at_risk = None if cause == UNKNOWN_CAUSE else cause != NO_CAUSE
    word = None if cause == UNKNOWN_CAUSE else CAUSES[cause]
    return b"," + orjson.dumps({"stale": stale, "atRisk": at_risk, "cause": word})[1:]


_EVERY_CAUSE: Sequence[int] = (UNKNOWN_CAUSE, *range(len(CAUSES)))
_ENDINGS = {(stale, cause): _ending(stale, cause) for stale in (False, True) for cause in _EVERY_CAUSE}
