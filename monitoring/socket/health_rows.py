"""`stream:health` as JSON, as its model writes it, but what did not change of a stream is not written anew."""

from collections.abc import Hashable

import orjson

from monitoring.contract.base import format_timestamp
from monitoring.contract.requests import StreamsQuery
from monitoring.health import health_row, page_of, uptime_s_of
from monitoring.model import StreamState
from monitoring.snapshot import Snapshot

# What changes at every tick of a stream that is being pulled.
LIVE = frozenset({"uptime_s", "input_bps", "pace", "viewers"})


class HealthWriter:
    """Keeps, from tick to tick, the rest of each stream's row."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Hashable, bytes]] = {}

    def write(self, snapshot: Snapshot, query: StreamsQuery) -> bytes:
        """Return the JSON of `monitoring.health.streams`."""
        if len(self._kept) > 2 * len(snapshot.streams):
            there = {state.stream_id for state in snapshot.streams}
            self._kept = {stream_id: kept for stream_id, kept in self._kept.items() if stream_id in there}
        rows = b",".join([self._row(snapshot, state) for state in page_of(snapshot, query)])
        timestamp = format_timestamp(snapshot.timestamp).encode()
        return b'{"seq":%d,"timestamp":"%b","streams":[%b]}' % (snapshot.seq, timestamp, rows)

    def _row(self, snapshot: Snapshot, state: StreamState) -> bytes:
        live = orjson.dumps(
            {
                "uptimeS": uptime_s_of(snapshot, state),
                "inputBps": snapshot.input_bps.get(state.stream_id),
                "pace": state.pace,
                "viewers": snapshot.viewers(state.stream_id),
            }
        )
        return self._lasting(snapshot, state) + live[1:]

    def _lasting(self, snapshot: Snapshot, state: StreamState) -> bytes:
        # Figures and signals that are equal are mostly the same objects, which is seen at once.
        told = (
            *(state.figures, state.signal, state.name, state.status, state.reason, state.running, state.checked_at),
            *(state.response_ms, state.last_error, state.last_error_at, state.restarts, state.since),
        )
        kept = self._kept.get(state.stream_id)
        if kept is not None and kept[0] == told:
            return kept[1]
        whole = health_row(snapshot, state).model_dump_json(exclude=set(LIVE)).encode()
        lasting = whole[:-1] + b","
        self._kept[state.stream_id] = told, lasting
        return lasting
