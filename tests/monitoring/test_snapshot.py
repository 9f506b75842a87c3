"""What the ledger and others read from a snapshot."""

from tests.fakes.observatory import Observatory


async def test_open_sessions_are_those_this_tick_has_read_and_that_are_not_over() -> None:
    seen = Observatory("gateway", "edge")
    going, over = seen.gateway.open(sent_bytes=10), seen.gateway.open(sent_bytes=20)
    unknown = seen.gateway.open()
    seen.gateway.forget_count(unknown)
    seen.around.collectors[1].open()
    await seen.after()
    seen.gateway.over(over)
    seen.gateway.send(going, 625)
    seen.around.collectors[1].failure = OSError()
    snapshot = await seen.after(5)
    assert list(snapshot.open_sessions()) == [("gateway-1-1", 635, 1000), ("gateway-1-3", None, None)]


async def test_viewers_of_a_stream() -> None:
    seen = Observatory()
    seen.gateway.open(stream_id=7)
    snapshot = await seen.after()
    seen.gateway.open(stream_id=8)
    await seen.after(5)
    assert (snapshot.viewers(7), snapshot.viewers(8), snapshot.viewers(9)) == (1, 0, 0)


async def test_a_snapshot_never_changes() -> None:
    seen = Observatory()
    key = seen.gateway.open(sent_bytes=10)
    first = await seen.after()
    seen.gateway.send(key, 5)
    seen.gateway.open("later")
    await seen.after(5)
    assert list(first.open_sessions()) == [("gateway-1-1", 10, None)]
    assert first.active_connections == 1
