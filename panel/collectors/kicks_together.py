"""Kicks of many of another server's viewers at once: asked of it a few at a time, verified by looking there once."""

import asyncio
from collections.abc import Sequence

import structlog

from monitoring.clock import Clock
from monitoring.columns import Connections
from monitoring.errors import CollectorError
from monitoring.model import Identity
from monitoring.ports import Directory
from monitoring.rows import row_of
from panel.collectors.making import OwnedCollector
from panel.collectors.roster import Roster
from panel.collectors.trial import Listed, try_collector
from panel.delivery.kick import KickTally

VERIFY_S = 2.0
ASKED_AT_ONCE = 8

log = structlog.get_logger(__name__)

_Player = tuple[str | None, str | None, str | None, str | None]


class KicksTogether:
    """Carries them out, without receipts; remembers who was cut until that is asked."""

    def __init__(self, roster: Roster, directory: Directory, clock: Clock) -> None:
        self._roster = roster
        self._directory = directory
        self._clock = clock
        self._cut: set[str] = set()

    async def kick_all(self, collector: str, identities: Sequence[Identity], seen: Connections) -> KickTally:
        """End connections of one collector, as it was `seen`, and return once it was looked whether they are gone.

        Once the server fails to answer, the rest is not asked of it.
        """
        server = self._roster.added(collector)
        if server is None:
            return KickTally(0, len(identities))
        cut: list[str] = []
        try:
            await self._ask(server, identities, cut)
            await self._clock.sleep(VERIFY_S)
            listed = await try_collector(server.fact, self._directory, self._clock)
        except CollectorError as error:
            log.warning("connections could not be kicked or looked for", collector=collector, error=str(error))
            return KickTally(len(cut), len(identities))
        failed = await asyncio.to_thread(_failed, identities, listed, seen)
        return KickTally(len(cut), failed)

    def was_cut(self, connection_id: str) -> bool:
        """Tell whether a connection was cut here, and forget it."""
        was_cut = connection_id in self._cut
        self._cut.discard(connection_id)
        return was_cut

    async def _ask(self, server: OwnedCollector, identities: Sequence[Identity], cut: list[str]) -> None:
        waiting = iter(identities)
        failures: list[CollectorError] = []

        async def ask() -> None:
            for identity in waiting:
                try:
                    if await server.kick(identity):
                        cut.append(identity.id)
                        self._cut.add(identity.id)
                except CollectorError as error:
                    failures.append(error)
                if failures:
                    return

        async with asyncio.TaskGroup() as tasks:
            for _ in range(ASKED_AT_ONCE):
                tasks.create_task(ask())
        if failures:
            raise failures[0]


def _failed(kicked: Sequence[Identity], listed: Listed, seen: Connections) -> int:
    """Return how many are still there, or back and served: the same viewer of the same stream, who was not `seen`."""
    ids, players = {identity.id for identity in kicked}, {_player(identity) for identity in kicked}
    still = {identity.id for identity, _ in listed if identity.id in ids}
    back = {
        _player(identity)
        for identity, sent_bytes in listed
        if sent_bytes != 0 and _player(identity) in players and row_of(seen, identity.id) is None
    }
    return sum(identity.id in still or _player(identity) in back for identity in kicked)


def _player(identity: Identity) -> _Player:
    return identity.username, identity.stream_name, identity.address, identity.user_agent
