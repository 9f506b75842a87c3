"""What monitoring needs from the product around it; the product implements these."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from geo.place import Place
from monitoring.contract.events import StreamType
from monitoring.contract.moments import PastDashboard
from monitoring.contract.requests import Role
from monitoring.model import (
    DayFigures,
    HostReading,
    LineCounts,
    LinePresence,
    PastTick,
    Reading,
    StatusChange,
    StreamState,
)
from monitoring.peaks import Peaks

if TYPE_CHECKING:
    from monitoring.past import PastBandwidth, Series, Window
    from monitoring.scene import Scene
    from monitoring.snapshot import Snapshot


class Collector(Protocol):
    """What reads counters of connections. `read` raises `CollectorError` when it cannot."""

    name: str
    kind: str

    async def read(self) -> Reading: ...


class Fetch(Protocol):
    """Asks a server for a path below its address; None where it has nothing there (404).

    Raises `CollectorError` for any other answer, without the address or a password in it.
    """

    async def __call__(self, path: str) -> bytes | None: ...


class KnownStream(Protocol):
    """A stream of the catalog."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def type(self) -> StreamType: ...


class Directory(Protocol):
    """Who and what is meant by the names that another server knows them by."""

    def line_id(self, username: str) -> int | None: ...

    def stream_named(self, name: str) -> KnownStream | None: ...


class HostProbe(Protocol):
    """What reads the machine's own load. Runs in a worker thread."""

    def read(self) -> HostReading: ...


class Places(Protocol):
    """Address to place; never raises, unknown gives an empty `Place`."""

    def place(self, address: str | None) -> Place: ...


class Locator(Protocol):
    """Addresses to places, many at once; never raises. Asked in the thread that ticks."""

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        """Return the places there are among these addresses, and for each address which of them it has."""
        ...


class StreamBoard(Protocol):
    """The state of every stream that exists, and word of each change."""

    def states(self) -> Sequence[StreamState]: ...

    def watch(self, changed: Callable[[StatusChange], None]) -> None:
        """Call `changed` on the event loop right after each change of status."""
        ...


class LineBoard(Protocol):
    """How many lines there are, by standing, at a moment."""

    def counts(self, now: datetime) -> LineCounts: ...


class Audience(Protocol):
    """How many lines watch, and word of each that begins or ceases to."""

    def lines_online(self) -> int: ...

    def watch(self, changed: Callable[[LinePresence], None]) -> None:
        """Call `changed` on the event loop right after each change."""
        ...


class History(Protocol):
    """Where finished snapshots go to be kept. `accept` must return at once."""

    def accept(self, snapshot: "Snapshot") -> None: ...

    def today(self) -> DayFigures | None: ...

    def sessions_today(self) -> int | None: ...

    def peaks(self) -> Peaks:
        """Return the peaks of the periods of now, as far as the stored past holds them."""
        ...

    def last_hour(self) -> Sequence[PastTick]:
        """Return the ticks of the last hour, oldest first; asked for once, at the start."""
        ...


class Past(Protocol):
    """The stored past."""

    async def bandwidth(self, series: "Series", window: "Window") -> "PastBandwidth":
        """Return a window of the past; raises `RequestError` with `unavailable` while it cannot be read."""
        ...


class Moments(Protocol):
    """Any moment of the stored past; raises `RequestError` for one that is not past or not on record any more."""

    async def scene(self, at: datetime) -> "Scene": ...

    async def dashboard(self, at: datetime) -> PastDashboard: ...


class Principal(Protocol):
    """Who is behind a socket."""

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> Role: ...


class Gatekeeper(Protocol):
    """Decides who may hold a socket, at the handshake and again each tick."""

    async def admit(self, token: str | None, cookie: str | None, address: str | None) -> Principal | None:
        """Return who this is, or None to refuse."""
        ...

    def still_admitted(self, principal: Principal) -> Principal | None:
        """Return the principal with its role of now, or None once revoked, expired or disabled."""
        ...
