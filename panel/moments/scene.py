"""Sessions of a moment as the connections they were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from geo.place import UNKNOWN_PLACE, Place
from monitoring.clock import SystemClock
from monitoring.columns import Connections
from monitoring.groups import Groups
from monitoring.index import Index
from monitoring.model import UNKNOWN_COUNT, Reading
from monitoring.ports import Places
from monitoring.rates import UNKNOWN_RATE
from monitoring.table import ConnectionTable
from panel.moments.sessions import SessionThen

NO_TICK = 0


@dataclass(frozen=True, slots=True)
class PastScene:
    """Implements `monitoring.scene.Scene`: `seq` is `NO_TICK`, the clock that of Unix."""

    seq: int
    timestamp: datetime
    monotonic_s: float
    connections: Connections
    groups: Groups
    index: Index


class RecordedPlaces:
    """Implements `monitoring.ports.Locator`: where addresses were, points on the map by the databases of now."""

    def __init__(self, sessions: Sequence[SessionThen], places_now: Places) -> None:
        recorded = {session.identity.address: session.place for session in sessions}
        self._places: Mapping[str | None, Place] = {
            address: _with_point(place, places_now.place(address)) for address, place in recorded.items()
        }

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        found = [self._places.get(address, UNKNOWN_PLACE) for address in addresses]
        numbers = {place: number for number, place in enumerate(dict.fromkeys(found))}
        return list(numbers), np.array([numbers[place] for place in found], np.int32)


def scene_of(sessions: Sequence[SessionThen], at: datetime, places_now: Places) -> PastScene:
    """Return the connections of a moment, each at the mean bitrate of its session, its bytes then unknown."""
    table = ConnectionTable(RecordedPlaces(sessions, places_now), SystemClock())
    by_collector: defaultdict[str, list[SessionThen]] = defaultdict(list)
    for session in sessions:
        by_collector[session.collector].append(session)
    at_s = at.timestamp()
    for collector, theirs in by_collector.items():
        table.apply(_reading(collector, theirs, at_s))
    connections = table.freeze(at_s, horizon_s=1.0)
    connections = replace(connections, bitrate_bps=_bitrates(connections, sessions))
    return PastScene(NO_TICK, at, at_s, connections, Groups(connections), Index(connections))


def _reading(collector: str, sessions: Sequence[SessionThen], at_s: float) -> Reading:
    return Reading(
        collector=collector,
        epoch="",
        taken_monotonic_s=at_s,
        complete=True,
        keys=np.arange(len(sessions), dtype=np.int64),
        counted_bytes=np.full(len(sessions), UNKNOWN_COUNT, np.int64),
        identities=dict(enumerate(session.identity for session in sessions)),
    )


def _bitrates(connections: Connections, sessions: Sequence[SessionThen]) -> NDArray[np.int64]:
    known = {session.identity.id: session.mean_bps for session in sessions}
    rates = [known.get(name) for name in connections.identities.id[: len(connections.live)].tolist()]
    return np.array([UNKNOWN_RATE if rate is None else rate for rate in rates], np.int64)


def _with_point(then: Place, now: Place) -> Place:
    if then.city is None or (then.city, then.country_code) != (now.city, now.country_code):
        return then
    return replace(then, latitude=now.latitude, longitude=now.longitude)
