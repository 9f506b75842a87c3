"""A MediaMTX server read over HTTP: who is counted, who is not, and what goes wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
import pytest

from monitoring.contract.events import StreamType
from monitoring.errors import CollectorError
from monitoring.model import UNKNOWN_COUNT
from monitoring.ports import KnownStream
from panel.collectors.fact import CollectorFact
from panel.collectors.making import OwnedCollector
from tests.fakes.clock import ManualClock
from tests.fakes.mediamtx import MediaMtx, mediamtx, session


@dataclass(frozen=True)
class Known:
    id: int = 7
    name: str = "News"
    type: StreamType = "live"


class Book:
    """Knows one line and one stream."""

    def line_id(self, username: str) -> int | None:
        return 3 if username == "bob" else None

    def stream_named(self, name: str) -> KnownStream | None:
        return Known() if name == "News" else None


def collector(server: MediaMtx, username: str | None = None, password: str | None = None) -> OwnedCollector:
    fact = CollectorFact(1, "edge", "mediamtx", server.url, username, password, enabled=True)
    return OwnedCollector(fact, Book(), ManualClock())


async def test_readers_of_every_protocol_are_connections_with_what_is_known_of_them() -> None:
    async with mediamtx() as server:
        server.lists = {
            "hlssessions": [session(1)],
            "rtmpconns": [session(2, user="", path="other", remoteAddr="[2001:db8::1]:5000", userAgent=None)],
            "srtconns": [{key: value for key, value in session(3).items() if key != "outboundBytes"}],
            "webrtcsessions": [session(4, outboundBytes=None, bytesSent=470)],
        }
        edge = collector(server)
        reading = await edge.read()
        await edge.close()
    hls, rtmp, srt, _webrtc = (reading.identities[key] for key in reading.keys.tolist())
    assert reading.counted_bytes.tolist() == [1000, 1000, UNKNOWN_COUNT, 470]
    assert (hls.username, hls.line_id, hls.stream_id, hls.stream_name, hls.protocol) == ("bob", 3, 7, "News", "hls")
    assert (hls.address, hls.user_agent) == ("192.0.2.7", "VLC/3.0.18")
    assert hls.connected_at == datetime(2026, 1, 1, 7, 0, 0, 300131, tzinfo=UTC)
    assert hls.id == "edge:00000000-0000-4000-8000-000000000001"
    assert (rtmp.username, rtmp.line_id, rtmp.stream_id, rtmp.stream_name) == (None, None, None, "other")
    assert (rtmp.address, rtmp.user_agent) == ("2001:db8::1", None)
    assert srt.protocol == "srt"


async def test_publishers_and_caches_are_no_viewers() -> None:
    async with mediamtx() as server:
        server.lists = {
            "rtmpconns": [session(1, state="publish"), session(2, state="idle")],
            "hlssessions": [session(3, isCDN=True)],
        }
        edge = collector(server)
        assert not len((await edge.read()).keys)
        await edge.close()


async def test_keys_stay_while_listed_and_a_restart_is_another_epoch() -> None:
    async with mediamtx() as server:
        server.lists = {"hlssessions": [session(1), session(2)]}
        edge = collector(server)
        first = await edge.read()
        server.lists = {"hlssessions": [session(3), session(2, outboundBytes=5000)]}
        second = await edge.read()
        server.started = "2026-01-02T00:00:00Z"
        third = await edge.read()
        await edge.close()
    assert (first.keys.tolist(), second.keys.tolist()) == ([1, 2], [2, 3])
    assert second.counted_bytes.tolist() == [5000, 1000]
    assert first.epoch == second.epoch != third.epoch


async def test_a_long_list_and_one_that_cannot_be_taken_apart_are_read_alike() -> None:
    sessions = [session(number, outboundBytes=number, userAgent="x" * 1000) for number in range(1, 1001)]
    nested = [{**each, "tracks": [{"id": 1}, {"id": 2}]} for each in sessions]
    bodies = [orjson.dumps({"items": items}) for items in (sessions, nested)]
    readings = []
    async with mediamtx() as server:
        for body in bodies:
            server.broken = (200, body)
            edge = collector(server)
            readings.append(await edge.read())
            await edge.close()
    # Every list is the same one; whoever is in several counts once.
    assert [reading.counted_bytes.tolist() for reading in readings] == [list(range(1, 1001))] * 2
    assert [len(reading.identities) for reading in readings] == [1000, 1000]


async def test_a_password_is_sent_and_a_wrong_one_told() -> None:
    async with mediamtx() as server:
        server.lists, server.login = {"hlssessions": [session(1)]}, ("reader", "sesäme")
        right, wrong = collector(server, "reader", "sesäme"), collector(server, "reader", "guess")
        assert len((await right.read()).keys) == 1
        with pytest.raises(CollectorError, match="refuses this username and password") as caught:
            await wrong.read()
        await right.close()
        await wrong.close()
    assert "guess" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (500, b"", "answers 500"),
        (302, b"", "answers 302"),
        (200, b"<html>", "not JSON"),
        (200, b"[]", "something else"),
        (200, b'{"items": 3}', "not one of MediaMTX"),
        (200, b'{"items": [{"state": "read"}]}', "not one of MediaMTX"),
        (404, b"", "no list of MediaMTX"),
    ],
)
async def test_what_is_no_mediamtx_is_told_as_such(status: int, body: bytes, reason: str) -> None:
    async with mediamtx() as server:
        server.broken = (status, body)
        edge = collector(server)
        with pytest.raises(CollectorError, match=reason):
            await edge.read()
        await edge.close()


async def test_a_server_that_is_not_there_is_told_without_its_address() -> None:
    edge = collector(MediaMtx(url="http://127.0.0.1:1"))
    with pytest.raises(CollectorError, match="no connection") as caught:
        await edge.read()
    await edge.close()
    assert "127.0.0.1" not in str(caught.value)


async def test_ids_fit_into_the_record_of_sessions_and_stay_apart() -> None:
    async with mediamtx() as server:
        server.lists = {"hlssessions": [session(1), session(2)]}
        fact = CollectorFact(1, "e" * 32, "mediamtx", server.url, None, None, enabled=True)
        edge = OwnedCollector(fact, Book(), ManualClock())
        ids = {identity.id for identity in (await edge.read()).identities.values()}
        await edge.close()
    assert {len(each) for each in ids} == {64}
    assert len(ids) == 2
