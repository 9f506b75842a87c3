"""When most was watched at once, from the highest figures that were kept of each hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from panel.api.models.reports import BusyHour
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_HOURS
from panel.history.dimensions import UNKNOWN, Dimension
from panel.history.names import Names
from panel.history.times import HOUR_S, from_steps, steps_since_epoch
from panel.reports.period import Stretch


@dataclass(frozen=True, slots=True)
class Highest:
    """The most connections at once, and the highest bandwidth (None where no tick had one), of one hour."""

    connections: int
    bandwidth_bps: int | None

    def or_higher(self, other: "Highest") -> "Highest":
        """Return the higher of each."""
        rates = [each.bandwidth_bps for each in (self, other) if each.bandwidth_bps is not None]
        return Highest(max(self.connections, other.connections), max(rates, default=None))


async def highest_of_hours(database: Database, installation: str, stretch: Stretch) -> Mapping[datetime, Highest]:
    """Return the highest figures of every hour (UTC) that begins within the stretch and had a tick."""
    number = await Names(database).find(installation)
    hours = HISTORY_HOURS.c
    statement = select(hours.at, hours.connections_max, hours.bps_max, hours.rated).where(
        hours.at >= -(-steps_since_epoch(stretch.begins, 1) // HOUR_S),
        hours.at < -(-steps_since_epoch(stretch.ends, 1) // HOUR_S),
        hours.installation == (UNKNOWN if number is None else number),
        hours.dimension == int(Dimension.TOTAL),
        hours.key == UNKNOWN,
        hours.ticks > 0,
    )
    async with database.begin() as connection:
        rows = (await connection.execute(statement)).all()
    return {
        from_steps(row.at, HOUR_S): Highest(row.connections_max, row.bps_max if row.rated else None) for row in rows
    }


def by_weekday(hours: Mapping[datetime, Highest], zone: ZoneInfo) -> list[BusyHour]:
    """Return the highest figures of each hour of the week, as clocks of the zone show it when the hour begins."""
    found: dict[tuple[int, int], Highest] = {}
    for begins, highest in hours.items():
        local = begins.astimezone(zone)
        key = local.isoweekday(), local.hour
        found[key] = found[key].or_higher(highest) if key in found else highest
    return [
        BusyHour(weekday=weekday, hour=hour, connections=highest.connections, bandwidth_bps=highest.bandwidth_bps)
        for (weekday, hour), highest in sorted(found.items())
    ]
