"""Kicks of another server's viewers: asked of that server, verified by looking there again."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import uuid4

from monitoring.clock import Clock
from monitoring.errors import CollectorError
from monitoring.model import Identity
from monitoring.ports import Directory
from monitoring.rows import row_of
from monitoring.snapshot import Snapshot
from panel.collectors.fact import GATEWAY
from panel.collectors.kicks_together import VERIFY_S, KicksTogether
from panel.collectors.roster import Roster
from panel.collectors.trial import try_collector
from panel.delivery.kick import RECEIPTS, KickOrder, KickReceipt, told
from panel.delivery.task_owner import TaskOwner
from panel.problems import InvalidInputError
from panel.sessions import EndReason, SessionBook


@dataclass
class _Kick:
    identity: Identity
    collector: str
    seen: Snapshot
    receipt: KickReceipt
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class CollectedKicks:
    """Carries them out; one connection is cut once, whoever asks how often. Keeps the last thousand receipts."""

    def __init__(
        self,
        roster: Roster,
        directory: Directory,
        newest: Callable[[], Snapshot | None],
        book: SessionBook,
        clock: Clock,
    ) -> None:
        self._roster = roster
        self._directory = directory
        self._newest = newest
        self._book = book
        self._clock = clock
        self.together = KicksTogether(roster, directory, clock)
        self._tasks = TaskOwner()
        self._kicks: OrderedDict[str, _Kick] = OrderedDict()
        self._of_connection: dict[str, _Kick] = {}

    async def kick(self, connection_id: str, order: KickOrder) -> KickReceipt | None:
        """Ask the server to end a connection and return once that is verified or has failed.

        None when no added collector has it. Raises InvalidInputError: nobody can be refused on another server.
        """
        kick = self._of_connection.get(connection_id)
        if kick is None or (kick.settled.is_set() and not kick.receipt.kicked):
            kick = self._begin(connection_id, order)
        if kick is None:
            return None
        await kick.settled.wait()
        return kick.receipt

    def receipt(self, kick_id: str) -> KickReceipt | None:
        """Return what is known of a kick by now; None where there was none."""
        kick = self._kicks.get(kick_id)
        return None if kick is None else kick.receipt

    def end_reason(self, connection_id: str) -> EndReason:
        """Return why a connection that is no longer listed has ended."""
        if self.together.was_cut(connection_id):
            return "kicked"
        kick = self._of_connection.get(connection_id)
        return "left" if kick is None or not kick.receipt.kicked else "kicked"

    async def close(self) -> None:
        """Give up what is not yet verified."""
        await self._tasks.close()

    def _begin(self, connection_id: str, order: KickOrder) -> _Kick | None:
        snapshot = self._newest()
        row = None if snapshot is None else row_of(snapshot.connections, connection_id)
        if snapshot is None or row is None:
            return None
        connections = snapshot.connections
        collector = connections.interners.collector.values[int(connections.identities.collector[row])]
        if collector == GATEWAY:
            return None
        if order.cooldown_s:
            raise InvalidInputError(f"{collector} is another server: nobody can be refused there", "cooldownS")
        identity = connections.identity(row)
        receipt = KickReceipt(uuid4().hex, connection_id, order, self._clock.now())
        kick = _Kick(identity, collector, snapshot, receipt)
        self._kicks[receipt.id] = self._of_connection[connection_id] = kick
        if len(self._kicks) > RECEIPTS:
            _, oldest = self._kicks.popitem(last=False)
            if self._of_connection.get(oldest.receipt.connection_id) is oldest:
                del self._of_connection[oldest.receipt.connection_id]
        self._book.record("connection.kicked", order.actor, identity.username, told(identity, order))
        self._tasks.start(self._carry_out(kick), f"kick {receipt.id}", lambda: self._fail(kick, "internal error"))
        return kick

    async def _carry_out(self, kick: _Kick) -> None:
        try:
            await self._cut_and_verify(kick)
        except CollectorError as error:
            self._fail(kick, f"could not be cut or looked for: {error}")
        finally:
            kick.settled.set()

    async def _cut_and_verify(self, kick: _Kick) -> None:
        collector = self._roster.added(kick.collector)
        if collector is None:
            self._fail(kick, "could not be cut: its collector is gone")
            return
        # One that is unknown there is gone, or the server is too old to kick it: looking again tells.
        if await collector.kick(kick.identity):
            kick.receipt = replace(kick.receipt, state="cut", cut_at=self._clock.now())
        await self._clock.sleep(VERIFY_S)
        listed = await try_collector(collector.fact, self._directory, self._clock)
        if any(identity.id == kick.identity.id for identity, _ in listed):
            kick.receipt = replace(kick.receipt, cut_at=None)
            self._fail(kick, "is still there")
        elif any(sent_bytes != 0 and _is_return(kick, identity) for identity, sent_bytes in listed):
            self._fail(kick, "came back at once")
        else:
            now = self._clock.now()
            kick.receipt = replace(kick.receipt, state="verified", cut_at=kick.receipt.cut_at or now, verified_at=now)

    def _fail(self, kick: _Kick, why: str) -> None:
        kick.receipt = replace(kick.receipt, state="failed")
        self._book.record("kick.failed", None, kick.identity.username, f"{kick.identity.username}, kicked, {why}")


def _is_return(kick: _Kick, other: Identity) -> bool:
    """Tell whether that is the same viewer of the same stream, who was not there before."""
    mine = kick.identity
    same = (mine.username, mine.stream_name, mine.address) == (other.username, other.stream_name, other.address)
    return same and mine.user_agent == other.user_agent and row_of(kick.seen.connections, other.id) is None
