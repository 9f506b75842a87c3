"""What is looked at is ready in the next tick, and a first look at many connections keeps nobody waiting."""

import threading

import pytest

from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery
from monitoring.index import Selection
from monitoring.looking import look
from monitoring.scene import Scene
from monitoring.views import is_ready, select
from tests.fakes.observatory import Observatory

LARGEST = ConnectionsQuery(sort="bytesTransferred", limit=2)
IN_SWEDEN = ConnectionsQuery(sort="bytesTransferred", country_code="SE", limit=2)
FOUND = ConnectionsQuery(sort="bytesTransferred", search="ann", limit=2)


def sent(seen: Observatory, query: ConnectionsQuery) -> list[int | None]:
    assert seen.sampler.newest is not None
    return [row.bytes_transferred for row in payloads.connections(seen.sampler.newest, query).rows]


async def open_some() -> Observatory:
    seen = Observatory()
    for number in range(6):
        address = "89.160.20.112" if number % 2 else "81.2.69.160"
        seen.gateway.open("Ann" if number < 3 else "bob", address=address, sent_bytes=number)
    await seen.after()
    return seen


@pytest.mark.parametrize(("query", "expected"), [(LARGEST, [7, 6]), (IN_SWEDEN, [7, 5]), (FOUND, [2, 1])])
async def test_what_was_looked_at_is_made_ahead_and_says_what_a_first_look_says(
    query: ConnectionsQuery, expected: list[int]
) -> None:
    seen = await open_some()
    sent(seen, query)
    seen.gateway.open("bob", sent_bytes=6)
    seen.gateway.open("bob", address="89.160.20.112", sent_bytes=7)
    await seen.after(5)
    assert sent(seen, query) == expected
    first = await seen.after(5)
    assert [row.bytes_transferred for row in payloads.connections(first, query).rows] == expected


async def test_only_what_somebody_looks_at_is_made() -> None:
    seen = await open_some()
    sent(seen, FOUND)
    assert is_ready(await seen.after(5), FOUND)
    assert not is_ready(await seen.after(5), FOUND)


async def test_a_first_look_at_many_connections_is_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    def noted(scene: Scene, query: ConnectionsQuery) -> Selection:
        threads.append(threading.current_thread())
        return select(scene, query)

    monkeypatch.setattr("monitoring.looking.THREADED_FROM", 6)
    monkeypatch.setattr("monitoring.looking.select", noted)
    seen = await open_some()
    assert seen.sampler.newest is not None
    await look(seen.sampler.newest, LARGEST)
    assert threads != [threading.main_thread()]
    assert is_ready(seen.sampler.newest, LARGEST)
    await look(seen.sampler.newest, LARGEST)
    assert len(threads) == 1
