"""Sources on this machine or its networks are refused unless that is allowed, however they are written."""

import asyncio
import socket
from urllib.parse import quote, unquote

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from geo.address import is_public
from panel.delivery.checked_resolver import AddressRule
from panel.delivery.limits import DeliveryLimits
from panel.delivery.source_failure import SourceFailure
from panel.delivery.upstream import Upstream
from tests.fakes.mpegts import TransportStream
from tests.fakes.web import Web, answering, whole_answer

PUBLIC = "93.184.215.14"
LIMITS = DeliveryLimits(connect_s=0.3, first_byte_s=1.0, redirects=2)


class Names(AbstractResolver):
    """Answers each name with the next of its lists of addresses."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = answers

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        lists = self._answers[host.split(".", maxsplit=1)[0]]
        addresses = lists.pop(0) if len(lists) > 1 else lists[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        return None


async def transport_stream(path: str, writer: asyncio.StreamWriter) -> None:
    if path.startswith("/to/"):
        target = unquote(path.removeprefix("/to/"))
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())
        return
    writer.write(whole_answer(next(TransportStream(3_200_000).frames())))


def anything(_address: str) -> bool:
    return True


async def failure(url: str, allows: AddressRule = is_public, names: Names | None = None) -> str | None:
    upstream = Upstream(LIMITS, allows, names)
    try:
        async with upstream.open(url, urgent=True) as response:
            await response.content.readany()
        return None
    except SourceFailure as refused:
        return str(refused)
    finally:
        await upstream.close()


LOCAL = [
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::]:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://user:password@127.0.0.1:{port}/",
    "http://169.254.169.254/",
    "http://10.0.0.1/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://224.0.0.1/",
]


@pytest.mark.parametrize("url", LOCAL)
async def test_no_request_reaches_a_private_address(url: str) -> None:
    async with answering(transport_stream) as web:
        reason = await failure(url.format(port=web.port))
        assert reason in (
            "the source's address is private, which is not allowed here",
            "the source's address is malformed",
        )
        assert web.paths == []


async def test_allowed_private_sources_work() -> None:
    async with answering(transport_stream) as web:
        assert await failure(web.url(), anything) is None
        assert await failure(web.url(host="localhost"), anything) is None


@pytest.mark.parametrize(
    "addresses", [[["127.0.0.1"]], [[PUBLIC, "127.0.0.1"]], [["127.0.0.1", PUBLIC]], [["::ffff:10.0.0.1"]]]
)
async def test_a_name_with_any_private_address_is_refused(addresses: list[list[str]]) -> None:
    async with answering(transport_stream) as web:
        names = Names(tv=addresses)
        reason = await failure(web.url(host="tv.example"), names=names)
        assert reason == "the source's address is private, which is not allowed here"
        assert web.paths == []


async def test_a_name_that_changes_its_address_is_connected_where_it_was_checked() -> None:
    async with answering(transport_stream) as web:
        # Asked a second time the name would point here; the connection goes to what was checked, where nobody is.
        names = Names(tv=[["240.0.0.1"], ["127.0.0.1"]])
        assert await failure(web.url(host="tv.example"), names=names) is not None
        names = Names(tv=[[PUBLIC], ["127.0.0.1"]])
        assert await failure(web.url(host="tv.example"), names=names) is not None
        assert web.paths == []


async def redirected(web: Web, target: str) -> str | None:
    return await failure(web.url(f"/to/{quote(target, safe='')}"), anything)


async def test_redirects_are_followed_and_counted() -> None:
    async with answering(transport_stream) as web:
        assert await redirected(web, web.url("/there")) is None
        assert await redirected(web, "/relative") is None
        assert web.paths[-1] == "/relative"
        assert await redirected(web, "/to/%2Fto%2F%252Fto%252F%25252Ffar") == "the source redirects too often"
        assert await redirected(web, "file:///etc/passwd") == "the source's address is not one of HTTP"


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://[::1]/", "http://tv.example/"])
async def test_a_redirect_is_checked_like_the_first_address(target: str) -> None:
    def only_here(address: str) -> bool:
        return address == "127.0.0.1"

    async with answering(transport_stream) as web:
        names = Names(tv=[["192.168.1.1"]])
        reason = await failure(web.url(f"/to/{quote(target, safe='')}"), only_here, names)
        assert reason == "the source's address is private, which is not allowed here"
        assert len(web.paths) == 1


@pytest.mark.parametrize(
    "url", ["ftp://tv.example/", "file:///etc/passwd", "tv.example", "", "http://", "http://[", "x:y"]
)
async def test_other_addresses_are_refused(url: str) -> None:
    assert await failure(url) in ("the source's address is not one of HTTP", "the source's address is malformed")


async def test_reasons_never_hold_the_address() -> None:
    secret = "user:hunter2@nosuchhost.invalid"
    reason = await failure(f"http://{secret}/stream?token=hunter2")
    assert reason == "the source's name is unknown"
