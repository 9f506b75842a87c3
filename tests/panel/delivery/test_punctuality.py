"""How late the service is."""

import asyncio

from panel.delivery.punctuality import Punctuality
from tests.fakes.clock import ManualClock


async def test_only_what_is_slept_too_long_counts() -> None:
    clock = ManualClock()
    punctuality = Punctuality(clock)
    for overslept_s in (0.0, 0.05, 2.5):
        sleeping = asyncio.create_task(punctuality.sleep(1.0))
        await asyncio.sleep(0)
        clock.jump(1.0 + overslept_s)
        await clock.advance(0.0)
        await sleeping
    assert punctuality.held_up_s == 2.5
