"""The live connections as parallel arrays. No array here is written to once it is made, so snapshots share them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.place import Place
from monitoring.contract.events import StreamType
from monitoring.interning import Codes, Interner
from monitoring.model import Identity
from monitoring.rates import Flags, Floats, Ints

Objects = NDArray[np.object_]
Causes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Interners:
    """What the codes of the columns of the same name mean."""

    line: Interner[int | None] = field(default_factory=Interner)
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

    `connected_s` is monotonic, `connected_at_s` seconds of the Unix epoch; NaN where unknown.
    """

    ordinal: Ints
    identity: Objects
    line: Codes
    stream: Codes
    username: Codes
    stream_name: Codes
    stream_type: Codes
    protocol: Codes
    address: Codes
    user_agent: Codes
    place: Codes
    collector: Codes
    connected_s: Floats
    connected_at_s: Floats


@dataclass(frozen=True, slots=True)
class Connections:
    """Every live connection at one moment.

    `sent_bytes`, `bitrate_bps` and `cause` (a place in `CAUSES`) are -1 where unknown. `active` rows are counted in
    totals: not `ending`, and refreshed recently enough. `stale` rows were not refreshed by this tick.
    """

    interners: Interners
    identities: Identities
    sent_bytes: Ints
    bitrate_bps: Ints
    cause: Causes
    stale: Flags
    ending: Flags
    active: Flags

    def __len__(self) -> int:
        return len(self.sent_bytes)

    def identity(self, row: int) -> Identity:
        found: Identity = self.identities.identity[row]
        return found

    def place(self, row: int) -> Place:
        return self.interners.place.values[int(self.identities.place[row])]
