"""A tick on its way to many sockets: nobody else waits for it, and what went wrong is counted."""

import asyncio

from monitoring.socket.fanout import SLICE_SOCKETS, FanOut
from monitoring.socket.limits import SocketLimits
from monitoring.socket.packets import TickPackets
from monitoring.socket.peer import Peer
from monitoring.socket.room import OperatorSocket, Room
from tests.fakes.clock import ManualClock
from tests.fakes.gatekeeper import Guest
from tests.fakes.websocket import Session
from tests.monitoring.socket.stage import Stage, staged


class Hall:
    """A room of sockets that never read, and the fan-out to it."""

    def __init__(self, stage: Stage, sockets: int) -> None:
        self.room = Room()
        self.fan_out = FanOut(self.room, stage.server, stage.gatekeeper, stage.clock, lambda: None)
        self.sessions = [Session() for _ in range(sockets)]
        for number, session in enumerate(self.sessions):
            peer = Peer(session, session.outbox, None, SocketLimits(), stage.clock)
            self.room.enter(OperatorSocket(str(number), peer, Guest("ann")))


async def packets(stage: Stage) -> TickPackets:
    snapshot = await stage.tick()
    return TickPackets(snapshot, stage.sampler.bandwidth_history)


async def test_others_have_their_turn_while_many_sockets_are_told() -> None:
    async with staged() as stage:
        hall = Hall(stage, SLICE_SOCKETS * 4)
        turns: list[int] = []

        async def other() -> None:
            while True:
                turns.append(sum(not session.outbox.empty() for session in hall.sessions))
                await asyncio.sleep(0)

        running = asyncio.create_task(other())
        await hall.fan_out.publish(await packets(stage))
        running.cancel()
        assert {SLICE_SOCKETS, SLICE_SOCKETS * 2, SLICE_SOCKETS * 3} <= set(turns)


async def test_a_slice_ends_by_the_clock_too() -> None:
    class SlowClock(ManualClock):
        slept = 0

        def monotonic_s(self) -> float:
            self.jump(0.006)
            return super().monotonic_s()

        async def sleep(self, seconds: float) -> None:
            self.slept += 1

    async with staged() as stage:
        hall, clock = Hall(stage, 12), SlowClock()
        fan_out = FanOut(hall.room, stage.server, stage.gatekeeper, clock, lambda: None)
        await fan_out.publish(await packets(stage))
        assert 4 <= clock.slept <= 12


async def test_sockets_ticks_left_out_and_lag_are_counted() -> None:
    async with staged() as stage:
        hall = Hall(stage, 3)
        assert (hall.fan_out.figures().sockets, hall.fan_out.figures().lag_s) == (3, None)
        first = await packets(stage)
        stage.clock.jump(0.25)
        await hall.fan_out.publish(first)
        figures = hall.fan_out.figures()
        assert (figures.lag_s, figures.skipped, figures.cut) == (0.25, 0, 0)
        for _ in range(4):
            await hall.fan_out.publish(await packets(stage))
        assert hall.fan_out.figures().skipped == 12
        assert hall.fan_out.figures().cut == 0
        for _ in range(2):
            await hall.fan_out.publish(await packets(stage))
        assert hall.fan_out.figures().cut > 0
