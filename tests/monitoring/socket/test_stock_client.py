"""The reference client of npm, with its default options and with each transport alone."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.chromium import CHECKOUT, node
from tests.monitoring.socket.stage import Stage, staged

SCRIPT = Path(__file__).with_name("stock_client.mjs")
CLIENT = CHECKOUT / "frontend/node_modules/socket.io-client"
FIRST = [
    ["event", "dashboard:update", 1, 1],
    ["event", "connections:update", 2, 1],
    ["event", "bandwidth:update", 1, 1],
]


class Lines:
    """What the client tells."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        self._stdout = process.stdout

    async def next(self, kind: str) -> list[Any]:
        """Return the next line of a kind, passing over others."""
        async with asyncio.timeout(15):
            while line := await self._stdout.readline():
                told: list[Any] = json.loads(line)
                if told[0] == kind:
                    return told
        raise AssertionError(f"the client ended without telling {kind}")


@asynccontextmanager
async def client(stage: Stage, token: str, transports: str = "") -> AsyncIterator[Lines]:
    process = await asyncio.create_subprocess_exec(
        node(), SCRIPT, stage.url, token, transports, CLIENT, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Lines(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("transports", ["", "websocket", "polling"])
async def test_it_gets_events_and_answers_and_is_told_to_leave(transports: str) -> None:
    async with staged() as stage:
        stage.around.gateway.open()
        await stage.tick()
        async with client(stage, "ptk_good", transports) as lines:
            assert await lines.next("connected") == ["connected"]
            assert [await lines.next("event") for _ in FIRST] == FIRST
            answers = [(await lines.next("answer"))[1] for _ in range(4)]
            assert [answer["ok"] for answer in answers] == [True, True, False, False]
            assert [answer["code"] for answer in answers[2:]] == ["bad_request", "not_found"]
            assert [row["username"] for row in answers[0]["data"]["rows"]] == ["bob"]
            deflated = "permessage-deflate" if transports != "polling" else None
            assert await lines.next("transport") == ["transport", transports or "websocket", deflated]
            await stage.tick()
            assert await lines.next("event") == ["event", "dashboard:update", 1, 2]
            stage.gatekeeper.revoked.add("ann")
            await stage.tick()
            assert await lines.next("gone") == ["gone", "io server disconnect"]


async def test_it_is_told_why_it_is_refused() -> None:
    async with staged() as stage, client(stage, "ptk_bad") as lines:
        _, message, data = await lines.next("refused")
        assert data == {"code": "unauthorized", "message": message}
