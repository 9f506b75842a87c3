"""Gives each new connection its ordinal, its place and the codes of everything else that is known of it."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from monitoring.clock import Clock
from monitoring.columns import Identities, Interners
from monitoring.identity_columns import EPOCH, MICROSECOND, MICROSECONDS, UNKNOWN_TIME, Coded, IdentityColumns
from monitoring.interning import Codes, Interner, T
from monitoring.ports import Locator
from monitoring.rates import Ints

# Streams are as many as the catalog holds; these others are whatever viewers send.
_COMPACTED = ("username", "stream_name", "protocol", "address", "user_agent", "place")
COMPACTION_FLOOR = 4096
COMPACTION_FACTOR = 4


class Register:
    """Ordinals count from 1, none is used again. `interners` is replaced, never thinned out: snapshots keep theirs."""

    def __init__(self, places: Locator, clock: Clock) -> None:
        self.interners = Interners()
        self.stream_names: dict[int, str | None] = {}
        self._places = places
        self._clock = clock
        self.last_ordinal = 0

    def describe(self, newcomers: IdentityColumns, collector: str) -> Identities:
        """Return the columns of connections that are new; each one's place is looked up here and never again."""
        names, count = self.interners, len(newcomers.key)
        ordinal = np.arange(self.last_ordinal + 1, self.last_ordinal + 1 + count)
        self.last_ordinal += count
        self._keep_stream_names(newcomers)
        held = np.empty(count, np.object_)
        held[:] = newcomers.id
        return Identities(
            ordinal=ordinal,
            id=held,
            line_id=newcomers.line_id,
            stream=_codes(names.stream, newcomers.stream_id),
            username=_codes(names.username, newcomers.username),
            stream_name=_codes(names.stream_name, newcomers.stream_name),
            stream_type=_codes(names.stream_type, newcomers.stream_type),
            protocol=_codes(names.protocol, newcomers.protocol),
            address=_codes(names.address, newcomers.address),
            user_agent=_codes(names.user_agent, newcomers.user_agent),
            place=self._places_of(newcomers.address),
            collector=np.full(count, names.collector.code(collector), np.int32),
            connected_us=self._connected_us(newcomers),
            connected_at_us=newcomers.connected_at_us,
        )

    def bloated(self, live: int) -> tuple[str, ...]:
        """Return the columns most of whose values none of the `live` connections has any more."""
        most = COMPACTION_FLOOR + COMPACTION_FACTOR * live
        return tuple(name for name in _COMPACTED if len(getattr(self.interners, name)) > most)

    def compact(self, identities: Identities, names: Collection[str]) -> Identities:
        """Forget values of these columns that no connection has any more; return the columns recoded."""
        for name in names:
            interner: Interner[object] = getattr(self.interners, name)
            used = np.unique(getattr(identities, name))
            recoded: Codes = np.zeros(len(interner), np.int32)
            recoded[used] = np.arange(len(used), dtype=np.int32)
            values = interner.values
            self.interners = replace(self.interners, **{name: Interner([values[code] for code in used.tolist()])})
            identities = replace(identities, **{name: recoded[getattr(identities, name)]})
        return identities

    def _places_of(self, address: Coded[str | None]) -> Codes:
        places, codes = self._places.locate(address.values)
        return self.interners.place.codes(places)[codes][address.codes]

    def _keep_stream_names(self, newcomers: IdentityColumns) -> None:
        ids, names = newcomers.stream_id, newcomers.stream_name
        newest = np.full(len(ids.values), -1, np.int64)
        # Of several connections to one stream, the last one's name for it stays.
        newest[ids.codes] = names.codes
        for stream_id, name in zip(ids.values, newest.tolist(), strict=True):
            if stream_id and name >= 0:
                self.stream_names[stream_id] = names.values[name]

    def _connected_us(self, newcomers: IdentityColumns) -> Ints:
        ahead_us = (self._clock.now() - EPOCH) // MICROSECOND - round(self._clock.monotonic_s() * MICROSECONDS)
        at_us, monotonic_us = newcomers.connected_at_us, newcomers.connected_us
        worked_out = np.where(at_us == UNKNOWN_TIME, UNKNOWN_TIME, at_us - ahead_us)
        return np.where(monotonic_us == UNKNOWN_TIME, worked_out, monotonic_us)


def _codes(interner: Interner[T], column: Coded[T]) -> Codes:
    return interner.codes(column.values)[column.codes]
