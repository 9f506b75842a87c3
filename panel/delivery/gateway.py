"""The delivery gateway: players' routes, sources pulled once, everything counted."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Route

from geo.address import Network, is_public
from monitoring.clock import Clock
from monitoring.model import StreamState
from monitoring.ports import Audience, Collector, Places, StreamBoard
from panel.catalog import LineFact
from panel.delivery.admission import Admission
from panel.delivery.analysis import Report
from panel.delivery.audience import LineAudience
from panel.delivery.board import Board
from panel.delivery.catalog_port import PlayerCatalog
from panel.delivery.collector import GatewayCollector
from panel.delivery.connection import OpenConnection
from panel.delivery.cooldown import Cooldowns
from panel.delivery.endpoint import LiveEndpoint
from panel.delivery.hls.endpoint import HlsEndpoint
from panel.delivery.kick import KickOrder, KickReceipt, Kicks, KickTally
from panel.delivery.limits import DeliveryLimits
from panel.delivery.policy import LimitPolicy, Policy
from panel.delivery.punctuality import Punctuality
from panel.delivery.quota_port import LineQuotas, NoQuotas
from panel.delivery.refusals import RefusalLog
from panel.delivery.registry import Registry
from panel.delivery.relay import Relay
from panel.delivery.rules import RuleBook
from panel.delivery.upstream import Upstream
from panel.delivery.warden import Warden
from panel.health.book import HealthBook
from panel.players.addresses import FILE_PATHS, LIVE_PATHS
from panel.sessions import SessionBook
from panel.vod.endpoint import FileEndpoint

COLLECTOR_NAME = "gateway"
DRAIN_STEP_S = 0.02
# Asking the kernel about every viewer in one go would hold up thousands of them.
SWEEP_SHARES = 3


class UnknownStream(LookupError):
    """There is no such stream."""


class Gateway:
    """Composes delivery. `run` must be running; `drain` comes before the server closes."""

    def __init__(
        self,
        catalog: PlayerCatalog,
        book: SessionBook,
        clock: Clock,
        *,
        places: Places,
        allow_private_sources: bool = False,
        trusted_proxies: Sequence[Network] = (),
        limit_policy: LimitPolicy = "refuse",
        limits: DeliveryLimits | None = None,
        health: HealthBook | None = None,
        quotas: LineQuotas | None = None,
    ) -> None:
        quotas = quotas or NoQuotas()
        self._limits = limits or DeliveryLimits()
        self._catalog = catalog
        self._clock = clock
        self._registry = Registry(COLLECTOR_NAME, book)
        self._audience = LineAudience(self._registry)
        upstream = Upstream(self._limits, _any_address if allow_private_sources else is_public)
        self._board = Board(upstream, book, clock, self._limits, health or HealthBook(clock))
        rules, refusals = RuleBook(places), RefusalLog(book, clock)
        cooldowns = Cooldowns(clock)
        self._admission = Admission(
            catalog, rules, cooldowns, refusals, clock, self._limits, Policy(limit_policy), quotas
        )
        self._kicks = Kicks(self._registry, cooldowns, book, clock, self._limits)
        self._warden = Warden(catalog, self._registry, self._admission, rules, quotas, clock)
        self._punctuality = Punctuality(clock)
        self._endpoint = LiveEndpoint(
            self._admission, self._board, self._registry, clock, self._limits, self._punctuality, trusted_proxies
        )
        self._hls = HlsEndpoint(
            self._admission, self._board, self._registry, clock, self._limits, self._punctuality, trusted_proxies
        )
        self._files = FileEndpoint(self._admission, self._registry, upstream, clock, self._limits, trusted_proxies)
        self.collector: Collector = GatewayCollector(COLLECTOR_NAME, self._registry, clock)
        self._running = False
        self._sweeps = 0
        catalog.watch(self._follow)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """What players ask for; to be mounted after all other routes."""
        live = [Route(path, self._endpoint, methods=["GET"]) for path in LIVE_PATHS]
        files = [
            Route(path, self._files.of_type(stream_type), methods=["GET"])
            for stream_type, paths in FILE_PATHS.items()
            for path in paths
        ]
        return [*live, *self._hls.routes, *files]

    @property
    def board(self) -> StreamBoard:
        return self._board

    @property
    def audience(self) -> Audience:
        return self._audience

    def active_viewers(self) -> int:
        """How many watch now."""
        return self._registry.count()

    def viewers_of(self, line_id: int) -> int:
        """How many connections of a line are live."""
        return len(self._registry.of_line(line_id))

    def analysis(self, stream_id: int) -> Report | None:
        """Return what is known of what a stream's source sends; None while it is not pulled."""
        relay = self._board.relay(stream_id)
        return relay.analysis.report(self._clock.monotonic_s()) if relay is not None and relay.running else None

    async def identify(self, username: str, password: str, address: str | None) -> LineFact:
        """Return the line these are the credentials of, in good standing; raises Refused with 403."""
        return await self._admission.identify(username, password, address)

    async def run(self) -> None:
        """Keep sources, end who may not or cannot go on; for ever."""
        self._running = True
        try:
            self._follow()
            while True:
                await self._punctuality.sleep(self._limits.sweep_s)
                self._sweep()
        finally:
            self._running = False
            await self._kicks.close()
            await self._board.close()

    async def drain(self, deadline_s: float) -> None:
        """Admit nobody any more and end all viewers: after what was sent has arrived, or at the deadline."""
        self._admission.close()
        until_s = self._clock.monotonic_s() + deadline_s
        waiting = [viewer for viewer in self._registry.live if not viewer.finish("shutdown")]
        while waiting and self._clock.monotonic_s() < until_s:
            await self._clock.sleep(DRAIN_STEP_S)
            waiting = [viewer for viewer in waiting if viewer.over is None and not viewer.finish("shutdown")]
        for viewer in self._registry.live:
            viewer.end("shutdown")
            await viewer.wait_over()

    def use_policy(self, policy: LimitPolicy) -> None:
        """Judge lines at their limit by another policy from now on; who watches stays."""
        self._admission.use_policy(Policy(policy))

    async def kick(self, connection_id: str, order: KickOrder) -> KickReceipt | None:
        """End a connection and return once that is verified or has failed; None when there is no such connection."""
        return await self._kicks.kick(connection_id, order)

    async def kick_all(self, connection_ids: Sequence[str], order: KickOrder) -> KickTally:
        """End many connections and return once that is verified or has failed."""
        return await self._kicks.kick_all(connection_ids, order)

    def kick_receipt(self, kick_id: str) -> KickReceipt | None:
        """Return what is known of a kick by now."""
        return self._kicks.receipt(kick_id)

    async def start_stream(self, stream_id: int) -> StreamState:
        """Connect to the stream's source; raises UnknownStream."""
        relay = await self._known(stream_id)
        relay.start()
        return relay.state

    async def stop_stream(self, stream_id: int) -> StreamState:
        """Let go of the stream's source and end its viewers; raises UnknownStream."""
        relay = await self._known(stream_id)
        relay.stop()
        self._end_stopped()
        return relay.state

    async def restart_stream(self, stream_id: int) -> StreamState:
        """Let go of the stream's source and connect to it again, viewers stay; raises UnknownStream."""
        relay = await self._known(stream_id)
        relay.restart()
        return relay.state

    async def _known(self, stream_id: int) -> Relay:
        await self._catalog.refresh_if_older(0)
        stream = self._catalog.stream(stream_id)
        if stream is None:
            raise UnknownStream(f"no stream {stream_id}")
        return self._board.relay_of(stream)

    def _follow(self) -> None:
        """Bring sources and viewers in line with what the catalog says now."""
        if not self._running:
            return
        self._board.follow(self._catalog.streams())
        self._end_stopped()
        self._warden.end_unwelcome()

    def _sweep(self) -> None:
        now_s = self._clock.monotonic_s()
        self._sweeps += 1
        for viewer in self._registry.share(self._sweeps, SWEEP_SHARES):
            viewer.check(now_s)
        lost = set(self._board.lost())
        if lost:
            for viewer in self._registry.live:
                if viewer.identity.stream_id in lost:
                    viewer.end("source lost")
        self._warden.end_expired()
        self._board.sweep()
        self._hls.sweep()

    def _end_stopped(self) -> None:
        for viewer in self._registry.live:
            if not self._served(viewer):
                viewer.end("disabled")

    def _served(self, viewer: OpenConnection) -> bool:
        relay = self._board.relay(viewer.identity.stream_id or 0)
        return relay is not None and relay.status != "stopped"


def _any_address(_address: str) -> bool:
    return True
