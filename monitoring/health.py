"""How well each stream arrives, as the wire has it."""

from monitoring.contract.events import StreamHealth, StreamHealthRow, StreamStatusChange
from monitoring.contract.requests import StreamsQuery
from monitoring.model import StatusChange, StreamState
from monitoring.snapshot import Snapshot


def streams(snapshot: Snapshot, query: StreamsQuery) -> StreamHealth:
    """Return the health of the streams that match, in the delivering side's order.

    What is not measured is None: today the score, the uptime's share, the error rate and the transport errors.
    """
    folded = (query.search or "").casefold()
    matching = [
        state for state in snapshot.streams if folded in state.name.casefold() and query.status in (None, state.status)
    ]
    page = matching[query.offset : query.offset + query.limit]
    return StreamHealth(
        seq=snapshot.seq, timestamp=snapshot.timestamp, streams=[_health_row(snapshot, state) for state in page]
    )


def status_change(change: StatusChange, snapshot: Snapshot) -> StreamStatusChange:
    """Return a change of status, told between two ticks: `seq` is the newest tick's, the time is the change's."""
    state = change.state
    online_s = state.online_monotonic_s
    return StreamStatusChange(
        seq=snapshot.seq,
        timestamp=state.since or snapshot.timestamp,
        stream_id=state.stream_id,
        stream_name=state.name,
        status=state.status,
        previous=change.previous,
        reason=state.reason,
        viewer_count=snapshot.viewers(state.stream_id),
        uptime_s=None if online_s is None else max(0, int(snapshot.monotonic_s - online_s)),
    )


def _health_row(snapshot: Snapshot, state: StreamState) -> StreamHealthRow:
    return StreamHealthRow(
        stream_id=state.stream_id,
        stream_name=state.name,
        status=state.status,
        health_score=None,
        uptime_percent=None,
        error_rate=None,
        response_ms=state.response_ms,
        input_bps=snapshot.input_bps.get(state.stream_id),
        viewers=snapshot.viewers(state.stream_id),
        cc_errors=None,
        sync_errors=None,
        pat_errors=None,
        pmt_errors=None,
        pcr_errors=None,
        last_error=state.last_error,
        restarts=state.restarts,
        since=state.since,
    )
