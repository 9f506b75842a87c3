"""Sums over sessions, against the sessions themselves."""

from datetime import UTC, datetime, timedelta

from panel.db.engine import Database
from panel.reports.period import Stretch
from panel.reports.watched import of_lines, of_streams, totals, unused_streams
from tests.fakes.recorded_sessions import store_sessions
from tests.panel.api.test_records import BEGAN, record

STRETCH = Stretch(BEGAN + timedelta(minutes=5), BEGAN + timedelta(minutes=15))


async def test_every_sum_is_that_of_the_sessions_that_began_within(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    sessions = [record(n, stream_id=n % 4 + 1, sent_bytes=2**50 + n, duration_s=float(n * n % 97)) for n in range(20)]
    within = [each for each in sessions if STRETCH.begins <= _began(each) < STRETCH.ends]
    await store_sessions(database, *sessions)
    streams, lines = await of_streams(database, STRETCH), await of_lines(database, STRETCH)
    everything = await totals(database, STRETCH)
    for found in (streams, lines):
        assert sum(each.sessions for each in found) == everything.sessions == len(within)
        assert sum(each.bytes_transferred for each in found) == everything.bytes_transferred
    assert everything.bytes_transferred == sum(int(str(each["sent_bytes"])) for each in within)
    assert [each.watched_s for each in streams] == sorted((each.watched_s for each in streams), reverse=True)
    assert len(await of_lines(database, STRETCH, 2)) == 2
    assert await unused_streams(database, STRETCH) == []
    await database.close()


def _began(session: dict[str, object]) -> datetime:
    began = session["started_at"]
    assert isinstance(began, datetime)
    return began.astimezone(UTC)
