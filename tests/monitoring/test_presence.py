"""Who is there is told when it changes, not when it is time to tell."""

from typing import Any

from tests.monitoring.socket.stage import Client, Stage, eventually, staged

MOMENT_S = 0.2


async def told(stage: Stage, client: Client) -> Any:
    """Let a moment pass and return what was told."""
    await stage.clock.advance(MOMENT_S)
    return (await client.next("presence:update"))[0]


async def test_lines_that_come_and_go_are_told_between_ticks() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        await told(stage, client)
        stage.around.audience.comes(7, "bob")
        stage.around.audience.comes(9, "carol")
        came = await told(stage, client)
        assert came["wentOnline"] == [{"lineId": 7, "username": "bob"}, {"lineId": 9, "username": "carol"}]
        assert (came["wentOffline"], came["onlineLines"], came["seq"]) == ([], 2, 1)
        stage.around.audience.goes(7)
        went = await told(stage, client)
        assert (went["wentOnline"], went["wentOffline"]) == ([], [{"lineId": 7, "username": "bob"}])
        assert went["onlineLines"] == 1


async def test_a_line_that_is_back_at_once_was_never_away() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        stage.around.audience.comes(7, "bob")
        await told(stage, client)
        client.waiting()
        stage.around.audience.goes(7)
        stage.around.audience.comes(7, "bob")
        await stage.clock.advance(MOMENT_S)
        stage.around.audience.comes(8, "eve")
        assert (await told(stage, client))["wentOnline"] == [{"lineId": 8, "username": "eve"}]


async def test_operators_are_told_of_one_another() -> None:
    async with staged() as stage, stage.client("ptk_good") as ann:
        await stage.tick()
        first = await told(stage, ann)
        assert [operator["name"] for operator in first["operators"]] == ["ann"]
        stage.clock.jump(60)
        async with stage.client("ptk_bob") as bob:
            await told(stage, ann)
            both = await told(stage, bob)
            assert [operator["name"] for operator in both["operators"]] == ["ann", "bob"]
            assert both["operators"][0] == first["operators"][0]
            assert both["operators"][1]["since"] > both["operators"][0]["since"]
            async with stage.client("ptk_bob") as second:
                assert (await told(stage, second))["operators"] == both["operators"]
        await eventually(lambda: stage.manager.operators_online() == 1)
        assert (await told(stage, ann))["operators"] == first["operators"]
        assert "presence:update" not in ann.waiting()


async def test_what_happens_before_the_first_tick_is_told_after_it() -> None:
    async with staged() as stage, stage.client() as client:
        stage.around.audience.comes(7, "bob")
        await stage.clock.advance(MOMENT_S)
        assert client.waiting() == []
        await stage.tick()
        first = await told(stage, client)
        assert (first["seq"], first["wentOnline"]) == (1, [{"lineId": 7, "username": "bob"}])


async def test_who_does_not_want_it_is_not_told() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        await told(stage, client)
        await client.ask("unsubscribe", {"events": ["presence:update"]})
        client.waiting()
        stage.around.audience.comes(7, "bob")
        await stage.clock.advance(MOMENT_S)
        await client.ask("request:dashboard")
        assert "presence:update" not in client.waiting()
