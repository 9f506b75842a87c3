"""Rounds of kill -9 while many sessions open and close: what was told is kept, and nothing is there twice."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from tests.fakes.crowd import Crowd
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer
from tests.integration.operator import Listener, Operator, listening, operator_at
from tests.integration.test_viewer import FAST

PLAYERS = 100
ALL = 1000
SHORTEST_ROUND_S, LONGEST_ROUND_S = 2.0, 6.0
# Ticks are a second apart here, five in production. What was announced shows how far storing is: on a busy machine it
# is behind, but a tick waits for no more than the rows before it and those after.
STORED_BEFORE = timedelta(seconds=2)


@dataclass
class Told:
    """What an operator had been told when the server died."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The newest of each connection."""
    stored: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Those of ticks that must have been stored by then."""
    closed: set[str] = field(default_factory=set)
    activities: Counter[str] = field(default_factory=Counter)
    ticks: int = 0

    @classmethod
    def by(cls, listener: Listener) -> "Told":
        told = cls()
        pages = [(rows, page) for rows, page in listener.payloads("connections:update") if page["limit"] == ALL]
        ticks = {page["seq"]: (moment(page["timestamp"]), rows) for rows, page in pages}
        told.ticks = len(ticks)
        entries = [entry for (entry,) in listener.payloads("activity:new")]
        told.activities.update(entry["kind"] for entry in entries)
        stored_at = max((moment(entry["timestamp"]) - STORED_BEFORE for entry in entries), default=None)
        for _, (at, rows) in sorted(ticks.items()):
            now = {row["id"]: row for row in rows}
            told.closed |= told.rows.keys() - now.keys()
            told.rows |= now
            if stored_at is not None and at <= stored_at:
                told.stored |= now
        return told


async def every_session(operator: Operator) -> dict[str, dict[str, Any]]:
    """All sessions on record by id."""
    found: list[dict[str, Any]] = []
    while True:
        page = await operator.get(f"sessions?limit=1000&sort=connectedAt&order=asc&offset={len(found)}")
        found += page["items"]
        if len(found) >= page["total"]:
            break
    sessions = {session["id"]: session for session in found}
    assert len(sessions) == len(found)
    return sessions


def check(told: Told, crowd: Crowd, new: dict[str, dict[str, Any]]) -> None:
    """Hold what one round left on record against what had been told of it."""
    of_player = Counter(session["userAgent"] for session in new.values())
    assert set(of_player.values()) <= {1}
    assert all(session["endedAt"] is not None for session in new.values())
    reasons = Counter(session["endReason"] for session in new.values())
    assert set(reasons) <= {"left", "crash"}
    assert told.activities["line.left"] <= reasons["left"]
    assert told.activities["line.connected"] <= len(new)
    newest_at = max((moment(session["connectedAt"]) for session in new.values()), default=None)
    for connection_id, row in told.rows.items():
        if connection_id not in told.closed and connection_id not in new:
            # Beginnings are stored in their order, soon after; they are announced by the activity alone.
            assert newest_at is None or moment(row["connectedAt"]) >= newest_at
            continue
        session = new[connection_id]
        known = row if connection_id in told.closed else told.stored.get(connection_id)
        assert connection_id not in told.closed or session["endReason"] == "left"
        assert known is None or (session["bytesTransferred"] or 0) >= (known["bytesTransferred"] or 0)
        received = crowd.received.get(session["userAgent"], 0)
        assert (session["bytesTransferred"] or 0) <= received + 256 * 1024
        assert moment(session["connectedAt"]) <= moment(session["endedAt"])


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture(params=["sqlite", "postgresql"])
def panel_env(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The settings of a panel on a database of each kind in turn."""
    if request.param == "sqlite":
        yield FAST
    else:
        yield FAST | {"PANEL_DATABASE_URL": request.getfixturevalue("postgres_url")}


async def test_kills_at_random_moments_lose_and_double_nothing(
    start_panel: StartServer,
    make_publisher: Callable[[int], Publisher],
    panel_env: dict[str, str],
    crash_rounds: int,
) -> None:
    source = make_publisher(400_000)
    server = start_panel(env=panel_env)
    async with operator_at(server) as operator:
        stream, line = await operator.add_stream(source.url), await operator.add_line(maxConnections=0)
        path = operator.play_url(stream, line).removeprefix(server.url)
        token = operator.token
    settled: dict[str, dict[str, Any]] = {}
    for _ in range(crash_rounds):
        crowd = Crowd(server.url + path, PLAYERS)
        async with crowd.playing(), listening(server.url, token, transports=["websocket"]) as listener:
            await listener.client.emit("subscribe:connections", {"limit": ALL})
            await asyncio.sleep(random.uniform(SHORTEST_ROUND_S, LONGEST_ROUND_S))
            server.kill()
            # What was on its way is told still.
            await asyncio.sleep(0.1)
            told = Told.by(listener)
        assert told.ticks >= 1
        assert len(told.rows) >= PLAYERS / 10
        server = start_panel(env=panel_env | {"PANEL_ADMIN_PASSWORD": server.admin_password})
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as http:
            sessions = await every_session(Operator(server, http, token))
        # Who was closed stays as it was, whatever happens later.
        assert {key: sessions[key] for key in settled} == settled
        check(told, crowd, {key: session for key, session in sessions.items() if key not in settled})
        settled = sessions
