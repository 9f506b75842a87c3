"""What an address says about where its network is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Country, city and network of an address. Every field is None where the databases do not tell.

    `country_code` is ISO 3166-1 alpha-2, names are English, `isp` is the provider or else the holder of the
    autonomous system `asn`, `latitude` and `longitude` are degrees (WGS 84).
    """

    country_code: str | None = None
    country: str | None = None
    city: str | None = None
    isp: str | None = None
    asn: int | None = None
    latitude: float | None = None
    longitude: float | None = None


UNKNOWN_PLACE = Place()
