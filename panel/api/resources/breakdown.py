"""Bandwidth of a window by stream, country, provider or collector."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlmodel import col

from monitoring.past import window_of
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.breakdown import BandwidthBreakdown, BreakdownBy, BreakdownQuery, BreakdownSeries
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_NAMES
from panel.db.models import Stream
from panel.history.dimensions import UNKNOWN, Dimension, country_of
from panel.services import Services

DIMENSIONS: Mapping[BreakdownBy, Dimension] = {
    "stream": Dimension.STREAM,
    "country": Dimension.COUNTRY,
    "isp": Dimension.ISP,
    "collector": Dimension.COLLECTOR,
}
Named = tuple[int | str | None, str | None]


async def breakdown(call: Call[BreakdownQuery]) -> BandwidthBreakdown:
    query, services = call.data, call.services
    window = window_of(query, services.clock.now())
    found = await services.breakdown.read(DIMENSIONS[query.by], window, query.top)
    named = await _named(services, query.by, [part.key for part in found.parts])
    return BandwidthBreakdown(
        timestamps=found.timestamps,
        step_s=found.step_s,
        series=[BreakdownSeries(key=named[part.key][0], name=named[part.key][1], bps=part.bps) for part in found.parts],
        other=found.other,
        total=found.total,
    )


async def _named(services: Services, by: BreakdownBy, keys: Collection[int]) -> Mapping[int, Named]:
    """Return what each key stands for and how it is called; streams that are gone have no name."""
    found: dict[int, Named] = dict.fromkeys(keys, (None, None))
    known = [key for key in keys if key != UNKNOWN]
    match by:
        case "stream":
            names = await _texts(services.database, by, known)
            return found | {key: (key, names.get(key)) for key in known}
        case "country":
            countries = _countries(services)
            codes = {key: country_of(key) for key in known}
            return found | {key: (code, countries.get(code)) for key, code in codes.items()}
        case "isp" | "collector":
            names = await _texts(services.database, by, known)
            return found | {key: (names.get(key), names.get(key)) for key in known}


def _countries(services: Services) -> Mapping[str | None, str | None]:
    """Return the names of the countries that viewers are in now."""
    snapshot = services.sampler.newest
    places = [] if snapshot is None else snapshot.connections.interners.place.values
    return {place.country_code: place.country for place in places}


async def _texts(database: Database, by: BreakdownBy, keys: Collection[int]) -> Mapping[int, str]:
    of_streams = select(col(Stream.id), col(Stream.name)).where(col(Stream.id).in_(keys))
    of_names = select(HISTORY_NAMES.c.id, HISTORY_NAMES.c.name).where(HISTORY_NAMES.c.id.in_(keys))
    async with database.begin() as connection:
        rows = (await connection.execute(of_streams if by == "stream" else of_names)).all()
    return {int(number): str(name) for number, name in rows}


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/bandwidth/breakdown",
        breakdown,
        role="viewer",
        summary="Bandwidth split by stream, country, ISP or collector",
        takes=BreakdownQuery,
        gives=BandwidthBreakdown,
    ),
)
