"""The composition root: settings in, services and one ASGI application out. Nothing is opened here."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from monitoring.clock import Clock
from monitoring.collectors.host import Host
from monitoring.manager import WebSocketManager
from monitoring.sampler import Sampler
from panel.api.headers import SecurityHeaders
from panel.api.routing import routes
from panel.auth.access import Access
from panel.auth.operators import Operators
from panel.catalog import Catalog
from panel.collectors.kicks import CollectedKicks
from panel.collectors.roster import Roster
from panel.collectors.sessions import CollectedSessions
from panel.data_dir import installation_id
from panel.db.engine import Database
from panel.delivery.gateway import Gateway
from panel.delivery.limits import DeliveryLimits
from panel.guide.guide import Guide
from panel.health.book import HealthBook
from panel.health.keeper import CHECK_INTERVAL_S, HealthKeeper
from panel.health.store import Store
from panel.history.breakdown import StoredBreakdown
from panel.history.past import StoredPast
from panel.history.quotas import Quotas
from panel.history.retention import MINUTES_DAYS
from panel.ledger import Ledger
from panel.metrics.metrics import Metrics
from panel.moments.asked import AskedMoments
from panel.moments.moments import Moments
from panel.places import open_places
from panel.preferences.preferences import PreferenceBook
from panel.services import Services
from panel.serving.limits import BodyLimit
from panel.settings import Settings
from panel.usage.book import UsageBook
from panel.xtream.routing import routes as player_api_routes


class PortSplit:
    """Sends what arrives on the players' port to the players' application alone, and the rest to the panel's."""

    def __init__(self, player_port: int, players: ASGIApp, panel: ASGIApp) -> None:
        self._player_port = player_port
        self._players = players
        self._panel = panel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        server = scope.get("server")
        on_player_port = server is not None and server[1] == self._player_port
        await (self._players if on_player_port else self._panel)(scope, receive, send)


def compose(settings: Settings, clock: Clock) -> Services:
    """Return the service's parts, wired but not opened. The data directory must exist."""
    database = Database(settings.database_url)
    catalog = Catalog(database, clock)
    places = open_places(settings)
    access = Access(database, clock)
    installation = installation_id(settings.data_dir)
    preferences = PreferenceBook(database, clock, settings)
    quotas = Quotas(clock)
    catalog.watch(lambda: quotas.follow(catalog.lines()))
    ledger = Ledger(
        database,
        clock,
        places,
        installation=installation,
        retention=preferences.retention,
        quotas=quotas,
    )
    health = HealthBook(clock)
    gateway = Gateway(
        catalog,
        ledger,
        clock,
        places=places,
        allow_private_sources=settings.allow_private_sources,
        trusted_proxies=settings.trusted_proxies,
        limit_policy=preferences.now.limit_policy,
        quotas=quotas,
        limits=DeliveryLimits(check_interval_s=settings.check_interval_s, checks_at_once=settings.checks_at_once),
        health=health,
    )
    preferences.watch(lambda now: gateway.use_policy(now.limit_policy))

    # The manager, which knows, is made from the sampler.
    def operators_online() -> int:
        return manager.operators_online()

    sampler = Sampler(
        clock,
        settings.sample_interval_s,
        [gateway.collector],
        Host(settings.data_dir, clock),
        places,
        gateway.board,
        catalog,
        ledger,
        operators_online,
    )
    past = StoredPast(database, clock, installation_id(settings.data_dir), MINUTES_DAYS)
    moments = Moments(database, clock, places, preferences.retention)
    breakdown = StoredBreakdown(database, clock, installation, MINUTES_DAYS)
    manager = WebSocketManager(
        sampler,
        gateway.board,
        gateway.audience,
        access,
        clock,
        past,
        settings.allowed_origins,
        settings.trusted_proxies,
        moments=AskedMoments(moments, database, past),
    )
    ledger.watch_activity(manager.publish_activity)
    usage = UsageBook(database, clock, installation_id(settings.data_dir))
    manager.watch_requests(usage.asked_over_socket)
    sampler.watch(health.take)
    roster = Roster(database, clock, catalog, gateway.collector, sampler.use)
    kicks = CollectedKicks(roster, catalog, lambda: sampler.newest, ledger, clock)
    collected = CollectedSessions(ledger, clock, kicks.end_reason)
    sampler.watch(collected.take)
    return Services(
        settings=settings,
        preferences=preferences,
        clock=clock,
        database=database,
        catalog=catalog,
        places=places,
        ledger=ledger,
        access=access,
        operators=Operators(database, clock, access, ledger),
        usage=usage,
        gateway=gateway,
        health=HealthKeeper(
            health,
            Store(database, installation),
            clock,
            gateway.board.states,
            interval_s=settings.check_interval_s or CHECK_INTERVAL_S,
            kept_days=lambda: preferences.now.activity_days,
        ),
        guide=Guide(database, clock),
        sampler=sampler,
        moments=moments,
        roster=roster,
        collected=collected,
        collected_kicks=kicks,
        manager=manager,
        metrics=Metrics(clock, sampler, manager, ledger),
        past=past,
        breakdown=breakdown,
    )


def application(services: Services, player_port: int | None) -> ASGIApp:
    """Return what answers every request and socket; players have `player_port` to themselves where there is one."""
    panel_routes = routes(services)
    player_routes = [*player_api_routes(services), *services.gateway.routes]
    if player_port is None:
        return _with_sockets(services, [*player_routes, *panel_routes], None)
    players = services.metrics.requests.counting(Starlette(routes=player_routes))
    return PortSplit(player_port, players, _with_sockets(services, panel_routes, player_port))


def _with_sockets(services: Services, served: Sequence[BaseRoute], player_port: int | None) -> ASGIApp:
    panel = Starlette(routes=served)
    panel.state.player_port = player_port
    counted = services.metrics.requests.counting(SecurityHeaders(BodyLimit(panel)))
    return services.manager.asgi(counted)
