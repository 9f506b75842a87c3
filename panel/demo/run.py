"""`panel demo`: the real service, fed by real channels and watched by real viewers on loopback."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from ipaddress import ip_network

import structlog

from geo.fetch import FetchError
from panel.changes import Changes
from panel.demo.channels import encode_all
from panel.demo.geo_databases import SampleDatabases, write_sample_databases
from panel.demo.publisher import publishing
from panel.demo.seed import DEMO_ACTOR, LINE_CONNECTIONS, DemoLine, seed_lines, seed_streams
from panel.demo.viewers import PLAYERS, Audience, Habits, Seat
from panel.fetched_places import fetch_places
from panel.serve import Announce, Extension, run_until_stopped
from panel.services import Services
from panel.settings import Settings

DEMO_FOLDER = "demo"

log = structlog.get_logger(__name__)


def run_demo(
    settings: Settings,
    host: str,
    port: int,
    announce: Announce,
    viewers: int,
    *,
    fetch_places: bool = False,
    habits: Habits | None = None,
) -> None:
    """Serve with demo channels and `viewers` demo viewers until SIGTERM or SIGINT; raises what `serve` raises.

    `fetch_places` also fetches the free geo databases in the background, for the service proper; the demo's own
    viewers come from sample networks.
    """
    folder = settings.data_dir / DEMO_FOLDER
    sample = write_sample_databases(folder)
    demo = _Demo(settings, sample, viewers, habits or Habits(), fetch_places=fetch_places)
    run_until_stopped(demo_settings(settings, sample), host, port, announce, Extension(demo.prepare, demo.beside))


def demo_settings(settings: Settings, sample: SampleDatabases) -> Settings:
    """Return the settings with what the demo needs: sample places, loopback sources, believed loopback proxies."""
    return settings.model_copy(
        update={
            "geoip_city": sample.city,
            "geoip_asn": sample.asn,
            "allow_private_sources": True,
            "trusted_proxies": (*settings.trusted_proxies, ip_network("127.0.0.0/8")),
        }
    )


class _Demo:
    """The demo's share of a service's life."""

    def __init__(
        self, settings: Settings, sample: SampleDatabases, viewers: int, habits: Habits, *, fetch_places: bool
    ) -> None:
        self._settings = settings
        self._sample = sample
        self._viewers = viewers
        self._habits = habits
        self._fetch_places = fetch_places
        self._stream_ids: Sequence[int] = ()
        self._lines: Sequence[DemoLine] = ()
        self._stack = AsyncExitStack()

    async def prepare(self, services: Services) -> None:
        """Encode and publish the channels, and store what the viewers need."""
        folder = self._settings.data_dir / DEMO_FOLDER
        await encode_all(folder)
        source = await self._stack.enter_async_context(publishing(folder))
        changes = Changes(services.database, services.clock, services.ledger, DEMO_ACTOR, allow_private_sources=True)
        self._stream_ids = await seed_streams(changes, source)
        self._lines = await seed_lines(changes, -(-self._viewers // LINE_CONNECTIONS))

    async def beside(self, services: Services, player_url: str) -> None:
        """Play until cancelled, then take the channels down."""
        audience = Audience(player_url, self._stream_ids, services.clock, self._habits)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(audience.run(self._seats()))
                if self._fetch_places:
                    group.create_task(self._fetch(services))
            # Without viewers there is nothing to wait for, but the channels stay.
            await asyncio.Event().wait()
        finally:
            await self._stack.aclose()

    def _seats(self) -> Sequence[Seat]:
        return [
            Seat(
                self._lines[number // LINE_CONNECTIONS].username,
                self._lines[number // LINE_CONNECTIONS].password,
                self._sample.addresses[number % len(self._sample.addresses)],
                PLAYERS[number % len(PLAYERS)],
            )
            for number in range(self._viewers)
        ]

    async def _fetch(self, services: Services) -> None:
        try:
            await fetch_places(self._settings, services.clock.now().date())
        except FetchError as error:
            log.info("free geo databases not fetched; `panel geo update` tries again", reason=str(error))
