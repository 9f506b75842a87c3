"""Sessions of a moment as the connections they were."""

from collections.abc import Iterable, Sequence
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
from panel.moments.sessions import Watching

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

    def __init__(self, watching: Iterable[Watching], places_now: Places) -> None:
        recorded: dict[str | None, Place] = {}
        for each in watching:
            recorded.update(zip(each.people.address.values, each.places, strict=True))
        # A place is the same one at the same point for all addresses: comparing objects is enough then.
        seen: dict[tuple[int, float | None, float | None], Place] = {}
        self._places: dict[str | None, Place] = {}
        for address, place in recorded.items():
            point = _point(place, places_now, address)
            if (id(place), *point) not in seen:
                seen[(id(place), *point)] = replace(place, latitude=point[0], longitude=point[1])
            self._places[address] = seen[(id(place), *point)]

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        found = [self._places.get(address, UNKNOWN_PLACE) for address in addresses]
        places = {id(place): place for place in found}
        numbers = {key: number for number, key in enumerate(places)}
        return list(places.values()), np.array([numbers[id(place)] for place in found], np.int32)


def scene_of(watching: Sequence[Watching], at: datetime, places_now: Places) -> PastScene:
    """Return the connections of a moment, each at the mean bitrate of its session, its bytes then unknown."""
    table = ConnectionTable(RecordedPlaces(watching, places_now), SystemClock())
    at_s = at.timestamp()
    for each in watching:
        table.apply(_reading(each, at_s))
    connections = table.freeze(at_s, horizon_s=1.0)
    connections = replace(connections, bitrate_bps=_bitrates(connections, watching))
    return PastScene(NO_TICK, at, at_s, connections, Groups(connections), Index(connections))


def _reading(watching: Watching, at_s: float) -> Reading:
    keys = watching.people.key
    return Reading(
        collector=watching.collector,
        epoch="",
        taken_monotonic_s=at_s,
        complete=True,
        keys=keys,
        counted_bytes=np.full(len(keys), UNKNOWN_COUNT, np.int64),
        identities=watching.people,
    )


def _bitrates(connections: Connections, watching: Iterable[Watching]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    for each in watching:
        known.update(zip(each.people.id, each.mean_bps.tolist(), strict=True))
    ids = connections.identities.id[: len(connections.live)].tolist()
    return np.array([known.get(session_id, UNKNOWN_RATE) for session_id in ids], np.int64)


def _point(then: Place, places_now: Places, address: str | None) -> tuple[float | None, float | None]:
    """Return where on the map a place is, which is not on record: where the same city is now."""
    if then.city is not None:
        now = places_now.place(address)
        if (then.city, then.country_code) == (now.city, now.country_code):
            return now.latitude, now.longitude
    return then.latitude, then.longitude
