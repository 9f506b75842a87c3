"""The demo is true: real channels, real viewers, places from the sample databases."""

import asyncio

from tests.fixtures.server import StartServer
from tests.integration.operator import operator_at


async def test_the_demo_shows_real_viewers_with_places(start_panel: StartServer) -> None:
    server = start_panel("--viewers", "6", command="demo", env={"PANEL_SAMPLE_INTERVAL_S": "1"})
    async with operator_at(server) as operator, asyncio.timeout(30):
        while True:
            rows = (await operator.get("connections"))["rows"]
            measured = [row for row in rows if row["bitrateBps"] and row["countryCode"] and row["isp"]]
            if len(measured) >= 4:
                break
            await asyncio.sleep(0.2)
        dashboard = await operator.get("dashboard")
        assert len({row["ip"] for row in rows}) == len(rows)
        assert dashboard["onlineStreams"] >= 4
        assert dashboard["bandwidthBps"] > 500_000
    assert server.stop() == 0
    assert "Traceback" not in server.output


async def test_without_viewers_the_channels_stay(start_panel: StartServer) -> None:
    server = start_panel("--viewers", "0", command="demo", env={"PANEL_SAMPLE_INTERVAL_S": "1"})
    async with operator_at(server) as operator, asyncio.timeout(30):
        while (await operator.get("dashboard"))["onlineStreams"] < 4:
            await asyncio.sleep(0.2)
    assert "offline" not in server.output
