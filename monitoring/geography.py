"""Where the viewers are: shares of countries, cities and networks."""

from collections.abc import Iterator

import numpy as np

from monitoring.columns import City, Connections
from monitoring.contract.events import CityShare, CountryShare, GeoUpdate, IspShare
from monitoring.contract.requests import GeoQuery
from monitoring.groups import Group, grouped
from monitoring.rates import Flags
from monitoring.snapshot import Snapshot, known

LARGEST_CITIES = 500


def geo(snapshot: Snapshot, query: GeoQuery) -> GeoUpdate:
    """Return all countries, all ISPs and the 500 largest cities by connections, largest first.

    Connections whose place is unknown stand under None; those without a city are in no city.
    """
    connections = snapshot.connections
    among = None if query.stream_id is None else _playing(connections, query.stream_id)
    return GeoUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        countries=_countries(snapshot, among),
        cities=_cities(snapshot, among),
        isps=_isps(snapshot, among),
    )


def _playing(connections: Connections, stream_id: int) -> Flags:
    code = connections.interners.stream.find(stream_id)
    return np.equal(connections.identities.stream, -1 if code is None else code)


def _countries(snapshot: Snapshot, among: Flags | None) -> list[CountryShare]:
    connections = snapshot.connections
    interner, sums = connections.interners.country, snapshot.groups.country
    if among is not None:
        sums = grouped(connections, connections.identities.country, len(interner), among)
    return [
        CountryShare(
            country_code=interner.values[code].code,
            country=interner.values[code].name,
            connections=int(sums.connections[code]),
            bandwidth_bps=known(int(sums.bandwidth_bps[code])),
        )
        for code in _largest_first(sums)
    ]


def _isps(snapshot: Snapshot, among: Flags | None) -> list[IspShare]:
    connections = snapshot.connections
    interner, sums = connections.interners.network, snapshot.groups.network
    if among is not None:
        sums = grouped(connections, connections.identities.network, len(interner), among)
    return [
        IspShare(
            isp=interner.values[code].isp,
            asn=interner.values[code].asn,
            connections=int(sums.connections[code]),
            bandwidth_bps=known(int(sums.bandwidth_bps[code])),
        )
        for code in _largest_first(sums)
    ]


def _cities(snapshot: Snapshot, among: Flags | None) -> list[CityShare]:
    connections = snapshot.connections
    interner, sums = connections.interners.city, snapshot.groups.city
    if among is not None:
        sums = grouped(connections, connections.identities.city, len(interner), among)
    named = [code for code in _largest_first(sums) if interner.values[code].name is not None]
    return [_city(interner.values[code], int(sums.connections[code])) for code in named[:LARGEST_CITIES]]


def _city(city: City, connections: int) -> CityShare:
    return CityShare(
        city=city.name,
        country_code=city.country_code,
        latitude=city.latitude,
        longitude=city.longitude,
        connections=connections,
    )


def _largest_first(sums: Group) -> Iterator[int]:
    present = np.flatnonzero(sums.connections)
    order = np.lexsort((present, -sums.bandwidth_bps[present], -sums.connections[present]))
    yield from present[order].tolist()
