"""How a tick's connections and bandwidth are shared among streams, countries, providers and collectors."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from monitoring.columns import Interners
from monitoring.groups import Group, Groups
from monitoring.rates import UNKNOWN_RATE

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Share:
    """Active connections, and the sum of their bitrates (bit/s), None where none of them has one yet."""

    connections: int
    bps: int | None


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of one tick: of those that have connections; the key None stands for unknown."""

    total: Share
    streams: Mapping[int | None, Share]
    countries: Mapping[str | None, Share]
    isps: Mapping[str | None, Share]
    collectors: Mapping[str, Share]


def shares(groups: Groups, interners: Interners, total: Share) -> Shares:
    """Return what `groups` sums, by the values their codes stand for."""
    places = _by_code(groups.place)
    of_place = interners.place.values
    return Shares(
        total=total,
        streams={interners.stream.values[code]: share for code, share in _by_code(groups.stream)},
        countries=_summed((of_place[code].country_code, share) for code, share in places),
        isps=_summed((of_place[code].isp, share) for code, share in places),
        collectors={interners.collector.values[code]: share for code, share in _by_code(groups.collector)},
    )


def _by_code(group: Group) -> list[tuple[int, Share]]:
    codes = np.flatnonzero(group.connections)
    counted = zip(codes.tolist(), group.connections[codes].tolist(), group.bandwidth_bps[codes].tolist(), strict=True)
    return [(code, Share(count, None if bps == UNKNOWN_RATE else bps)) for code, count, bps in counted]


def _summed(parts: Iterable[tuple[Key, Share]]) -> dict[Key, Share]:
    sums: dict[Key, tuple[int, int | None]] = {}
    for key, share in parts:
        connections, bps = sums.get(key, (0, None))
        known = bps if share.bps is None else (bps or 0) + share.bps
        sums[key] = (connections + share.connections, known)
    return {key: Share(*sum_) for key, sum_ in sums.items()}
