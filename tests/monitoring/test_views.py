"""Filters, orders and pages of the table, as an operator would expect them."""

import pytest

from geo.place import Place
from monitoring.contract.requests import ConnectionsQuery
from monitoring.rows import rows_of
from monitoring.snapshot import Snapshot
from monitoring.views import select
from tests.fakes.boards import LINKOPING
from tests.fakes.observatory import Observatory


async def four() -> Snapshot:
    """Four connections, opened a second apart: bob, Ann, bob again, somebody unknown."""
    seen = Observatory("gateway", "edge-2")
    seen.around.places.known["10.0.0.9"] = Place()
    seen.gateway.open("bob", 1, sent_bytes=100)
    seen.clock.jump(1)
    seen.gateway.open("Ann", 2, line_id=2, stream_name="Sport", address="89.160.20.112", user_agent="Lavf/60")
    seen.clock.jump(1)
    seen.gateway.open("bob", 2, stream_name="Sport", stream_type="movie", protocol="hls", sent_bytes=300)
    seen.clock.jump(1)
    unknown = seen.around.collectors[1].open(
        None, None, line_id=None, stream_name=None, stream_type=None, address=None, user_agent=None
    )
    seen.around.collectors[1].forget_count(unknown)
    seen.gateway.blame(1, "none")
    seen.gateway.blame(2, "source")
    seen.gateway.blame(3, "own network")
    return await seen.after(10)


def shown(snapshot: Snapshot, query: ConnectionsQuery) -> str:
    """The connections of a page by the order they were opened in: b, a, B, ?."""
    names = {"gateway-1-1": "b", "gateway-1-2": "a", "gateway-1-3": "B", "edge-2-1-1": "?"}
    return "".join(names[row.id] for row in rows_of(snapshot, select(snapshot, query).rows))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "baB?"),
        ({"search": "BOB"}, "bB"),
        ({"search": "sport"}, "aB"),
        ({"search": "81.2.69"}, "bB"),
        ({"search": "LINKÖPING"}, "a"),
        ({"search": "bredband"}, "a"),
        ({"search": "lavf"}, "a"),
        ({"search": "edge"}, ""),
        ({"username": "bob"}, "bB"),
        ({"username": "BOB"}, ""),
        ({"line_id": 2}, "a"),
        ({"stream_id": 2}, "aB"),
        ({"stream_type": "movie"}, "B"),
        ({"protocol": "hls"}, "B"),
        ({"country_code": "se"}, "a"),
        ({"isp": LINKOPING.isp}, "a"),
        ({"collector": "edge-2"}, "?"),
        ({"ip": "::ffff:89.160.20.112"}, "a"),
        ({"ip": "nonsense"}, ""),
        ({"at_risk": True}, "aB"),
        ({"at_risk": False}, "b"),
        ({"stream_id": 2, "username": "bob"}, "B"),
    ],
)
async def test_filters(query: dict[str, str | int], expected: str) -> None:
    asked = ConnectionsQuery.model_validate({**query, "sort": "connectedAt", "order": "asc"})
    snapshot = await four()
    assert shown(snapshot, asked) == expected
    assert select(snapshot, asked).matched == len(expected)


@pytest.mark.parametrize(
    ("sort", "ascending", "descending"),
    [
        ("connectedAt", "baB?", "?Bab"),
        ("duration", "?Bab", "baB?"),
        ("username", "abB?", "bBa?"),
        ("bytesTransferred", "abB?", "Bba?"),
        ("ip", "bBa?", "abB?"),
        ("asn", "bBa?", "abB?"),
        ("id", "?baB", "Bab?"),
        ("collector", "?baB", "baB?"),
        ("streamType", "baB?", "Bba?"),
        ("bitrateBps", "baB?", "baB?"),
        ("stale", "baB?", "baB?"),
        ("atRisk", "baB?", "aBb?"),
        ("cause", "bBa?", "aBb?"),
    ],
)
async def test_orders_with_unknown_last_and_ties_as_they_arrived(sort: str, ascending: str, descending: str) -> None:
    snapshot = await four()
    assert shown(snapshot, ConnectionsQuery.model_validate({"sort": sort, "order": "asc"})) == ascending
    assert shown(snapshot, ConnectionsQuery.model_validate({"sort": sort, "order": "desc"})) == descending


@pytest.mark.parametrize(
    ("offset", "limit", "expected"), [(0, 2, "ba"), (1, 2, "aB"), (2, 2, "B?"), (3, 5, "?"), (4, 2, ""), (2**53, 1, "")]
)
async def test_pages(offset: int, limit: int, expected: str) -> None:
    snapshot = await four()
    query = ConnectionsQuery(sort="connectedAt", order="asc", offset=offset, limit=limit)
    assert shown(snapshot, query) == expected
    assert select(snapshot, query).matched == 4


async def test_without_connections_every_page_is_empty() -> None:
    snapshot = await Observatory().after()
    assert shown(snapshot, ConnectionsQuery(search="x")) == ""


async def test_a_row_tells_what_is_unknown_as_none() -> None:
    snapshot = await four()
    row = next(rows_of(snapshot, select(snapshot, ConnectionsQuery(collector="edge-2")).rows))
    unknown = {name for name, value in row.model_dump(by_alias=False).items() if value is None}
    known = {"id", "protocol", "connected_at", "duration", "collector", "stale"}
    assert unknown == set(type(row).model_fields) - known
