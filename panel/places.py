"""Where the geo databases of an installation are, and the lookup that reads them."""

import asyncio
from pathlib import Path

import structlog

from geo.database import CITY_FILE_NAME, NETWORK_FILE_NAME
from geo.lookup import PlaceLookup
from monitoring.clock import Clock
from panel.settings import Settings

PRIVATE_FOLDER = "geo-open"
RELOAD_INTERVAL_S = 5.0
# Between two pieces of what is learned others have the processor.
LEARNING_PAUSE_S = 0.1

log = structlog.get_logger(__name__)


def fetched_city_path(settings: Settings) -> Path:
    """Return where a fetched City database is put."""
    return settings.data_dir / CITY_FILE_NAME


def fetched_network_path(settings: Settings) -> Path:
    """Return where a fetched ASN database is put."""
    return settings.data_dir / NETWORK_FILE_NAME


def open_places(settings: Settings) -> PlaceLookup:
    """Return the lookup in the operator's own databases, else the fetched ones; it knows nothing until first loaded."""
    return PlaceLookup(
        settings.geoip_city or fetched_city_path(settings),
        settings.geoip_asn or fetched_network_path(settings),
        settings.data_dir / PRIVATE_FOLDER,
    )


async def keep_places_fresh(places: PlaceLookup, clock: Clock) -> None:
    """Take up replaced databases and learn what is in them, for ever."""
    while True:
        await clock.sleep(RELOAD_INTERVAL_S)
        if await asyncio.to_thread(places.reload_if_changed):
            log.info("geo databases taken up anew")
        while await asyncio.to_thread(places.learn):
            await clock.sleep(LEARNING_PAUSE_S)
