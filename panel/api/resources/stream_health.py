"""The state of streams as of a snapshot, by stream."""

from collections.abc import Collection, Mapping

from monitoring import payloads
from monitoring.contract.events import StreamStatus
from monitoring.contract.requests import StreamsQuery
from monitoring.contract.streams import StreamHealthRow
from monitoring.snapshot import Snapshot

AT_ONCE = 1000


def health_of(snapshot: Snapshot | None, ids: Collection[int]) -> Mapping[int, StreamHealthRow]:
    """Return the health of those streams the snapshot knows."""
    wanted = frozenset(ids)
    found: dict[int, StreamHealthRow] = {}
    offset = 0
    while snapshot is not None and len(found) < len(wanted):
        rows = payloads.streams(snapshot, StreamsQuery(offset=offset, limit=AT_ONCE)).streams
        if not rows:
            break
        found.update((row.stream_id, row) for row in rows if row.stream_id in wanted)
        offset += len(rows)
    return found


def ids_with_status(snapshot: Snapshot | None, status: StreamStatus) -> frozenset[int]:
    """Return the streams of one status."""
    states = snapshot.streams if snapshot is not None else ()
    return frozenset(state.stream_id for state in states if state.status == status)
