"""The packets of one tick: each distinct payload computed and encoded once, when somebody first needs it."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Literal, get_args

import structlog

from monitoring import payloads
from monitoring.contract.requests import BandwidthQuery, ConnectionsQuery, EventName, GeoQuery, StreamsQuery
from monitoring.history import BandwidthHistory
from monitoring.past import bandwidth_of
from monitoring.ports import Past
from monitoring.snapshot import Snapshot
from monitoring.socket.health_rows import HealthWriter
from monitoring.socket.pages import Base, Page, learn_rows, pages_of
from monitoring.socket.parcel import Parcel
from monitoring.socket.rows import RowWriter
from monitoring.socket.view import View
from monitoring.socket.wire import Encoded, encode, encode_json

log = structlog.get_logger(__name__)

TickEvent = Literal["dashboard:update", "connections:update", "bandwidth:update", "stream:health", "geo:update"]
TICK_EVENTS: tuple[TickEvent, ...] = get_args(TickEvent)
FIRST_EVENTS: tuple[TickEvent, ...] = ("dashboard:update", "connections:update", "bandwidth:update")

EVERY_STREAM = StreamsQuery(limit=1000)


class TickPackets:
    """What a snapshot says, ready to be sent. Nothing is made before somebody wants it, and nothing twice.

    Equal views share their packet, and what became of the page before; sockets with the same subscriptions and views
    share all of it.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        history: BandwidthHistory,
        writer: RowWriter | None = None,
        before: "TickPackets | None" = None,
    ) -> None:
        """`before` is the tick that was sent last; `writer` keeps rows from tick to tick."""
        self.snapshot = snapshot
        self._history = history
        self._writer = writer or RowWriter()
        self._writer.turn()
        self._health: HealthWriter = HealthWriter() if before is None else before._health
        self._made: dict[Hashable, Encoded | None] = {}
        self._parcels: dict[Hashable, Parcel] = {}
        self._pages: dict[str, Page] = {}
        self._bases: dict[str, Base] = {}
        self._bases_before: Mapping[str, Base] = {} if before is None else before._bases

    def read_ahead(self, wanted: Iterable[tuple[View, int | None]]) -> None:
        """Read from the table what `tick` needs for these views and pages: many at once cost a tenth of one by one."""
        try:
            missing = {view.key: (view, page_seq) for view, page_seq in wanted if view.key not in self._pages}
            pages = pages_of(self.snapshot, [view.query for view, _ in missing.values()], self._writer)
            bases = [self._base(view, page_seq) for view, page_seq in missing.values()]
            learn_rows(self.snapshot, zip(pages, bases, strict=True), self._writer)
            self._pages.update(zip(missing, pages, strict=True))
        except Exception:
            # Whichever can be made are made one by one.
            log.exception("pages could not be read at once")

    def tick(self, events: frozenset[EventName], view: View, page_seq: int | None = None) -> Parcel:
        """Return what a socket is sent at each tick; `page_seq` tells which page of its view it has."""
        base = self._base(view, page_seq)
        key = ("tick", events, view.key, base is None)
        return self._parcel(key, TICK_EVENTS, events, lambda event: self._of_tick(event, view, base))

    def first(self, events: frozenset[EventName], view: View) -> Parcel:
        """Return what a socket is sent when it has come."""
        return self._parcel(("first", events, view.key), FIRST_EVENTS, events, lambda event: self.greeting(event, view))

    def of_tick(self, event: TickEvent, view: View) -> Encoded | None:
        """Return an event as each tick sends it; None where it could not be made, which is logged once a tick."""
        match event:
            case "dashboard:update":
                return self._once(event, self.dashboard)
            case "connections:update":
                return self._once((event, view.key), lambda: self.view(view))
            case "bandwidth:update":
                return self._once(event, lambda: encode(event, payloads.bandwidth_tick(self.snapshot)))
            case "stream:health":
                return self._once(event, lambda: self.streams(EVERY_STREAM))
            case "geo:update":
                return self._once(event, lambda: self.geo(GeoQuery()))

    def greeting(self, event: TickEvent, view: View) -> Encoded | None:
        """Return an event as the first one after connecting: bandwidth with its history."""
        if event == "bandwidth:update":
            return self._once((event, "with history"), lambda: self.bandwidth(BandwidthQuery()))
        return self.of_tick(event, view)

    def dashboard(self) -> Encoded:
        return encode("dashboard:update", payloads.dashboard(self.snapshot))

    def view(self, view: View) -> Encoded:
        """Return a socket's page of the table, from which the next tick may go on."""
        page = self._page(view)
        whole = page.whole()
        self._bases[view.key] = page.base
        return whole

    def connections(self, query: ConnectionsQuery) -> Encoded:
        return Page(self.snapshot, query, self._writer).whole()

    def bandwidth(self, query: BandwidthQuery) -> Encoded:
        return encode("bandwidth:update", payloads.bandwidth(self.snapshot, self._history, query))

    async def past_bandwidth(self, query: BandwidthQuery, past: Past) -> Encoded:
        return encode("bandwidth:update", await bandwidth_of(self.snapshot, self._history, past, query))

    def streams(self, query: StreamsQuery) -> Encoded:
        return encode_json("stream:health", self._health.write(self.snapshot, query))

    def geo(self, query: GeoQuery) -> Encoded:
        return encode("geo:update", payloads.geo(self.snapshot, query))

    def _of_tick(self, event: TickEvent, view: View, base: Base | None) -> Encoded | None:
        if base is None or event != "connections:update":
            return self.of_tick(event, view)
        return self._once((event, view.key, "delta"), lambda: self._delta(view, base))

    def _base(self, view: View, page_seq: int | None) -> Base | None:
        base = self._bases_before.get(view.key) if view.deltas else None
        return base if base is not None and base.seq == page_seq else None

    def _delta(self, view: View, base: Base) -> Encoded:
        page = self._page(view)
        delta = page.since(base)
        self._bases[view.key] = page.base
        return delta

    def _page(self, view: View) -> Page:
        if view.key not in self._pages:
            self._pages[view.key] = Page(self.snapshot, view.query, self._writer)
        return self._pages[view.key]

    def _parcel(
        self,
        key: Hashable,
        order: Sequence[TickEvent],
        events: frozenset[EventName],
        make: Callable[[TickEvent], Encoded | None],
    ) -> Parcel:
        if key not in self._parcels:
            made = [make(event) for event in order if event in events]
            self._parcels[key] = Parcel([each.packet for each in made if each is not None and each.packet is not None])
        return self._parcels[key]

    def _once(self, key: Hashable, make: Callable[[], Encoded]) -> Encoded | None:
        if key not in self._made:
            try:
                self._made[key] = make()
            except Exception:
                # One payload that cannot be made must not keep the others from anybody.
                log.exception("an event could not be made", wanted=str(key))
                self._made[key] = None
        return self._made[key]
