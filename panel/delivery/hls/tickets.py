"""The tokens that hold the many requests of one HLS player together."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitoring.clock import Clock
from panel.delivery.admission import Admitted
from panel.delivery.device import Device
from panel.delivery.hls.viewer import HlsViewer
from panel.players.addresses import LiveAddress

# A player that asks for the same stream again goes on with the token it has, while it watches or for this long.
SAME_PLAYER_S = 30.0
# Players that look at what a stream is, and never play it, use no token; a line has not many at a time.
UNUSED_S = 60.0
UNUSED_OF_LINE = 256
TOKEN_BYTES = 24


@dataclass(slots=True, eq=False)
class Ticket:
    """A player's leave to fetch one stream; it counts as a connection once it is used."""

    token: str = field(repr=False)
    asked: LiveAddress
    line_id: int
    device: Device
    requested_s: float
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    viewer: HlsViewer | None = None


class Tickets:
    """Issued with a master playlist, found by their tokens, dropped when their connection is over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_token: dict[str, Ticket] = {}
        self._of_line: defaultdict[int, dict[str, Ticket]] = defaultdict(dict)

    def issue(self, asked: LiveAddress, admitted: Admitted) -> Ticket:
        """Return the ticket this player has of this stream, or a new one."""
        now_s = self._clock.monotonic_s()
        line_id, device = admitted.line.id, admitted.device
        ticket = self._of_player(asked, line_id, device, now_s)
        if ticket is None:
            ticket = Ticket(secrets.token_urlsafe(TOKEN_BYTES), asked, line_id, device, now_s)
            self._by_token[ticket.token] = self._of_line[line_id][ticket.token] = ticket
            for surplus in self._unused_of(line_id)[:-UNUSED_OF_LINE]:
                self.drop(surplus)
        ticket.requested_s = now_s
        return ticket

    def find(self, token: str) -> Ticket | None:
        """Return the ticket, its request noted, or None where there is none or it is over."""
        ticket = self._by_token.get(token)
        if ticket is not None:
            ticket.requested_s = self._clock.monotonic_s()
        return ticket

    def drop(self, ticket: Ticket) -> None:
        """Let nobody use the ticket any more."""
        self._by_token.pop(ticket.token, None)
        of_line = self._of_line[ticket.line_id]
        of_line.pop(ticket.token, None)
        if not of_line:
            del self._of_line[ticket.line_id]

    def sweep(self) -> None:
        """Forget those that were never used."""
        oldest_s = self._clock.monotonic_s() - UNUSED_S
        for line_id in tuple(self._of_line):
            for ticket in self._unused_of(line_id):
                if ticket.requested_s < oldest_s:
                    self.drop(ticket)

    def _of_player(self, asked: LiveAddress, line_id: int, device: Device, now_s: float) -> Ticket | None:
        for ticket in self._of_line.get(line_id, {}).values():
            viewer = ticket.viewer
            goes_on = now_s - ticket.requested_s <= SAME_PLAYER_S if viewer is None else not viewer.is_ending
            if goes_on and ticket.asked == asked and ticket.device.is_same(device):
                return ticket
        return None

    def _unused_of(self, line_id: int) -> Sequence[Ticket]:
        of_line = self._of_line.get(line_id, {}).values()
        return [ticket for ticket in of_line if ticket.viewer is None and not ticket.opening.locked()]
