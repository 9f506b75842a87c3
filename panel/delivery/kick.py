"""Kicks: a connection is cut, its end is verified, and a receipt says what came of it."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
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
BEGUN_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class KickOrder:
    """Who kicks and why; what `scope` names is refused for `cooldown_s` seconds, 0 for not at all."""

    actor: str
    reason: str | None = None
    cooldown_s: int = 0
    scope: CooldownScope = "line"


@dataclass(frozen=True, slots=True)
class KickTally:
    """What became of many kicks: how many were `cut`, and how many `failed`, some of which were cut and came back."""

    cut: int
    failed: int


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
    def __init__(self, connection: OpenConnection, receipt: KickReceipt, *, is_one_of_many: bool) -> None:
        self.connection = connection
        self.receipt = receipt
        self.is_one_of_many = is_one_of_many
        self.settled = asyncio.Event()
        self.returned: list[OpenConnection] = []


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
        self._unsettled: defaultdict[_Player, list[_Kick]] = defaultdict(list)
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

    async def kick_all(self, connection_ids: Sequence[str], order: KickOrder) -> KickTally:
        """End many connections, a few between what else there is to do, and return once all is verified or has failed.

        They leave no receipts and no activity of their own. Those that are over already count nowhere.
        """
        kicks: list[_Kick] = []
        for number, connection_id in enumerate(connection_ids, 1):
            kick = self._of_connection.get(connection_id)
            connection = self._registry.find(connection_id)
            if kick is None and connection is not None:
                kick = self._begin(connection, order, is_one_of_many=True)
            if kick is not None:
                kicks.append(kick)
            if number % BEGUN_AT_ONCE == 0:
                await self._clock.sleep(0)
        for kick in kicks:
            await kick.settled.wait()
        receipts = [kick.receipt for kick in kicks]
        failed = sum(receipt.state == "failed" for receipt in receipts)
        return KickTally(sum(receipt.kicked for receipt in receipts), failed)

    def receipt(self, kick_id: str) -> KickReceipt | None:
        """Return what is known of a kick by now; None where there was none."""
        kick = self._kicks.get(kick_id)
        return None if kick is None else kick.receipt

    async def close(self) -> None:
        """Give up what is not yet verified."""
        await self._tasks.close()

    def _begin(self, connection: OpenConnection, order: KickOrder, *, is_one_of_many: bool = False) -> _Kick:
        identity, now = connection.identity, self._clock.now()
        until = now + timedelta(seconds=order.cooldown_s) if order.cooldown_s else None
        receipt = KickReceipt(uuid4().hex, identity.id, order, now, cooldown_until=until)
        kick = _Kick(connection, receipt, is_one_of_many=is_one_of_many)
        self._of_connection[identity.id] = kick
        self._unsettled[_player(identity)].append(kick)
        if not is_one_of_many:
            self._keep(kick)
        if until is not None:
            # Before the cut, or a player that is quick would be back by then.
            device = Device(identity.address, identity.user_agent)
            self._cooldowns.impose(order.scope, connection.line.id, device, order.cooldown_s)
        if not is_one_of_many:
            self._book.record("connection.kicked", order.actor, identity.username, told(identity, order))
        self._tasks.start(self._carry_out(kick), f"kick {kick.receipt.id}", lambda: self._fail(kick, "internal error"))
        return kick

    def _keep(self, kick: _Kick) -> None:
        self._kicks[kick.receipt.id] = kick
        if len(self._kicks) > RECEIPTS:
            _, oldest = self._kicks.popitem(last=False)
            self._of_connection.pop(oldest.receipt.connection_id, None)

    async def _carry_out(self, kick: _Kick) -> None:
        try:
            await self._cut_and_verify(kick)
        finally:
            kick.settled.set()
            self._settle(kick)

    def _settle(self, kick: _Kick) -> None:
        player = _player(kick.connection.identity)
        self._unsettled[player].remove(kick)
        if not self._unsettled[player]:
            del self._unsettled[player]
        if kick.is_one_of_many:
            del self._of_connection[kick.receipt.connection_id]

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
        if kick.is_one_of_many:
            return
        identity = kick.connection.identity
        self._book.record("kick.failed", None, identity.username, f"{identity.username}, kicked, {why}")

    def _received(self, connection: OpenConnection) -> bool:
        ending = connection.over
        return (connection.observe(self._clock.monotonic_s()) if ending is None else ending.sent_bytes) > 0

    def _note_return(self, connection: OpenConnection) -> None:
        for kick in self._unsettled.get(_player(connection.identity), ()):
            if connection.over is None:
                kick.returned.append(connection)


_Player = tuple[int | None, int | None, str | None, str | None]


def _player(identity: Identity) -> _Player:
    """Return what connections of the same line playing the same stream on the same device have in common."""
    return identity.line_id, identity.stream_id, identity.address, identity.user_agent


def told(identity: Identity, order: KickOrder) -> str:
    """Return for example `anna kicked bob from News 24: shared his password`."""
    sentence = f"{order.actor} kicked {identity.username} from {identity.stream_name or 'an unknown stream'}"
    if order.reason:
        sentence += f": {order.reason}"
    return f"{sentence} (refused for {order.cooldown_s} s)" if order.cooldown_s else sentence
