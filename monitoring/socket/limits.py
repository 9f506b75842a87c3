"""What a socket may cost before it is refused or cut."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """Limits of one socket; the defaults are those of a server, tests shorten the times.

    authentication_s     from opening a session to a successful CONNECT
    connect_attempts     CONNECT packets per session
    pending_sessions     sessions that have not connected yet, of all peers
    pending_per_address  the same, of one address
    requests_per_s/burst beyond them a request is answered `rate_limited`
    messages_per_s/burst beyond them the peer is cut
    unread_packets       packets waiting at a tick that make it a skipped one
    unread_bytes         bytes waiting that make requests `rate_limited`
    stalled_s            how long a peer may take nothing before it is cut
    kick_grace_s         from telling a peer to leave to cutting it
    message_bytes        largest message taken from a peer
    """

    authentication_s: float = 10.0
    connect_attempts: int = 3
    pending_sessions: int = 4096
    pending_per_address: int = 128
    requests_per_s: float = 20.0
    requests_burst: int = 40
    messages_per_s: float = 30.0
    messages_burst: int = 60
    unread_packets: int = 2
    unread_bytes: int = 1024 * 1024
    stalled_s: float = 15.0
    kick_grace_s: float = 1.0
    message_bytes: int = 64 * 1024
    ping_interval_s: int = 10
    ping_timeout_s: int = 10
