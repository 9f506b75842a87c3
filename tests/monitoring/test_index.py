"""Pages are the same whether they were looked for, ordered ahead as far as needed, or cut out of a whole order."""

import random
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from monitoring.contract.requests import ConnectionSort, ConnectionsQuery
from monitoring.index import Index
from monitoring.ordering import first_rows
from monitoring.rows import rows_of
from monitoring.snapshot import Snapshot
from monitoring.views import indexed, select
from tests.fakes.observatory import Observatory

COUNTRIES = {"81.2.69.160": "GB", "89.160.20.112": "SE"}


async def crowd(count: int = 50) -> Snapshot:
    """Connections of few kinds, so that many are equal, with gaps where some have gone."""
    chance = random.Random(7)
    seen = Observatory()
    for _ in range(count):
        address = chance.choice([*COUNTRIES, None])
        seen.gateway.open(
            chance.choice(["bob", "Ann", None]),
            chance.choice([1, 2, 3]),
            address=address,
            protocol=chance.choice(["hls", "mpegts"]),
            sent_bytes=chance.choice([0, 100]),
        )
    await seen.after(1)
    for key in chance.sample(sorted(seen.gateway.counters), count // 5):
        seen.gateway.close(key)
    for key in sorted(seen.gateway.counters):
        seen.gateway.send(key, chance.choice([0, 1000, 2000]))
    return await seen.after(5)


def prepared(snapshot: Snapshot, *queries: ConnectionsQuery) -> Index:
    """The index of a tick before which these were looked at."""
    before = Index(snapshot.connections)
    before.asked.update(dict.fromkeys(queries))
    return indexed(snapshot.connections, before)


def page(snapshot: Snapshot, index: Index, query: ConnectionsQuery) -> tuple[list[str], int]:
    scene = replace(snapshot, index=index)
    selection = select(scene, query)
    return [row.id for row in rows_of(scene, selection.rows)], selection.matched


@pytest.mark.parametrize("sort", get_args(ConnectionSort))
@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_the_ways_to_a_page_lead_to_the_same(sort: ConnectionSort, order: str) -> None:
    snapshot = await crowd()
    for asked in (
        {"limit": 4},
        {"offset": 3, "limit": 2},
        {"offset": 20, "limit": 15},
        {"country_code": "se", "limit": 5},
        {"country_code": "SE", "protocol": "hls", "offset": 1, "limit": 5},
        {"isp": "nobody's"},
    ):
        query = ConnectionsQuery.model_validate({**asked, "sort": sort, "order": order})
        fresh = Index(snapshot.connections)
        looked_for = page(snapshot, fresh, query)
        fresh.pages.clear()
        assert page(snapshot, fresh, query) == looked_for
        assert page(snapshot, prepared(snapshot, query), query) == looked_for
        many = [query.model_copy(update={"country_code": code}) for code in ("SE", "GB", "DE", "FR", "IT")]
        assert page(snapshot, prepared(snapshot, query, *many), query) == looked_for


async def test_what_was_not_made_ahead_is_looked_for() -> None:
    snapshot = await crowd()
    index = prepared(snapshot, ConnectionsQuery(limit=2), ConnectionsQuery(country_code="SE"))
    for query in (ConnectionsQuery(limit=30), ConnectionsQuery(country_code="GB"), ConnectionsQuery(offset=2**53)):
        assert page(snapshot, index, query) == page(snapshot, Index(snapshot.connections), query)


@pytest.mark.parametrize("made", ["random", "equal", "smallest where it is sampled", "largest where it is sampled"])
async def test_the_first_rows_are_those_of_the_whole_order(made: str) -> None:
    size = 5000
    numbers = np.random.default_rng(3)
    bitrate_bps = numbers.integers(-1, 1 if made == "equal" else 3000, size)
    if made.endswith("sampled"):
        bitrate_bps[::64] = -1 if made.startswith("largest") else 0
    ordinal = numbers.permutation(size) + 1
    few = (await crowd(1)).connections
    connections = replace(
        few, bitrate_bps=bitrate_bps, identities=replace(few.identities, ordinal=ordinal), last_ordinal=size
    )
    rows = np.arange(size)
    keys = np.where(bitrate_bps < 0, 9999, bitrate_bps)
    whole = np.lexsort((ordinal, keys)).tolist()
    for count in (1, 40, 800, size):
        assert first_rows(connections, rows, ("bitrateBps", "asc"), count).tolist() == whole[:count]
