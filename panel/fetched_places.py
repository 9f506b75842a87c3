"""Free geo databases put where the service looks for them."""

from datetime import date

from geo.database import DatabaseKind
from geo.fetch import BASE_URL, FetchedDatabase, update_database
from panel.places import fetched_city_path, fetched_network_path
from panel.settings import Settings


async def fetch_places(settings: Settings, today: date) -> list[FetchedDatabase]:
    """Put the newest in the data directory. Raises FetchError; what was there then stays."""
    wanted = {DatabaseKind.CITY: fetched_city_path(settings), DatabaseKind.NETWORK: fetched_network_path(settings)}
    base_url = settings.geo_update_url or BASE_URL
    return [
        await update_database(kind, target, today, lambda _done, _total: None, base_url)
        for kind, target in wanted.items()
    ]
