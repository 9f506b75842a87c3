"""Order and bounds of what leaves a session, by poll and by websocket."""

import asyncio
from collections.abc import Sequence

import pytest
from engineio.packet import MESSAGE, Packet
from hypothesis import given
from hypothesis import strategies as st

from monitoring.socket.frames import text_frame
from monitoring.socket.parcel import Message, Parcel
from tests.fakes.websocket import FakeConnection, Session, message

PING = 2
LONG = Message(b'2["x","' + b"abc" * 1000 + b'"]')


def on(session: Session, *, takes_deflated: bool = False) -> FakeConnection:
    connection = FakeConnection(takes_deflated=takes_deflated)
    session.outbox.carried_by(connection, session)
    return connection


async def test_on_a_websocket_messages_are_written_at_once_and_in_one_piece() -> None:
    session = Session()
    connection = on(session)
    async with session.on_websocket() as taken:
        session.outbox.send(Parcel([LONG, message()]))
        await session.outbox.put(Packet(MESSAGE, "31[]"))
        assert connection.transport.written == [LONG.frame + message().frame, text_frame(b"431[]")]
        assert (taken, session.outbox.qsize()) == ([], 0)


async def test_who_takes_deflated_messages_gets_events_so_and_answers_as_they_are() -> None:
    session = Session()
    connection = on(session, takes_deflated=True)
    async with session.on_websocket():
        session.outbox.send(Parcel([LONG]))
        session.outbox.put_nowait(LONG)
        assert connection.transport.written == [LONG.deflated, LONG.frame]


async def test_before_the_upgrade_all_waits_for_the_poll() -> None:
    session = Session()
    connection = on(session)
    polling = asyncio.create_task(session.outbox.get())
    await asyncio.sleep(0)
    session.outbox.send(Parcel([LONG]))
    assert connection.transport.written == []
    assert await polling is LONG


async def test_what_is_kept_goes_first_and_pings_go_through_the_writer() -> None:
    session = Session()
    connection = on(session)
    kept = message()
    session.outbox.send(Parcel([kept]))
    async with session.on_websocket() as taken:
        await asyncio.sleep(0)
        ping = Packet(PING)
        session.outbox.put_nowait(ping)
        session.outbox.send(Parcel([LONG]))
        assert connection.transport.written == []
        for _ in range(3):
            await asyncio.sleep(0)
        assert taken == [kept, ping, LONG]
        session.outbox.send(Parcel([LONG]))
        assert connection.transport.written == [LONG.frame]


@pytest.mark.parametrize("when", ["before", "during"])
async def test_nothing_is_written_to_a_websocket_that_ends(when: str) -> None:
    session = Session()
    connection = on(session)
    connection.open = when == "during"
    async with session.on_websocket() as taken:
        if when == "during":
            connection.transport.abort()
        session.outbox.send(Parcel([LONG]))
        session.outbox.put_nowait(None)
        for _ in range(3):
            await asyncio.sleep(0)
        assert (connection.transport.written, taken) == ([], [LONG, None])


async def test_what_is_offered_is_left_out_while_too_much_waits() -> None:
    session = Session()
    connection = on(session)
    session.outbox.offer(Parcel([LONG]), 0)
    assert session.outbox.qsize() == 1
    session.outbox.offer(Parcel([LONG]), len(LONG) - 1)
    assert session.outbox.qsize() == 1
    async with session.on_websocket():
        connection.transport.buffered_bytes = 100
        session.outbox.offer(Parcel([LONG]), 99)
        assert connection.transport.written == []
        session.outbox.offer(Parcel([LONG]), 100)
        assert connection.transport.written == [LONG.frame]


def test_bytes_that_are_kept_are_counted_until_they_are_taken() -> None:
    outbox = Session().outbox
    outbox.send(Parcel([LONG, message(10)]))
    assert outbox.waiting_bytes() == len(LONG) + 10
    outbox.get_nowait()
    assert (outbox.waiting_bytes(), outbox.progress()) == (10, (1, 0))


async def test_a_websocket_is_behind_until_its_tick_is_gone_whatever_came_after_it() -> None:
    session = Session()
    connection = on(session)
    async with session.on_websocket():
        session.outbox.send(Parcel([LONG]))
        session.outbox.end_tick()
        tick_bytes = len(LONG.frame)
        connection.transport.buffered_bytes = tick_bytes
        assert session.outbox.is_behind(2)
        session.outbox.send(Parcel([LONG]))
        connection.transport.buffered_bytes = tick_bytes + 300
        assert session.outbox.is_behind(2)
        connection.transport.buffered_bytes = tick_bytes
        assert not session.outbox.is_behind(2)


class Writer:
    """A session on a websocket that is written to as the library does: all that is kept, as fast as it is taken."""

    def __init__(self) -> None:
        self.session = Session()
        self.session.upgraded = True
        self.connection = on(self.session)
        self.came: list[bytes] = []
        self.free = asyncio.Event()
        self.free.set()

    async def run(self) -> None:
        while True:
            batch = [await self.session.outbox.get()]
            while not self.session.outbox.empty():
                batch.append(self.session.outbox.get_nowait())
            for packet in batch:
                await self.free.wait()
                if packet is not None and packet.packet_type == MESSAGE:
                    self.connection.transport.write(text_frame(packet.encode().encode()))

    async def step(self, name: str) -> None:
        """Do one thing that may happen to a session."""
        if name == "run":
            await asyncio.sleep(0)
        elif name == "ping":
            self.session.outbox.put_nowait(Packet(PING))
        elif name in ("slow", "fast"):
            (self.free.clear if name == "slow" else self.free.set)()
        else:
            sent = Message(b"%d" % len(self.came))
            self.came.append(sent.frame)
            if name == "event":
                self.session.outbox.send(Parcel([sent]))
            else:
                self.session.outbox.put_nowait(Packet(MESSAGE, sent.data))


@given(st.lists(st.sampled_from(["event", "answer", "ping", "run", "slow", "fast"]), max_size=40))
def test_whatever_happens_messages_leave_in_the_order_they_came(steps: Sequence[str]) -> None:
    async def play() -> None:
        writer = Writer()
        writing = asyncio.create_task(writer.run())
        for name in (*steps, "fast", *["run"] * (len(steps) + 3)):
            await writer.step(name)
        writing.cancel()
        assert writer.connection.transport.written == writer.came

    asyncio.run(play())
