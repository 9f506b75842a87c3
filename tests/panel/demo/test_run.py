"""What the demo stores and sets; that it is true is tested with the whole service."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from monitoring.clock import SystemClock
from panel.changes import Changes
from panel.db.engine import Database
from panel.demo.channels import CHANNELS, encode, ffmpeg_path
from panel.demo.geo_databases import write_sample_databases
from panel.demo.run import demo_settings
from panel.demo.seed import seed_lines, seed_streams
from panel.settings import load_settings
from panel.streams import read_stream


class Journal:
    def __init__(self) -> None:
        self.kinds: list[str] = []

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        self.kinds.append(kind)


def test_the_demo_believes_loopback_proxies_beside_the_operators_own(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, trusted_proxies="192.0.2.0/24")
    demo = demo_settings(settings, write_sample_databases(tmp_path))
    assert demo.trusted_proxies == (ip_network("192.0.2.0/24"), ip_network("127.0.0.0/8"))
    assert demo.allow_private_sources
    assert settings.allow_private_sources is False
    assert demo.geoip_city is not None
    assert demo.geoip_city.is_file()


async def test_a_second_start_finds_its_lines_and_streams_again(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'panel.db'}")
    await database.open()
    try:
        changes = Changes(database, SystemClock(), Journal(), "demo", allow_private_sources=True)
        first = await seed_streams(changes, "http://127.0.0.1:1"), await seed_lines(changes, 30)
        again = await seed_streams(changes, "http://127.0.0.1:2"), await seed_lines(changes, 30)
        assert first == again
        assert len(set(first[0])) == len(CHANNELS)
        assert len({line.username for line in first[1]}) == 30
        assert (await read_stream(database, first[0][0])).source_url == "http://127.0.0.1:2/0.ts"
    finally:
        await database.close()


async def test_a_channel_is_encoded_once(tmp_path: Path) -> None:
    file = await encode(CHANNELS[-1], tmp_path)
    assert file.read_bytes()[:1] == b"\x47"
    made = file.stat().st_mtime_ns
    assert (await encode(CHANNELS[-1], tmp_path)).stat().st_mtime_ns == made
    assert Path(ffmpeg_path()).is_file()


async def test_a_pattern_that_ffmpeg_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    broken = CHANNELS[0].__class__("Broken", "None", "no-such-pattern", 440, 500)
    with pytest.raises(RuntimeError, match="could not encode the demo channel Broken"):
        await encode(broken, tmp_path)
    assert not (tmp_path / broken.file_name).exists()
