"""The headline figures of a moment, from sessions and from the sums of minutes."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from geo.place import UNKNOWN_PLACE, Place
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_HOURS, HISTORY_MINUTES, HISTORY_NAMES
from panel.history.past import StoredPast
from panel.history.times import HOUR_S, MINUTE_S, steps_since_epoch
from panel.moments.figures import dashboard_at
from panel.moments.scene import scene_of
from panel.moments.sessions import sessions_at
from tests.fakes.clock import ManualClock
from tests.fakes.recorded_sessions import store_sessions
from tests.panel.api.test_records import record

AT = datetime(2026, 1, 1, 0, 1, 5, tzinfo=UTC)


class Nowhere:
    def place(self, address: str | None) -> Place:
        return UNKNOWN_PLACE


async def test_what_is_on_record_is_told_and_nothing_else(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    clock = ManualClock(AT + timedelta(hours=2))
    past = StoredPast(database, clock, "here", 30)
    scene = scene_of(await sessions_at(database, AT), AT, Nowhere())
    empty = await dashboard_at(scene, database, past)
    assert (empty.active_connections, empty.online_lines, empty.sessions_today) == (0, 0, 0)
    assert (empty.bandwidth_bps, empty.peak_bandwidth_bps_today) == (None, None)

    sums = {"dimension": 0, "key": 0, "sent_bytes": 75, "bps_sum": 30, "bps_max": 20, "rated": 2}
    most = {"connections_sum": 4, "connections_max": 3, "ticks": 2}
    async with database.begin() as connection:
        await connection.execute(insert(HISTORY_NAMES).values(id=1, name="here"))
        for table, step_s in ((HISTORY_MINUTES, MINUTE_S), (HISTORY_HOURS, HOUR_S)):
            at = steps_since_epoch(AT, step_s)
            await connection.execute(insert(table).values(at=at, installation=1, **sums, **most))
    await store_sessions(database, record(1))
    scene = scene_of(await sessions_at(database, AT), AT, Nowhere())
    found = await dashboard_at(scene, database, past)
    assert (found.active_connections, found.online_lines, found.sessions_today) == (1, 1, 1)
    assert (found.bandwidth_bps, found.peak_bandwidth_bps_today, found.bytes_today) == (15, 20, 75)
    assert found.peak_connections_today == 3
    await database.close()
