"""Gives each new connection its ordinal, its place and the codes of everything else that is known of it."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from monitoring.clock import Clock
from monitoring.columns import Identities, Interners
from monitoring.interning import Codes, Interner
from monitoring.model import Identity
from monitoring.ports import Places
from monitoring.rates import Floats

# Lines and streams are as many as the catalog holds; these others are whatever viewers send.
_COMPACTED = ("username", "stream_name", "protocol", "address", "user_agent", "place")
COMPACTION_FLOOR = 4096
COMPACTION_FACTOR = 4


class Register:
    """Ordinals are never reused. `interners` is replaced, never thinned out, so that snapshots keep theirs."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self.interners = Interners()
        self.stream_names: dict[int, str | None] = {}
        self._places = places
        self._clock = clock
        self._ordinal = 0

    def describe(self, identities: Sequence[Identity], collector: str) -> Identities:
        """Return the columns of connections that are new; each one's place is looked up here and never again."""
        names = self.interners
        ordinal = np.arange(self._ordinal + 1, self._ordinal + 1 + len(identities))
        self._ordinal += len(identities)
        self.stream_names.update((each.stream_id, each.stream_name) for each in identities if each.stream_id)
        held = np.empty(len(identities), np.object_)
        held[:] = identities
        connected_at_s, connected_s = self._connected(identities)
        return Identities(
            ordinal=ordinal,
            identity=held,
            line=names.line.codes([each.line_id for each in identities]),
            stream=names.stream.codes([each.stream_id for each in identities]),
            username=names.username.codes([each.username for each in identities]),
            stream_name=names.stream_name.codes([each.stream_name for each in identities]),
            stream_type=names.stream_type.codes([each.stream_type for each in identities]),
            protocol=names.protocol.codes([each.protocol for each in identities]),
            address=names.address.codes([each.address for each in identities]),
            user_agent=names.user_agent.codes([each.user_agent for each in identities]),
            place=names.place.codes([self._places.place(each.address) for each in identities]),
            collector=np.full(len(identities), names.collector.code(collector), np.int32),
            connected_s=connected_s,
            connected_at_s=connected_at_s,
        )

    def compact(self, columns: Collection[Identities]) -> list[Identities]:
        """Forget values that no connection has any more, where many have gathered; return the columns recoded."""
        live = sum(len(each.ordinal) for each in columns)
        compacted = list(columns)
        for name in _COMPACTED:
            if len(getattr(self.interners, name)) > COMPACTION_FLOOR + COMPACTION_FACTOR * live:
                compacted = self._compact_column(name, compacted)
        return compacted

    def _connected(self, identities: Sequence[Identity]) -> tuple[Floats, Floats]:
        ahead_s = self._clock.now().timestamp() - self._clock.monotonic_s()
        connected_at_s = np.array(
            [math.nan if each.connected_at is None else each.connected_at.timestamp() for each in identities],
            np.float64,
        )
        monotonic_s = np.array(
            [math.nan if each.connected_monotonic_s is None else each.connected_monotonic_s for each in identities],
            np.float64,
        )
        return connected_at_s, np.where(np.isnan(monotonic_s), connected_at_s - ahead_s, monotonic_s)

    def _compact_column(self, name: str, columns: list[Identities]) -> list[Identities]:
        interner = getattr(self.interners, name)
        used = np.unique(np.concatenate([getattr(each, name) for each in columns]))
        recoded: Codes = np.zeros(len(interner), np.int32)
        recoded[used] = np.arange(len(used), dtype=np.int32)
        self.interners = replace(self.interners, **{name: Interner([interner.values[code] for code in used.tolist()])})
        return [replace(each, **{name: recoded[getattr(each, name)]}) for each in columns]
