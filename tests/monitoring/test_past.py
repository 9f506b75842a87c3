"""From where a question about bandwidth is answered."""

from datetime import timedelta

import pytest

from monitoring.contract.requests import BandwidthQuery
from monitoring.errors import RequestError
from monitoring.past import Series, Window, bandwidth_of
from tests.fakes.observatory import Observatory


async def asked(query: BandwidthQuery) -> tuple[Series, Window, Observatory]:
    seen = Observatory()
    snapshot = await seen.after()
    answer = await bandwidth_of(snapshot, seen.sampler.bandwidth_history, seen.around.past, query)
    assert (answer.step_s, answer.total_bytes, len(answer.history)) == (60, 700, 1)
    ((series, window),) = seen.around.past.asked
    return series, window, seen


async def test_the_last_hour_of_all_or_of_a_stream_comes_from_memory() -> None:
    seen = Observatory()
    snapshot = await seen.after()
    for query in (BandwidthQuery(), BandwidthQuery(stream_id=3, window_s=600)):
        answer = await bandwidth_of(snapshot, seen.sampler.bandwidth_history, seen.around.past, query)
        assert answer.step_s is None
    assert seen.around.past.asked == []


async def test_a_longer_window_and_another_series_come_from_the_stored_past() -> None:
    series, window, seen = await asked(BandwidthQuery(window_s=86_400, points=300))
    assert (series, window) == (Series(), Window(seen.clock.now() - timedelta(days=1), seen.clock.now(), 300))
    assert (await asked(BandwidthQuery(country_code="pt")))[0] == Series("country", "PT")
    assert (await asked(BandwidthQuery(isp="Nät AB")))[0] == Series("isp", "Nät AB")
    assert (await asked(BandwidthQuery(collector="gateway")))[0] == Series("collector", "gateway")


async def test_yesterday_is_asked_for_by_its_bounds() -> None:
    now = Observatory().clock.now()
    yesterday = now - timedelta(days=1)
    query = BandwidthQuery(from_time=yesterday - timedelta(hours=1), to_time=yesterday)
    assert (await asked(query))[1] == Window(yesterday - timedelta(hours=1), yesterday, 720)
    query = BandwidthQuery(to_time=now + timedelta(days=9), window_s=60)
    assert (await asked(query))[1] == Window(now - timedelta(seconds=60), now, 720)


async def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    now = Observatory().clock.now()
    with pytest.raises(RequestError) as refused:
        await asked(BandwidthQuery(from_time=now + timedelta(hours=1)))
    assert (refused.value.code, refused.value.field) == ("bad_request", "from")


def test_two_things_at_once_are_refused() -> None:
    with pytest.raises(ValueError, match="at most one"):
        BandwidthQuery(stream_id=1, isp="Nät AB")
