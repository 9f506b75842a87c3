"""A socket's view of the table, from its first page on."""

import pytest

from monitoring.contract.requests import ConnectionsQuery, ConnectionsSubscription
from monitoring.socket.view import View
from tests.monitoring.socket.deltas import applied
from tests.monitoring.socket.stage import staged


def test_views_of_the_same_rows_have_the_same_key() -> None:
    plain, delta = View(ConnectionsQuery(search="b")), View(ConnectionsSubscription(search="b", delta=True))
    assert (plain.key, plain.deltas, delta.deltas) == (delta.key, False, True)
    assert View(ConnectionsQuery(search="B")).key != plain.key


@pytest.mark.parametrize("transports", [(), ("websocket",), ("polling",)], ids=["default", "ws", "polling"])
async def test_a_socket_that_asks_for_deltas_gets_them_from_its_first_page_on(transports: tuple[str, ...]) -> None:
    async with staged() as stage:
        key = stage.around.gateway.open("bob")
        await stage.tick()
        async with stage.client("ptk_good", *transports) as client, stage.client("ptk_bob") as other:
            answer = await client.ask("subscribe:connections", {"limit": 2, "delta": True})
            rows = answer["data"]["rows"]
            for username in ("eve", "sue"):
                stage.around.gateway.open(username)
                stage.around.gateway.send(key, 1_000_000)
                delta, page = await client.next_after_tick(stage, "connections:delta")
                rows = applied(rows, delta)
                assert delta["baseSeq"] == page["seq"] - 1
                whole, _ = await other.next("connections:update")
                while len(whole) < page["total"]:
                    whole, _ = await other.next("connections:update")
                assert rows == whole[:2]


async def test_a_socket_gets_whole_pages_again_where_a_delta_would_not_fit() -> None:
    async with staged() as stage:
        stage.around.gateway.open("bob")
        await stage.tick()
        async with stage.client() as client:
            await client.ask("subscribe:connections", {"delta": True})
            await client.next_after_tick(stage, "connections:delta")
            await client.ask("request:connections", {"username": "eve"})
            await client.next_after_tick(stage, "connections:update")
            await client.next_after_tick(stage, "connections:delta")
            await client.ask("subscribe:connections", {"delta": True, "limit": 7})
            await client.next_after_tick(stage, "connections:delta")
            await client.ask("unsubscribe", {"events": ["connections:update"]})
            await client.next_after_tick(stage, "geo:update")
            await client.ask("subscribe", {"events": ["connections:update"]})
            await client.next_after_tick(stage, "connections:update")
            await client.ask("subscribe:connections", {})
            await client.next_after_tick(stage, "connections:update")
            await stage.tick()
            await client.next("geo:update")
            assert "connections:delta" not in client.waiting()
