"""A kick cuts, proves it with a receipt, acts once, and keeps away whom it should."""

import asyncio
import time

import pytest

from panel.delivery.cooldown import Cooldowns, CooldownScope
from panel.delivery.device import Device
from panel.delivery.kick import KickOrder
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.clock import ManualClock
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, House, keeping_house, until

BY_ANN = KickOrder("ann")
PATH = "/live/alice/secret/1.ts"


def told(house: House, kind: str) -> list[str]:
    return [message for known, _, message in house.book.activity if known == kind]


async def test_a_kick_stops_the_bytes_before_it_answers(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        kicked, other = await house.watching(), await house.watching()
        await kicked.read(50_000)
        first, second = (identity.id for identity in house.book.begun)
        receipt = await house.gateway.kick(first, BY_ANN)
        assert receipt is not None
        assert (receipt.kicked, receipt.state, receipt.connection_id) == (True, "verified", first)
        assert receipt.cut_at is not None
        assert receipt.verified_at is not None
        assert receipt.requested_at <= receipt.cut_at < receipt.verified_at
        assert (receipt.verified_at - receipt.cut_at).total_seconds() >= QUICK.kick_verify_s
        assert house.gateway.kick_receipt(receipt.id) == receipt
        assert [ending.reason for ending in house.book.endings.values()] == ["kicked"]
        assert list(await house.counted()) == [second]
        begun = time.monotonic()
        assert await kicked.until_end() <= house.book.endings[first].sent_bytes
        assert time.monotonic() - begun < 1.0
        assert len(await other.watch(0.4)) > 50_000


async def test_what_a_kicked_player_has_not_taken_never_arrives(publisher: Publisher) -> None:
    publisher.bitrate_bps = 40_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        slow = await house.play(PATH, receive_buffer_bytes=32 * 1024)
        assert await slow.answer() == 200
        await asyncio.sleep(0.5)
        (identity,) = house.book.begun
        await house.gateway.kick(identity.id, BY_ANN)
        assert await slow.until_end() <= house.book.endings[identity.id].sent_bytes


async def test_many_kicks_of_one_connection_are_one(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        await house.watching()
        (identity,) = house.book.begun
        orders = [KickOrder("ann", "sharing"), *(KickOrder(f"operator {number}") for number in range(20))]
        receipts = await asyncio.gather(*(house.gateway.kick(identity.id, order) for order in orders))
        assert len(set(receipts)) == 1
        assert receipts[0] is not None
        assert receipts[0].order == orders[0]
        assert await house.gateway.kick(identity.id, BY_ANN) == receipts[0]
        assert told(house, "connection.kicked") == ["ann kicked alice from Channel 1: sharing"]
        assert await house.gateway.kick("nobody", BY_ANN) is None
        assert house.gateway.kick_receipt("none") is None


async def test_a_player_that_comes_back_at_once_makes_the_kick_fail(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        await house.watching()
        (identity,) = house.book.begun
        kicking = asyncio.create_task(house.gateway.kick(identity.id, BY_ANN))
        await until(lambda: bool(house.book.endings))
        await (await house.watching()).read(1000)
        receipt = await kicking
        assert receipt is not None
        assert (receipt.kicked, receipt.state, receipt.verified_at) == (True, "failed", None)
        assert told(house, "kick.failed") == ["alice, kicked, came back at once"]


async def test_another_player_of_the_line_does_not_spoil_a_kick(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        await house.watching()
        (identity,) = house.book.begun
        kicking = asyncio.create_task(house.gateway.kick(identity.id, BY_ANN))
        await until(lambda: bool(house.book.endings))
        await (await house.watching(agent="another")).read(1000)
        receipt = await kicking
        assert receipt is not None
        assert receipt.state == "verified"


@pytest.mark.parametrize(("scope", "agent"), [("line", "another"), ("address", "another"), ("agent", "test/1")])
async def test_a_cool_down_refuses_meanwhile(publisher: Publisher, scope: CooldownScope, agent: str) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        await house.watching()
        (identity,) = house.book.begun
        kicking = asyncio.create_task(house.gateway.kick(identity.id, KickOrder("ann", None, 2, scope)))
        await until(lambda: bool(house.book.endings))
        assert await house.status(PATH, agent=agent) == 403
        receipt = await kicking
        assert receipt is not None
        assert receipt.cooldown_until is not None
        assert receipt.state == "verified"
        assert told(house, "connection.kicked") == ["ann kicked alice from Channel 1 (refused for 2 s)"]
        assert told(house, "line.refused") == ["alice was refused: cooling down after a kick"]
        await asyncio.sleep(2)
        assert await house.status(PATH, agent=agent) == 200


async def test_cool_downs_hold_whom_they_name_for_as_long_as_they_say() -> None:
    clock = ManualClock()
    cooldowns = Cooldowns(clock)
    mine, neighbour = Device("2001:db8:1:2::1", "vlc"), Device("2001:db8:1:2::9", "kodi")
    far = Device("2001:db8:9::1", "vlc")
    cooldowns.impose("address", 1, mine, 60)
    cooldowns.impose("agent", 1, mine, 30)
    cooldowns.impose("agent", 1, mine, 5)
    assert cooldowns.holds(2, neighbour)
    assert cooldowns.holds(1, far)
    assert not cooldowns.holds(2, far)
    await clock.advance(31)
    assert not cooldowns.holds(1, far)
    assert cooldowns.holds(1, mine)
    await clock.advance(30)
    assert not cooldowns.holds(1, mine)
    cooldowns.impose("address", 3, Device(None, None), 60)
    assert cooldowns.holds(3, far)
    assert not cooldowns.holds(4, Device(None, None))
