"""How long and how much delivery allows."""

from dataclasses import dataclass

from panel.health.ailments import PATIENCE, Patience

PACKET_BYTES = 188


@dataclass(frozen=True, slots=True)
class DeliveryLimits:
    """Durations in seconds, volumes in bytes; the defaults are those of production."""

    connect_s: float = 4.0
    first_byte_s: float = 8.0
    source_stall_s: float = 10.0
    transcoder_start_s: float = 15.0
    """How long a transcoder may take for its first output: it looks at the source for 2 s of video before."""
    redirects: int = 5
    concurrent_attempts: int = 20
    """Sources that are being connected to at once, so that a start with thousands of streams is no flood."""

    patience: Patience = PATIENCE
    """When a source that is there makes its stream degraded, and when no longer."""

    check_interval_s: float = 0.0
    """How often the sources of streams that nobody watches are looked at; 0: never."""
    checks_at_once: int = 10
    check_deadline_s: float = 5.0
    """How long one source may take to prove itself then."""

    retry_first_s: float = 1.0
    retry_longest_s: float = 30.0
    healthy_s: float = 10.0
    """A source that lasted this long is tried again at once and resets the back-off."""
    primary_retry_s: float = 30.0
    """How often the primary source is tried while a backup stands in for it; it returns after `healthy_s` of data."""
    key_frame_wait_s: float = 1.5
    """How long viewers in the middle of a stream wait for the first key frame of another source."""
    reconnect_silently_s: float = 0.5
    """A source that comes back within this does not change its stream's status."""

    chunk_bytes: int = 348 * PACKET_BYTES
    flush_s: float = 0.2
    ring_bytes: int = 8 * 1024 * 1024
    ring_s: float = 10.0
    join_behind_s: float = 1.0
    """How much data a new viewer is given at once, so that its player need not wait to fill its buffer."""

    wait_for_source_s: float = 10.0
    idle_grace_s: float = 10.0
    """How long a stream on demand is kept after its last viewer."""
    source_lost_s: float = 30.0
    """How long viewers stay connected to a stream that is not online."""
    viewer_stall_s: float = 10.0
    """With what a stopped player's kernel still takes and a tick, it is off every list within 20 s."""
    short_s: float = 2.0
    """How late a viewer's data may come before it counts as short of data; players begin with a little more."""
    well_s: float = 6.0
    """How long nothing must have come later still before a viewer counts as well again."""
    slot_wait_s: float = 0.3
    """How long a line at its limit may wait for another of its connections to end."""
    repeat_wait_s: float = 1.0
    """The same for a player that already has the stream it asks for."""
    kick_cut_s: float = 5.0
    kick_verify_s: float = 2.0
    """How long no byte may reach a player that was kicked before that counts as done."""
    sweep_s: float = 1.0

    file_idle_s: float = 30.0
    """How long a player of a file may be without a request before its connection is over: seeking is a new request."""
    file_pause_s: float = 60.0
    """How long a player of a file may take nothing: paused players do."""

    refusals_per_minute: int = 20
    """Wrong credentials an address may present."""
