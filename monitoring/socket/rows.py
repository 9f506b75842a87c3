"""Rows of the table as JSON, to the byte as their model writes them, but without a model for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from monitoring.columns import Causes, Connections
from monitoring.identity_columns import UNKNOWN_LINE, UNKNOWN_TIME
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
        lasting = self._lasting(connections, rows, cells.ordinal.tolist())
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

    def _lasting(self, connections: Connections, rows: Rows, ordinals: Sequence[int]) -> list[Lasting]:
        young, old = self._young, self._old
        kept = [young.get(ordinal) or old.get(ordinal) for ordinal in ordinals]
        missing = [place for place, found in enumerate(kept) if found is None]
        written = iter(_write_lasting(connections, rows[missing]) if missing else ())
        lasting = [found or next(written) for found in kept]
        if len(young) + len(ordinals) > self._kept_rows // 2:
            self._old, self._young = young, {}
        self._young.update(zip(ordinals, lasting, strict=True))
        return lasting


def _write_lasting(connections: Connections, rows: Rows) -> Iterator[Lasting]:
    codes, names = connections.identities, connections.interners
    collectors = [b',"collector":' + orjson.dumps(name) for name in names.collector.values]
    columns = (
        codes.line_id[rows],
        codes.username[rows],
        codes.stream[rows],
        codes.stream_name[rows],
        codes.stream_type[rows],
        codes.protocol[rows],
        codes.address[rows],
        codes.place[rows],
        codes.user_agent[rows],
        codes.collector[rows],
    )
    lists = (codes.id[rows].tolist(), _timestamps(codes.connected_at_us[rows]), *(each.tolist() for each in columns))
    for row in zip(*lists, strict=True):
        identity, connected_at, line, username, stream, name, kind, protocol, address, at, agent, collector = row
        place = names.place.values[at]
        head = orjson.dumps(
            {
                "id": identity,
                "lineId": None if line == UNKNOWN_LINE else line,
                "username": names.username.values[username],
                "streamId": names.stream.values[stream],
                "streamName": names.stream_name.values[name],
                "streamType": names.stream_type.values[kind],
                "protocol": names.protocol.values[protocol],
                "ip": names.address.values[address],
                "country": place.country,
                "countryCode": place.country_code,
                "city": place.city,
                "isp": place.isp,
                "asn": place.asn,
                "userAgent": names.user_agent.values[agent],
                "connectedAt": connected_at,
            }
        )
        yield head[:-1] + b',"duration":', collectors[collector]


def _timestamps(moments_us: Ints) -> list[str | None]:
    """Return RFC 3339 to the millisecond, as `format_timestamp` does, of microseconds of the Unix epoch."""
    texts = np.datetime_as_string((moments_us // 1000).astype("datetime64[ms]"), unit="ms").tolist()
    unknown = (moments_us == UNKNOWN_TIME).tolist()
    return [None if missing else f"{text}Z" for text, missing in zip(texts, unknown, strict=True)]


def _ending(stale: bool, cause: int) -> bytes:
    at_risk = None if cause == UNKNOWN_CAUSE else cause != NO_CAUSE
    word = None if cause == UNKNOWN_CAUSE else CAUSES[cause]
    return b"," + orjson.dumps({"stale": stale, "atRisk": at_risk, "cause": word})[1:]


_EVERY_CAUSE: Sequence[int] = (UNKNOWN_CAUSE, *range(len(CAUSES)))
_ENDINGS = {(stale, cause): _ending(stale, cause) for stale in (False, True) for cause in _EVERY_CAUSE}
