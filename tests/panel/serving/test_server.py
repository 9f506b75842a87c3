"""Leaving: drained first, bounded whatever peers do, and told to the application last."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.panel.serving.running import running

GET = b"GET / HTTP/1.1\r\nHost: panel\r\n\r\n"


class Viewers:
    """An application that streams until it is drained, and writes down what happens when."""

    def __init__(self) -> None:
        self.draining = asyncio.Event()
        self.happened: list[str] = []
        self.active = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        self.active += 1
        ending = "forced"
        try:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            while not self.draining.is_set():
                await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
                await asyncio.sleep(0.001)
            await send({"type": "http.response.body", "body": b"end"})
            ending = "drained"
        finally:
            self.active -= 1
            self.happened.append(ending)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            self.happened.append(message["type"])
            complete: Message = {"type": f"{message['type']}.complete"}
            await send(complete)
            if message["type"] == "lifespan.shutdown":
                return

    async def drain(self) -> None:
        self.draining.set()
        while self.active > 1:
            await asyncio.sleep(0.01)


async def test_viewers_end_before_the_application_and_a_stuck_one_holds_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    viewers = Viewers()
    async with running(viewers, [viewers.drain], with_lifespan=True) as run:
        reading, stuck = await run.peer(), await run.peer(receive_buffer_bytes=16_384)
        reading[1].write(GET)
        stuck[1].write(GET)
        await reading[0].readexactly(500_000)
        read = asyncio.create_task(reading[0].read())
        began_s = time.monotonic()
        await run.stop()
        assert time.monotonic() - began_s < 3
        assert (await read).endswith(b"end\r\n0\r\n\r\n")
        assert viewers.happened == ["lifespan.startup", "drained", "drained", "lifespan.shutdown"]
        assert "Traceback" not in caplog.text
        for _, writer in (reading, stuck):
            writer.close()


async def test_new_peers_are_not_taken_while_draining() -> None:
    draining, over = asyncio.Event(), asyncio.Event()

    async def slow_drain() -> None:
        draining.set()
        await over.wait()

    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()

    async with running(silent, [slow_drain]) as run:
        run.server.leave()
        await draining.wait()
        with pytest.raises(ConnectionError):
            await run.peer()
        over.set()


async def test_a_drain_that_hangs_or_fails_is_left_behind_and_logged(capsys: pytest.CaptureFixture[str]) -> None:
    cancelled: list[bool] = []

    async def hangs() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append(True)

    async def fails() -> None:
        raise RuntimeError("disk full")

    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()

    async with running(silent, [hangs, fails]) as run:
        began_s = time.monotonic()
        await run.stop()
        assert time.monotonic() - began_s < 2
    await asyncio.sleep(0)
    assert cancelled == [True]


async def test_an_application_that_does_not_close_is_left_behind() -> None:
    async def stubborn(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await asyncio.Event().wait()

    async with running(stubborn, with_lifespan=True, lifespan_s=0.3) as run:
        began_s = time.monotonic()
        await run.stop()
        assert time.monotonic() - began_s < 2


PROGRAM = textwrap.dedent(
    """
    import asyncio, sys
    from panel.serving.config import build_config
    from panel.serving.listener import listen
    from panel.serving.server import Server

    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            await receive(); await send({"type": "lifespan.startup.complete"})
            await receive(); print("closed", flush=True); await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
            await asyncio.sleep(0.001)

    listener = listen("127.0.0.1", 0)
    print(listener.getsockname()[1], flush=True)
    asyncio.run(Server(build_config(app)).serve([listener]))
    """
)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_the_process_in_time_with_peers_that_never_leave(number: signal.Signals) -> None:
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        asyncio.run(_hold(port, process, number))
        assert process.wait(5) in (-number, 128 + number, 0, 1)
        assert process.stdout.read() == "closed\n"


async def _hold(port: int, process: "subprocess.Popen[str]", number: signal.Signals) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    writer.write(GET)
    await reader.readexactly(100_000)
    began_s = time.monotonic()
    process.send_signal(number)
    await asyncio.sleep(0.3)
    process.send_signal(number)
    while process.poll() is None:
        assert time.monotonic() - began_s < 5
        await asyncio.sleep(0.02)
    writer.close()
