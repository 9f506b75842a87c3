"""The database is away for a while: operators see on, and what happened meanwhile is stored when it is back."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.fakes.crowd import Crowd
from tests.fakes.publisher import Publisher
from tests.fixtures.outages import disk_full, gone, locked
from tests.fixtures.postgres import Cluster
from tests.fixtures.server import PanelServer, StartServer
from tests.integration.operator import Listener, listening, operator_at
from tests.integration.test_crashes import every_session
from tests.integration.test_viewer import FAST

PLAYERS = 20
# The ledger tries again every five seconds at the latest.
RETURN_S = 12.0

Outage = Callable[[PanelServer], AbstractContextManager[None]]


@pytest.fixture
def data_folder(small_disk: Path) -> Path:
    return small_disk / "data"


@pytest.fixture(params=["full", "locked", "gone"])
def away(request: pytest.FixtureRequest, small_disk: Path, data_folder: Path) -> tuple[dict[str, str], Outage]:
    """The settings of a panel, and what takes its database away."""
    if request.param == "full":
        return FAST, lambda server: disk_full(small_disk, server)
    if request.param == "locked":
        return FAST, lambda _server: locked(data_folder / "panel.db")
    cluster: Cluster = request.getfixturevalue("postgres")
    url = str(request.getfixturevalue("postgres_url"))
    name = str(make_url(url).database)
    return FAST | {"PANEL_DATABASE_URL": url}, lambda _server: gone(cluster, name)


def ticks(listener: Listener) -> list[int]:
    return [page["seq"] for _, page in listener.payloads("connections:update")]


def told_left(listener: Listener) -> int:
    return sum(entry["kind"] == "line.left" for (entry,) in listener.payloads("activity:new"))


async def test_ticks_go_on_and_nothing_is_lost_while_the_database_is_away(
    start_panel: StartServer,
    make_publisher: Callable[[int], Publisher],
    data_folder: Path,
    away: tuple[dict[str, str], Outage],
    outage_s: float,
) -> None:
    env, outage = away
    source = make_publisher(400_000)
    server = start_panel(env=env, data_dir=data_folder)
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        await listener.client.emit("subscribe:connections", {"limit": 1000})
        stream, line = await operator.add_stream(source.url), await operator.add_line(maxConnections=0)
        crowd = Crowd(operator.play_url(stream, line), PLAYERS)
        async with crowd.playing():
            await asyncio.sleep(2.0)
            with outage(server):
                await asyncio.sleep(0.5)
                before, left_before = len(ticks(listener)), told_left(listener)
                await asyncio.sleep(outage_s)
                seen = ticks(listener)
                assert len(seen) - before >= outage_s * 0.7
                assert all(later == earlier + 1 for earlier, later in pairwise(seen[before:]))
                # What is not stored is not told as over.
                assert told_left(listener) == left_before
                assert any(row["stale"] for row in listener.payloads("connections:update")[-1][0])
            async with asyncio.timeout(RETURN_S):
                while told_left(listener) == left_before:
                    await asyncio.sleep(0.1)
        async with asyncio.timeout(RETURN_S):
            while (await operator.get("connections"))["rows"]:
                await asyncio.sleep(0.1)
        sessions = (await every_session(operator)).values()
    by_player = {session["userAgent"]: session for session in sessions}
    assert len(by_player) == len(sessions)
    assert set(crowd.received) <= set(by_player)
    for name, received in crowd.received.items():
        session = by_player[name]
        assert session["endReason"] == "left"
        assert session["bytesExact"] is True
        assert abs(session["bytesTransferred"] - received) <= 256 * 1024
    assert "Traceback" not in server.output
