"""The live connections as parallel arrays, one row each. A row that a connection leaves is another's later."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.place import Place
from monitoring.contract.events import StreamType
from monitoring.identity_columns import EPOCH, MICROSECOND, MICROSECONDS, UNKNOWN_LINE, UNKNOWN_TIME
from monitoring.interning import Codes, Interner
from monitoring.model import Identity
from monitoring.rates import Flags, Ints

# The columns that hold codes, by their names in `Interners` and in `Identities`.
CODED = (
    "stream",
    "username",
    "stream_name",
    "stream_type",
    "protocol",
    "address",
    "user_agent",
    "place",
    "collector",
)

Objects = NDArray[np.object_]
Causes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Interners:
    """What the codes of the columns of the same name mean."""

    stream: Interner[int | None] = field(default_factory=Interner)
    username: Interner[str | None] = field(default_factory=Interner)
    stream_name: Interner[str | None] = field(default_factory=Interner)
    stream_type: Interner[StreamType | None] = field(default_factory=Interner)
    protocol: Interner[str] = field(default_factory=Interner)
    address: Interner[str | None] = field(default_factory=Interner)
    user_agent: Interner[str | None] = field(default_factory=Interner)
    place: Interner[Place] = field(default_factory=Interner)
    collector: Interner[str] = field(default_factory=Interner)


@dataclass(frozen=True, slots=True)
class Identities:
    """What never changes of each connection. `ordinal` grows with each connection the service ever saw.

    `line_id` is `UNKNOWN_LINE` where nobody knows it; `connected_us` are monotonic microseconds, `connected_at_us`
    those of the Unix epoch, `UNKNOWN_TIME` where unknown.
    """

    ordinal: Ints
    id: Objects
    line_id: Ints
    stream: Codes
    username: Codes
    stream_name: Codes
    stream_type: Codes
    protocol: Codes
    address: Codes
    user_agent: Codes
    place: Codes
    collector: Codes
    connected_us: Ints
    connected_at_us: Ints

    @classmethod
    def blank(cls, count: int) -> "Identities":
        """Columns of rows that nobody has yet."""
        return cls(
            ordinal=np.zeros(count, np.int64),
            id=np.empty(count, np.object_),
            line_id=np.full(count, UNKNOWN_LINE, np.int64),
            **{name: np.zeros(count, np.int32) for name in CODED},
            connected_us=np.full(count, UNKNOWN_TIME, np.int64),
            connected_at_us=np.full(count, UNKNOWN_TIME, np.int64),
        )


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Connections:
    """Every live connection at one moment: the rows that are `live`. The others are free and mean nothing.

    `identities` is shared with later moments: rows that are live here are not written to while this object is there.
    `sent_bytes`, `bitrate_bps` and `cause` (a place in `CAUSES`) are -1 where unknown. `active` rows are counted in
    totals: live, not `ending`, and refreshed recently enough. `stale` rows were not refreshed by this tick. `moves`
    counts how often all rows were moved; while it is the same, a connection has the same row. `counts` are those of
    live rows by code, see `Headcount`; columns that it lacks were not counted. No ordinal is above `last_ordinal`.
    """

    interners: Interners
    identities: Identities
    live: Flags
    sent_bytes: Ints
    bitrate_bps: Ints
    cause: Causes
    stale: Flags
    ending: Flags
    active: Flags
    count: int
    moves: int
    counts: Mapping[str, Codes]
    last_ordinal: int

    def __len__(self) -> int:
        return self.count

    def identity(self, row: int) -> Identity:
        """Return who a row is, made anew for whoever asks."""
        codes, names = self.identities, self.interners
        line_id, at_us, since_us = (
            int(column[row]) for column in (codes.line_id, codes.connected_at_us, codes.connected_us)
        )
        return Identity(
            id=codes.id[row],
            line_id=None if line_id == UNKNOWN_LINE else line_id,
            username=names.username.values[codes.username[row]],
            stream_id=names.stream.values[codes.stream[row]],
            stream_name=names.stream_name.values[codes.stream_name[row]],
            stream_type=names.stream_type.values[codes.stream_type[row]],
            protocol=names.protocol.values[codes.protocol[row]],
            address=names.address.values[codes.address[row]],
            user_agent=names.user_agent.values[codes.user_agent[row]],
            connected_at=None if at_us == UNKNOWN_TIME else EPOCH + at_us * MICROSECOND,
            connected_monotonic_s=None if since_us == UNKNOWN_TIME else since_us / MICROSECONDS,
        )

    def place(self, row: int) -> Place:
        return self.interners.place.values[int(self.identities.place[row])]
