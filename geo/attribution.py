"""What the databases' licences ask to be shown on pages that show places."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.database import DatabaseStatus


@dataclass(frozen=True, slots=True)
class Attribution:
    """A line to show and the address it links to."""

    text: str
    url: str


# DB-IP Lite, CC BY 4.0: https://db-ip.com/db/lite.php
ATTRIBUTION = Attribution("IP Geolocation by DB-IP", "https://db-ip.com")
# GeoLite2 end user licence agreement, "Attribution Requirements": https://www.maxmind.com/en/geolite2/eula
GEOLITE_ATTRIBUTION = Attribution("This product includes GeoLite data created by MaxMind", "https://www.maxmind.com")


def attribution_of(status: DatabaseStatus) -> Attribution | None:
    """Return what the loaded database asks for, None where it asks for nothing or none is loaded."""
    database_type = status.database_type or ""
    if database_type.startswith("DBIP"):
        return ATTRIBUTION
    return GEOLITE_ATTRIBUTION if database_type.startswith("GeoLite2") else None


def attribution_of_all(statuses: Iterable[DatabaseStatus]) -> Attribution | None:
    """Return the first attribution any of the databases asks for."""
    return next((wanted for status in statuses if (wanted := attribution_of(status))), None)
