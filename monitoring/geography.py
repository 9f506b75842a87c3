"""Where the viewers are: shares of countries, cities and networks."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geo.place import Place
from monitoring.contract.events import CityShare, CountryShare, GeoUpdate, IspShare
from monitoring.contract.requests import GeoQuery
from monitoring.groups import Group, grouped
from monitoring.merging import Rows
from monitoring.rates import UNKNOWN_RATE, Ints
from monitoring.scene import Scene
from monitoring.snapshot import known

LARGEST_CITIES = 500
NO_CODE = -1


class Share(NamedTuple):
    """An area: the first place seen in it, its active connections, and their bitrates, None where none has one yet."""

    place: Place
    connections: int
    bandwidth_bps: int | None


def geo(snapshot: Scene, query: GeoQuery) -> GeoUpdate:
    """Return all countries, all ISPs and the 500 largest cities by connections, largest first.

    Connections whose place is unknown stand under None; those without a city are in no city. Databases place one city
    at several points, one for each district; the first one seen stands for all.
    """
    places = snapshot.connections.interners.place
    sums = snapshot.groups.place if query.stream_id is None else _of_stream(snapshot, query.stream_id)
    codes = np.flatnonzero(sums.connections)
    country_codes = places.ranks("country_code", lambda place: place.country_code).ranks
    countries = places.ranks("country", lambda place: place.country).ranks
    cities = places.ranks("city", lambda place: place.city).ranks
    isps = places.ranks("isp", lambda place: place.isp).ranks
    asns = places.numbers("asn", lambda place: place.asn)
    in_cities = codes[cities[codes] >= 0]
    return GeoUpdate(
        seq=snapshot.seq,
        timestamp=snapshot.timestamp,
        countries=[
            CountryShare(
                country_code=share.place.country_code,
                country=share.place.country,
                connections=share.connections,
                bandwidth_bps=share.bandwidth_bps,
            )
            for share in _shares(places.values, sums, codes, (country_codes, countries))
        ],
        cities=[
            CityShare(
                city=share.place.city,
                country_code=share.place.country_code,
                latitude=share.place.latitude,
                longitude=share.place.longitude,
                connections=share.connections,
            )
            for share in _shares(places.values, sums, in_cities, (cities, country_codes), LARGEST_CITIES)
        ],
        isps=[
            IspShare(
                isp=share.place.isp,
                asn=share.place.asn,
                connections=share.connections,
                bandwidth_bps=share.bandwidth_bps,
            )
            for share in _shares(places.values, sums, codes, (isps, asns))
        ],
    )


def _of_stream(snapshot: Scene, stream_id: int) -> Group:
    connections = snapshot.connections
    code = connections.interners.stream.find(stream_id)
    playing = np.equal(connections.identities.stream, NO_CODE if code is None else code)
    return grouped(connections, connections.identities.place, len(connections.interners.place), playing)


def _shares(
    places: Sequence[Place], sums: Group, codes: Rows, area: tuple[Ints, Ints], most: int | None = None
) -> list[Share]:
    """Sum places, given by code, by the pair of numbers that makes their area: the largest first, then by bandwidth,
    then as first seen; at most so many."""
    major, minor = (numbers[codes] for numbers in area)
    pairs = (major + 1) * (int(minor.max(initial=0)) + 2) + minor + 1
    _, first, inverse = np.unique(pairs, return_index=True, return_inverse=True)
    has_rate = sums.bandwidth_bps[codes] != UNKNOWN_RATE
    connections = np.bincount(inverse, sums.connections[codes]).astype(np.int64)
    bandwidth_bps = np.bincount(inverse, np.where(has_rate, sums.bandwidth_bps[codes], 0)).astype(np.int64)
    rated = np.bincount(inverse, has_rate) > 0
    order = np.lexsort((first, -bandwidth_bps, -connections))[:most]
    return [
        Share(places[code], count, known(rate))
        for code, count, rate in zip(
            codes[first[order]].tolist(),
            connections[order].tolist(),
            np.where(rated, bandwidth_bps, UNKNOWN_RATE)[order].tolist(),
            strict=True,
        )
    ]
