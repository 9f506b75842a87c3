"""The real machine."""

import asyncio
import socket
from pathlib import Path

from monitoring.clock import SystemClock
from monitoring.collectors.host import Host


def test_percents_and_counters_are_plausible(tmp_path: Path) -> None:
    host = Host(tmp_path, SystemClock())
    first, second = host.read(), host.read()
    assert first.cpu_percent is None
    assert second.cpu_percent is not None
    assert 0 <= second.cpu_percent <= 100
    assert second.memory_percent is not None
    assert 0 < second.memory_percent < 100
    assert second.disk_percent is not None
    assert 0 < second.disk_percent <= 100
    assert second.load1 is not None
    assert second.taken_monotonic_s > first.taken_monotonic_s


def test_a_data_directory_that_is_gone_is_unknown(tmp_path: Path) -> None:
    assert Host(tmp_path / "gone", SystemClock()).read().disk_percent is None


async def test_traffic_of_the_machine_with_itself_does_not_count(tmp_path: Path) -> None:
    host = Host(tmp_path, SystemClock())
    before = host.read()
    await asyncio.to_thread(exchange, 20_000_000)
    after = host.read()
    if before.received_bytes is not None:
        assert after.received_bytes is not None
        assert after.received_bytes - before.received_bytes < 10_000_000


def exchange(size_bytes: int) -> None:
    """Send so many bytes over loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as sender:
        receiver, _ = server.accept()
        with receiver:
            left = size_bytes
            while left > 0:
                sender.sendall(b"x" * 65536)
                left -= len(receiver.recv(65536, socket.MSG_WAITALL))
