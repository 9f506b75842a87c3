"""The demo's viewers: real HTTP clients on loopback that join, zap and leave, each with an address of its own."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import structlog

from monitoring.clock import Clock

log = structlog.get_logger(__name__)

PLAYERS = (
    "VLC/3.0.24 LibVLC/3.0.24",
    "Lavf/61.7.100",
    "libmpv",
    "IPTVSmartersPro",
    "TiviMate/5.1.6 (Android 14)",
    "Kodi/21.2 (X11; Linux x86_64) App_Bitness/64 Version/21.2",
    "Mozilla/5.0 (SMART-TV; Linux; Tizen 8.0) AppleWebKit/538.1",
    "GSE/8.4 CFNetwork/1568.300.101 Darwin/24.2.0",
)
READ_BYTES = 65536


@dataclass(frozen=True, slots=True)
class Habits:
    """How long a demo viewer stays with a stream and away from it, in seconds."""

    watch_s: tuple[float, float] = (20.0, 240.0)
    away_s: tuple[float, float] = (2.0, 30.0)
    zap_probability: float = 0.6


@dataclass(frozen=True, slots=True)
class Seat:
    """One viewer: the line it uses, and the address it appears to come from."""

    username: str
    password: str
    address: str
    player: str


class Audience:
    """Keeps one real client per seat watching the streams below `base_url` (scheme, host and port)."""

    def __init__(self, base_url: str, stream_ids: Sequence[int], clock: Clock, habits: Habits, seed: int = 1) -> None:
        self._base_url = base_url
        self._stream_ids = stream_ids
        self._clock = clock
        self._habits = habits
        self._random = random.Random(seed)

    async def run(self, seats: Sequence[Seat]) -> None:
        """Play until cancelled."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=15)
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as client, asyncio.TaskGroup() as group:
            for seat in seats:
                group.create_task(self._sit(client, seat))

    async def _sit(self, client: aiohttp.ClientSession, seat: Seat) -> None:
        await self._clock.sleep(self._random.uniform(0.0, 3.0))
        while True:
            await self._watch(client, seat, self._choose())
            if self._random.random() > self._habits.zap_probability:
                await self._clock.sleep(self._random.uniform(*self._habits.away_s))

    def _choose(self) -> int:
        weights = [1.0 / rank for rank in range(1, len(self._stream_ids) + 1)]
        return self._random.choices(self._stream_ids, weights)[0]

    async def _watch(self, client: aiohttp.ClientSession, seat: Seat, stream_id: int) -> None:
        url = f"{self._base_url}/live/{seat.username}/{seat.password}/{stream_id}.ts"
        headers = {"User-Agent": seat.player, "X-Forwarded-For": seat.address}
        until = self._clock.monotonic_s() + self._random.uniform(*self._habits.watch_s)
        try:
            async with client.get(url, headers=headers) as response:
                if response.status != 200:
                    await self._clock.sleep(1.0)
                    return
                async for _ in response.content.iter_chunked(READ_BYTES):
                    if self._clock.monotonic_s() >= until:
                        return
        except (aiohttp.ClientError, TimeoutError) as error:
            log.debug("a demo viewer lost its stream", seat=seat.username, error=type(error).__name__)
            await self._clock.sleep(1.0)
