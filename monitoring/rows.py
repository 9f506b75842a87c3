"""Rows of a snapshot as the wire has them."""

from collections.abc import Iterator

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import ConnectionRow
from monitoring.identity_columns import MICROSECONDS, UNKNOWN_TIME
from monitoring.merging import Rows
from monitoring.model import CAUSES, NO_CAUSE, UNKNOWN_CAUSE
from monitoring.rates import Ints
from monitoring.scene import Scene
from monitoring.snapshot import known


def rows_of(snapshot: Scene, rows: Rows) -> Iterator[ConnectionRow]:
    """Yield rows as the wire has them, in the order given."""
    for row in rows.tolist():
        yield _row(snapshot, row)


def row_of(connections: Connections, connection_id: str) -> int | None:
    """Return the row of a live connection, None where there is none with that id."""
    found = np.flatnonzero(connections.live & (connections.identities.id[: len(connections.live)] == connection_id))
    return int(found[0]) if len(found) else None


def durations(snapshot: Scene, rows: Rows) -> Ints:
    """Return for how many whole seconds each row has been connected, -1 where that is unknown."""
    connected_us = snapshot.connections.identities.connected_us[rows]
    now_us = round(snapshot.monotonic_s * MICROSECONDS)
    return np.where(connected_us == UNKNOWN_TIME, -1, np.maximum(now_us - connected_us, 0) // MICROSECONDS)


def _row(snapshot: Scene, row: int) -> ConnectionRow:
    connections = snapshot.connections
    identity, place = connections.identity(row), connections.place(row)
    cause = int(connections.cause[row])
    return ConnectionRow(
        id=identity.id,
        line_id=identity.line_id,
        username=identity.username,
        stream_id=identity.stream_id,
        stream_name=identity.stream_name,
        stream_type=identity.stream_type,
        protocol=identity.protocol,
        ip=identity.address,
        country=place.country,
        country_code=place.country_code,
        city=place.city,
        isp=place.isp,
        asn=place.asn,
        user_agent=identity.user_agent,
        connected_at=identity.connected_at,
        duration=known(int(durations(snapshot, np.array([row]))[0])),
        bytes_transferred=known(int(connections.sent_bytes[row])),
        bitrate_bps=known(int(connections.bitrate_bps[row])),
        collector=connections.interners.collector.values[connections.identities.collector[row]],
        stale=bool(connections.stale[row]),
        at_risk=None if cause == UNKNOWN_CAUSE else cause != NO_CAUSE,
        cause=None if cause == UNKNOWN_CAUSE else CAUSES[cause],
    )
