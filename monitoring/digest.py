"""From readings to everything of a tick that grows with the connections; in a thread where they are many."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from monitoring.columns import Connections
from monitoring.groups import Groups
from monitoring.index import Index
from monitoring.intake import Intake
from monitoring.model import Reading
from monitoring.scene import Scene
from monitoring.snapshot import Moment
from monitoring.views import indexed

# From so many connections on, the event loop would be held for too long.
THREADED_FROM = 50_000


@dataclass(frozen=True, slots=True)
class Digest:
    """What one round brought in: every connection as of now, and the bytes sent since the round before."""

    connections: Connections
    groups: Groups
    index: Index
    sent_bytes: int


async def digest(intake: Intake, readings: Sequence[Reading | None], began: Moment, before: Scene | None) -> Digest:
    """Take in the readings of one round; what was looked at in the scene before is made again."""
    connections = max((len(reading.keys) for reading in readings if reading is not None), default=0)
    if max(connections, len(intake.table)) < THREADED_FROM:
        return _digest(intake, readings, began, before)
    return await asyncio.to_thread(_digest, intake, readings, began, before)


def _digest(intake: Intake, readings: Sequence[Reading | None], began: Moment, before: Scene | None) -> Digest:
    catch = intake.take_in(readings, began.monotonic_s, began.timestamp)
    groups = Groups(catch.connections)
    groups.make_totals(None if before is None else before.groups)
    index = indexed(catch.connections, None if before is None else before.index)
    return Digest(catch.connections, groups, index, catch.sent_bytes)
