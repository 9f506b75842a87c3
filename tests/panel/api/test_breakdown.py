"""Bandwidth by what it is sent for, over HTTP."""

import pytest

from tests.fakes.collector import FakeCollector
from tests.panel.api.house import House

PATH = "/api/v1/bandwidth/breakdown"


async def watched(house: House) -> None:
    """Two ticks a second apart, of two viewers of a stream and one of another that is not listed."""
    stream = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": "http://example.com/1"})
    edge = FakeCollector(house.services.clock, name="edge")
    keys = [edge.open(stream_id=stream), edge.open(stream_id=stream), edge.open(stream_id=None)]
    house.services.sampler.use([edge])
    for _ in range(2):
        for key in keys:
            edge.send(key, 1_000_000)
        snapshot = await house.services.sampler.tick()
        house.services.ledger.accept(snapshot)
        await house.services.ledger.close()


async def test_the_parts_sum_to_the_total(any_house: House) -> None:
    await watched(any_house)
    keys = {"stream": (1, "News"), "country": (None, None), "isp": (None, None), "collector": ("edge", "edge")}
    for by, key in keys.items():
        await summed(any_house, by, key)


async def summed(any_house: House, by: str, key: tuple[object, object]) -> None:
    answer = (await any_house.ask("GET", f"{PATH}?by={by}&windowS=600&top=1", role="viewer")).json
    series, other, total = answer["series"], answer["other"], answer["total"]
    assert isinstance(series, list)
    assert isinstance(other, list)
    assert isinstance(total, list)
    assert len(series) == 1
    for place, whole in enumerate(total):
        parts = [each["bps"][place] for each in series] + [other[place]]
        assert whole is None or sum(parts) == whole
    assert total[-1] > 0
    assert (series[0]["key"], series[0]["name"]) == key


@pytest.mark.parametrize(
    "query", ["by=line", "top=0", "top=51", "surprise=1", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"]
)
async def test_what_is_no_breakdown_is_refused(house: House, query: str) -> None:
    answer = await house.ask("GET", f"{PATH}?{query}")
    assert (answer.status, answer.error["code"]) == (400, "bad_request")
