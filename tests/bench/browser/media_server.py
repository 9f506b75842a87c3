"""A MediaMTX control API whose readers read, come and go; prints its port.

`python -m tests.bench.browser.media_server CONNECTIONS`
"""

import asyncio
import random
import sys
from ipaddress import ip_network

import orjson
from aiohttp import web

from panel.demo.sample_networks import SAMPLE_NETWORKS
from tests.fakes.mediamtx import session

STREAMS = 500
LINES = 40_000
AGENTS = ("VLC/3.0.21 LibVLC/3.0.21", "Kodi/21.1 (Linux; Android 11)", "TiviMate/5.1.6 (SHIELD Android TV)")
NETWORKS = [network for each in SAMPLE_NETWORKS if (network := ip_network(each.prefix)).version == 4]
# One in so many leaves, and as many come, at each reading.
CHURN = 100
BYTES_A_READING = (500_000, 3_000_000)


class LivingCrowd:
    """Sessions that have read some more, and are partly others, each time they are asked for."""

    def __init__(self, count: int) -> None:
        self._random = random.Random(1)
        self._made = 0
        self._sessions = [self._join() for _ in range(count)]
        self._sent_bytes = [0] * count

    def _join(self) -> dict[str, object]:
        number = self._made
        self._made += 1
        network = self._random.choice(NETWORKS)
        return session(
            number,
            created=f"2026-01-{1 + number % 28:02}T10:00:00Z",
            remoteAddr=f"{network[self._random.randrange(network.num_addresses)]}:{10_000 + number % 50_000}",
            path=f"channel {self._random.randrange(STREAMS)}",
            user=f"line{self._random.randrange(LINES)}",
            userAgent=self._random.choice(AGENTS),
        )

    def listed(self) -> bytes:
        """Return the list, a while later than it was."""
        for place in self._random.sample(range(len(self._sessions)), len(self._sessions) // CHURN):
            self._sessions[place] = self._join()
            self._sent_bytes[place] = 0
        for place, each in enumerate(self._sessions):
            self._sent_bytes[place] += self._random.randint(*BYTES_A_READING)
            each["outboundBytes"] = self._sent_bytes[place]
        return orjson.dumps({"itemCount": len(self._sessions), "pageCount": 1, "items": self._sessions})


async def serve(count: int) -> None:
    crowd = LivingCrowd(count)

    async def info(_request: web.Request) -> web.Response:
        return web.json_response({"version": "v1.20.1", "started": "2026-01-01T00:00:00Z"})

    async def listed(request: web.Request) -> web.Response:
        if request.match_info["name"] != "rtspsessions":
            return web.Response(status=404)
        return web.Response(body=await asyncio.to_thread(crowd.listed), content_type="application/json")

    application = web.Application()
    application.router.add_get("/v3/info", info)
    application.router.add_get("/v3/{name}/list", listed)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
