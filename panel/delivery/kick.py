"""Kicks: a connection is cut, its end is verified, and a receipt says what came of it."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from monitoring.clock import Clock
from monitoring.model import Identity
from panel.delivery.connection import OpenConnection
from panel.delivery.cooldown import Cooldowns, CooldownScope
from panel.delivery.device import Device
from panel.delivery.limits import DeliveryLimits
from panel.delivery.registry import Registry
from panel.delivery.task_owner import TaskOwner
from panel.sessions import SessionBook

KickState = Literal["pending", "cut", "verified", "failed"]
RECEIPTS = 1000


@dataclass(frozen=True, slots=True)
class KickOrder:
    """Who kicks and why; what `scope` names is refused for `cooldown_s` seconds, 0 for not at all."""

    actor: str
    reason: str | None = None
    cooldown_s: int = 0
    scope: CooldownScope = "line"


@dataclass(frozen=True, slots=True)
class KickReceipt:
    """What became of a kick.

    `cut`: not one more byte can reach the player over that connection. `verified`: for two seconds none reached it over
    another one either. `failed`: it came back and was served, or could not be cut; then `verified_at` is None.
    """

    id: str
    connection_id: str
    order: KickOrder
    requested_at: datetime
    state: KickState = "pending"
    cut_at: datetime | None = None
    verified_at: datetime | None = None
    cooldown_until: datetime | None = None

    @property
    def kicked(self) -> bool:
        """Whether the connection was cut."""
        return self.cut_at is not None


class _Kick:
    def __init__(self, connection: OpenConnection, receipt: KickReceipt) -> None:
        self.connection = connection
        self.receipt = receipt
        self.settled = asyncio.Event()
        self.returned: list[OpenConnection] = []

    def is_return(self, other: OpenConnection) -> bool:
        """Tell whether another connection is the same line playing the same stream on the same device."""
        mine, theirs = self.connection.identity, other.identity
        same = (mine.line_id, mine.stream_id, mine.address) == (theirs.line_id, theirs.stream_id, theirs.address)
        return same and mine.user_agent == theirs.user_agent


class Kicks:
    """Carries kicks out; one connection is kicked once, whoever asks how often. Keeps the last thousand receipts."""

    def __init__(
        self, registry: Registry, cooldowns: Cooldowns, book: SessionBook, clock: Clock, limits: DeliveryLimits
    ) -> None:
        self._registry = registry
        self._cooldowns = cooldowns
        self._book = book
        self._clock = clock
        self._limits = limits
        self._tasks = TaskOwner()
        self._kicks: OrderedDict[str, _Kick] = OrderedDict()
        self._of_connection: dict[str, _Kick] = {}
        registry.watch(self._note_return)

    async def kick(self, connection_id: str, order: KickOrder) -> KickReceipt | None:
        """End a connection and return once that is verified or has failed; None when there is no such connection."""
        kick = self._of_connection.get(connection_id)
        if kick is None:
            connection = self._registry.find(connection_id)
            if connection is None:
                return None
            kick = self._begin(connection, order)
        await kick.settled.wait()
        return kick.receipt

    def receipt(self, kick_id: str) -> KickReceipt | None:
        """Return what is known of a kick by now; None where there was none."""
        kick = self._kicks.get(kick_id)
        return None if kick is None else kick.receipt

    async def close(self) -> None:
        """Give up what is not yet verified."""
        await self._tasks.close()

    def _begin(self, connection: OpenConnection, order: KickOrder) -> _Kick:
        identity, now = connection.identity, self._clock.now()
        until = now + timedelta(seconds=order.cooldown_s) if order.cooldown_s else None
        kick = _Kick(connection, KickReceipt(uuid4().hex, identity.id, order, now, cooldown_until=until))
        self._kicks[kick.receipt.id] = self._of_connection[identity.id] = kick
        if len(self._kicks) > RECEIPTS:
            _, oldest = self._kicks.popitem(last=False)
            del self._of_connection[oldest.receipt.connection_id]
        if until is not None:
            # Before the cut, or a player that is quick would be back by then.
            device = Device(identity.address, identity.user_agent)
            self._cooldowns.impose(order.scope, connection.line.id, device, order.cooldown_s)
        self._book.record("connection.kicked", order.actor, identity.username, told(identity, order))
        self._tasks.start(self._carry_out(kick), f"kick {kick.receipt.id}", lambda: self._fail(kick, "internal error"))
        return kick

    async def _carry_out(self, kick: _Kick) -> None:
        try:
            await self._cut_and_verify(kick)
        finally:
            kick.settled.set()

    async def _cut_and_verify(self, kick: _Kick) -> None:
        kick.connection.end("kicked")
        try:
            async with asyncio.timeout(self._limits.kick_cut_s):
                await kick.connection.wait_over()
        except TimeoutError:
            self._fail(kick, "could not be cut")
            return
        kick.receipt = replace(kick.receipt, state="cut", cut_at=self._clock.now())
        await self._clock.sleep(self._limits.kick_verify_s)
        if any(self._received(connection) for connection in kick.returned):
            self._fail(kick, "came back at once")
            return
        kick.receipt = replace(kick.receipt, state="verified", verified_at=self._clock.now())

    def _fail(self, kick: _Kick, why: str) -> None:
        kick.receipt = replace(kick.receipt, state="failed")
        identity = kick.connection.identity
        self._book.record("kick.failed", None, identity.username, f"{identity.username}, kicked, {why}")

    def _received(self, connection: OpenConnection) -> bool:
        ending = connection.over
        return (connection.observe(self._clock.monotonic_s()) if ending is None else ending.sent_bytes) > 0

    def _note_return(self, connection: OpenConnection) -> None:
        for kick in self._kicks.values():
            if not kick.settled.is_set() and connection.over is None and kick.is_return(connection):
                kick.returned.append(connection)


def told(identity: Identity, order: KickOrder) -> str:
    """Return for example `anna kicked bob from News 24: shared his password`."""
    sentence = f"{order.actor} kicked {identity.username} from {identity.stream_name or 'an unknown stream'}"
    if order.reason:
        sentence += f": {order.reason}"
    return f"{sentence} (refused for {order.cooldown_s} s)" if order.cooldown_s else sentence
