"""A piece of background work that dies is not outlived by the service."""

import asyncio

from panel.crew import Crew


async def forever() -> None:
    await asyncio.Event().wait()


async def test_work_goes_on_until_dismissed() -> None:
    alarms: list[str] = []
    crew = Crew(lambda: alarms.append("rung"))
    stopped = asyncio.Event()

    async def work() -> None:
        try:
            await forever()
        finally:
            stopped.set()

    crew.start("work", work)
    await asyncio.sleep(0)
    await crew.dismiss()
    assert stopped.is_set()
    assert (alarms, crew.failed) == ([], None)


async def test_a_death_rings_the_alarm_and_is_named() -> None:
    rung = asyncio.Event()
    crew = Crew(rung.set)

    async def dies() -> None:
        raise LookupError("gone")

    crew.start("steady", forever)
    crew.start("frail", dies)
    async with asyncio.timeout(1):
        await rung.wait()
    assert crew.failed == "frail"
    await crew.dismiss()


async def test_work_that_merely_returns_is_a_death_too() -> None:
    rung = asyncio.Event()
    crew = Crew(rung.set)

    async def returns() -> None:
        return

    crew.start("brief", returns)
    async with asyncio.timeout(1):
        await rung.wait()
    assert crew.failed == "brief"
    await crew.dismiss()
