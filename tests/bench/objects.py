"""The yardstick: what a tick does, done the usual way, with one Python object for each connection."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.place import Place
from monitoring.identity_columns import IdentityColumns


@dataclass(slots=True)
class Viewer:
    """One connection."""

    id: str
    line_id: int
    username: str | None
    stream_id: int | None
    stream_name: str | None
    protocol: str
    address: str | None
    user_agent: str | None
    place: Place
    sent_bytes: int = 0
    bitrate_bps: float = 0.0


class Objects:
    """Every viewer by key; sums by stream, country, city, provider, line and protocol are dictionaries."""

    def __init__(self, place: Callable[[str | None], Place]) -> None:
        self._place = place
        self._viewers: dict[int, Viewer] = {}

    def tick(self, keys: list[int], counted: list[int], newcomers: IdentityColumns, elapsed_s: float) -> int:
        """Take in a reading; return the bytes of all."""
        for key in self._viewers.keys() - set(keys):
            del self._viewers[key]
        self.welcome(newcomers)
        total_bytes = 0
        total_bps = 0.0
        sums: tuple[dict[object, list[float]], ...] = ({}, {}, {}, {}, {}, {})
        for key, count in zip(keys, counted, strict=True):
            viewer = self._viewers[key]
            bitrate_bps = viewer.bitrate_bps = (count - viewer.sent_bytes) * 8 / elapsed_s
            viewer.sent_bytes = count
            total_bytes += count
            total_bps += bitrate_bps
            place = viewer.place
            groups = (viewer.stream_id, place.country_code, place.city, place.isp, viewer.line_id, viewer.protocol)
            for group, value in zip(sums, groups, strict=True):
                found = group.get(value)
                if found is None:
                    group[value] = [1, bitrate_bps]
                else:
                    found[0] += 1
                    found[1] += bitrate_bps
        return total_bytes

    def welcome(self, told: IdentityColumns) -> None:
        """Take these viewers in."""
        for row, key in enumerate(told.key.tolist()):
            address = told.address.value(row)
            self._viewers[key] = Viewer(
                id=told.id[row],
                line_id=int(told.line_id[row]),
                username=told.username.value(row),
                stream_id=told.stream_id.value(row),
                stream_name=told.stream_name.value(row),
                protocol=told.protocol.value(row),
                address=address,
                user_agent=told.user_agent.value(row),
                place=self._place(address),
            )


def copy_rate_bytes_per_s(seconds: Callable[[], float]) -> float:
    """Return how fast this machine copies memory now, bytes read and written."""
    source, target = np.ones(1 << 25, np.uint8), np.zeros(1 << 25, np.uint8)
    best_s = float("inf")
    for _ in range(5):
        began_s = seconds()
        np.copyto(target, source)
        best_s = min(best_s, seconds() - began_s)
    return 2 * len(source) / best_s
