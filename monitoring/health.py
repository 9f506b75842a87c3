"""How well each stream arrives, as the wire has it."""

from collections.abc import Sequence

from monitoring.contract.events import StreamStatusChange
from monitoring.contract.requests import StreamsQuery
from monitoring.contract.streams import StreamHealth, StreamHealthRow
from monitoring.model import StatusChange, StreamState
from monitoring.snapshot import Snapshot


def streams(snapshot: Snapshot, query: StreamsQuery) -> StreamHealth:
    """Return the health of the streams that match, in the delivering side's order."""
    page = [health_row(snapshot, state) for state in page_of(snapshot, query)]
    return StreamHealth(seq=snapshot.seq, timestamp=snapshot.timestamp, streams=page)


def page_of(snapshot: Snapshot, query: StreamsQuery) -> Sequence[StreamState]:
    """Return the streams that a query asks for."""
    matching: Sequence[StreamState] = snapshot.streams
    if query.status is not None:
        matching = [state for state in matching if state.status == query.status]
    if query.search:
        folded = query.search.casefold()
        matching = [state for state in matching if folded in state.name.casefold()]
    return matching[query.offset : query.offset + query.limit]


def status_change(change: StatusChange, snapshot: Snapshot) -> StreamStatusChange:
    """Return a change of status, told between two ticks: `seq` is the newest tick's, the time is the change's."""
    state = change.state
    return StreamStatusChange(
        seq=snapshot.seq,
        timestamp=state.since or snapshot.timestamp,
        stream_id=state.stream_id,
        stream_name=state.name,
        status=state.status,
        previous=change.previous,
        reason=state.reason,
        viewer_count=snapshot.viewers(state.stream_id),
        uptime_s=uptime_s_of(snapshot, state),
    )


def health_row(snapshot: Snapshot, state: StreamState) -> StreamHealthRow:
    """Return what is known of one stream."""
    figures, signal = state.figures, state.signal
    return StreamHealthRow(
        stream_id=state.stream_id,
        stream_name=state.name,
        status=state.status,
        reason=state.reason,
        running=state.running,
        checked_at=state.checked_at,
        health_score=figures.health_score,
        health_class=figures.health_class,
        score_parts=figures.score_parts,
        uptime_percent=figures.uptime_percent,
        uptime_week_percent=figures.uptime_week_percent,
        uptime_s=uptime_s_of(snapshot, state),
        error_rate=figures.error_rate,
        response_ms=state.response_ms,
        response_median_ms=figures.response_median_ms,
        input_bps=snapshot.input_bps.get(state.stream_id),
        pace=state.pace,
        viewers=snapshot.viewers(state.stream_id),
        cc_errors=signal.cc_errors,
        sync_errors=signal.sync_errors,
        sync_losses=signal.sync_losses,
        pat_errors=signal.pat_errors,
        pmt_errors=signal.pmt_errors,
        pid_errors=signal.pid_errors,
        transport_errors=signal.transport_errors,
        crc_errors=signal.crc_errors,
        pcr_errors=signal.pcr_errors,
        pts_errors=signal.pts_errors,
        errors_per_minute=signal.errors_per_minute,
        last_error=state.last_error,
        last_error_at=state.last_error_at,
        restarts=state.restarts,
        since=state.since,
        video_codec=signal.video_codec,
        width=signal.width,
        height=signal.height,
        frame_rate=signal.frame_rate,
        audio_codec=signal.audio_codec,
        null_share=signal.null_share,
        key_frame_interval_s=signal.key_frame_interval_s,
    )


def uptime_s_of(snapshot: Snapshot, state: StreamState) -> int | None:
    """Return for how long its source has been there, None while it is not."""
    online_s = state.online_monotonic_s
    return None if online_s is None else max(0, int(snapshot.monotonic_s - online_s))
