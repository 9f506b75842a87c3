"""Moments of the past over a socket, the same as over HTTP, on both databases."""

from datetime import timedelta
from urllib.parse import urlencode

from tests.monitoring.socket.stage import Client
from tests.panel.api.house import House
from tests.panel.api.test_records import store
from tests.panel.moments.test_moments import GERMANY, any_house, session, wire

__all__ = ["any_house"]

ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("dashboard", {}),
    ("connections", {"search": "new", "limit": 1}),
    ("connections/groups", {"by": "country"}),
    ("geo", {}),
)


async def test_a_socket_is_told_what_http_tells_and_sent_no_event(any_house: House) -> None:
    now = any_house.services.clock.now().replace(microsecond=0)
    began = now - timedelta(hours=2)
    await store(any_house, session(1, began, 3600.0), session(2, began, 3600.0, **GERMANY), session(3, now, None))
    client, at = Client(), wire(now - timedelta(minutes=90))
    token = {"token": any_house.tokens["viewer"]}
    await client.socket.connect(any_house.url, auth=token, transports=["websocket"])
    try:
        await any_house.services.sampler.tick()
        for path, query in ASKED:
            asked = {**query, "at": at}
            answer = await client.ask(f"request:{path.rpartition('/')[2]}", asked)
            assert answer["ok"], answer
            assert answer["data"] == (await any_house.ask("GET", f"/api/v1/{path}?{urlencode(asked)}")).json
        client.waiting()
        bandwidth = await client.ask("request:bandwidth", {"at": at, "windowS": 600})
        assert bandwidth["data"]["history"][-1]["timestamp"] < at
        for wrong in (wire(now + timedelta(days=1)), "2001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "yesterday", 5):
            for event in ("request:dashboard", "request:connections", "request:geo"):
                assert (await client.ask(event, {"at": wrong}))["code"] == "bad_request"
        refused = await client.ask("subscribe:connections", {"at": at})
        assert refused["code"] == "bad_request"
        assert client.waiting() == []
    finally:
        await client.socket.disconnect()
