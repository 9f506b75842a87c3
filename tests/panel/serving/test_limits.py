"""Bodies that are too large, too slow or that lie about their length."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from panel.serving.limits import BodyLimit
from tests.panel.serving.running import running

POST = b"POST /size HTTP/1.1\r\nHost: panel\r\nConnection: close\r\n"


async def size(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def ignoring(_request: Request) -> Response:
    return PlainTextResponse("done")


async def failing(_request: Request) -> Response:
    raise RuntimeError("of its own")


async def streaming(_request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b"x" * 100
            await asyncio.sleep(0.1)

    return StreamingResponse(parts())


APPLICATION = BodyLimit(
    Starlette(
        routes=[
            Route("/size", size, methods=["POST"]),
            Route("/ignore", ignoring, methods=["POST"]),
            Route("/fail", failing),
            Route("/stream", streaming),
        ]
    ),
    limit_bytes=1000,
    deadline_s=0.3,
)


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("length", [0, 1, 1000])
async def test_a_body_up_to_the_limit_arrives(length: int) -> None:
    async with running(APPLICATION) as run:
        answer = await run.answer(POST + b"Content-Length: %d\r\n\r\n" % length + b"x" * length)
        assert body_of(answer) == str(length).encode()


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 1001\r\n\r\n",
        b"Content-Length: 999999999999999999\r\n\r\nx",
        b"Transfer-Encoding: chunked\r\n\r\n" + (b"1f4\r\n" + b"x" * 500 + b"\r\n") * 3 + b"0\r\n\r\n",
    ],
    ids=["declared", "enormous", "chunked"],
)
async def test_a_body_over_the_limit_is_refused(rest: bytes) -> None:
    async with running(APPLICATION) as run:
        answer = await run.answer(POST + rest)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert json.loads(body_of(answer))["error"]["code"] == "bad_request"


async def test_an_endless_body_is_cut() -> None:
    async with running(APPLICATION) as run:
        sent = await run.pour(POST + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65_535 + b"\r\n")
        assert sent < 8_000_000


async def test_a_body_that_does_not_come_is_refused() -> None:
    async with running(APPLICATION) as run:
        answer = await run.answer(POST + b"Content-Length: 100\r\n\r\nonly this")
        assert answer.startswith(b"HTTP/1.1 408 ")


async def test_an_answer_may_take_longer_than_the_body() -> None:
    async with running(APPLICATION) as run:
        answer = await run.answer(b"GET /stream HTTP/1.1\r\nHost: panel\r\nConnection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert answer.count(b"x" * 100) == 4


async def test_an_application_s_own_failure_stays_its_own(caplog: pytest.LogCaptureFixture) -> None:
    async with running(APPLICATION) as run:
        answer = await run.answer(b"GET /fail HTTP/1.1\r\nHost: panel\r\nConnection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 500 ")
    assert "of its own" in caplog.text
