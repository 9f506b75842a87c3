"""Where the viewers are: shares of countries, cities and networks."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from geo.place import Place
from monitoring.contract.events import CityShare, CountryShare, GeoUpdate, IspShare
from monitoring.contract.requests import GeoQuery
from monitoring.groups import Group, grouped
from monitoring.snapshot import Snapshot, known

LARGEST_CITIES = 500
NO_CODE = -1

Area = TypeVar("Area", bound=Hashable)


@dataclass(frozen=True, slots=True)
class City:
    """Databases place one city at several points, one for each district; the first one seen stands for all."""

    name: str | None
    country_code: str | None
    latitude: float | None = field(compare=False)
    longitude: float | None = field(compare=False)


@dataclass(slots=True)
class Share:
    """Active connections, and the sum of their bitrates, None where none of them has one yet."""

    connections: int = 0
    bandwidth_bps: int | None = None


Shares = list[tuple[Place, Share]]


def geo(snapshot: Snapshot, query: GeoQuery) -> GeoUpdate:
    """Return all countries, all ISPs and the 500 largest cities by connections, largest first.

    Connections whose place is unknown stand under None; those without a city are in no city.
    """
    shares = _by_place(snapshot, query.stream_id)
    countries = _summed(shares, lambda place: (place.country_code, place.country))
    networks = _summed(shares, lambda place: (place.isp, place.asn))
    cities = _summed(
        [(place, share) for place, share in shares if place.city is not None],
        lambda place: City(place.city, place.country_code, place.latitude, place.longitude),
    )
    return GeoUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        countries=[
            CountryShare(
                country_code=code, country=name, connections=share.connections, bandwidth_bps=share.bandwidth_bps
            )
            for (code, name), share in countries
        ],
        cities=[_city(city, share) for city, share in cities[:LARGEST_CITIES]],
        isps=[
            IspShare(isp=isp, asn=asn, connections=share.connections, bandwidth_bps=share.bandwidth_bps)
            for (isp, asn), share in networks
        ],
    )


def _by_place(snapshot: Snapshot, stream_id: int | None) -> Shares:
    sums = snapshot.groups.place if stream_id is None else _of_stream(snapshot, stream_id)
    places = snapshot.connections.interners.place.values
    return [
        (places[code], Share(int(sums.connections[code]), known(int(sums.bandwidth_bps[code]))))
        for code in np.flatnonzero(sums.connections).tolist()
    ]


def _of_stream(snapshot: Snapshot, stream_id: int) -> Group:
    connections = snapshot.connections
    code = connections.interners.stream.find(stream_id)
    playing = np.equal(connections.identities.stream, NO_CODE if code is None else code)
    return grouped(connections, connections.identities.place, len(connections.interners.place), playing)


def _summed(shares: Shares, area_of: Callable[[Place], Area]) -> list[tuple[Area, Share]]:
    """Sum places by the area they lie in, largest first, then by bandwidth, then as first seen."""
    sums: dict[Area, Share] = {}
    for place, share in shares:
        total = sums.setdefault(area_of(place), Share())
        total.connections += share.connections
        if share.bandwidth_bps is not None:
            total.bandwidth_bps = (total.bandwidth_bps or 0) + share.bandwidth_bps
    return sorted(sums.items(), key=lambda item: (-item[1].connections, -(item[1].bandwidth_bps or 0)))


def _city(city: City, share: Share) -> CityShare:
    return CityShare(
        city=city.name,
        country_code=city.country_code,
        latitude=city.latitude,
        longitude=city.longitude,
        connections=share.connections,
    )
