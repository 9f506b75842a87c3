import asyncio

from engineio.packet import Packet

class AsyncSocket:
    sid: str
    queue: asyncio.Queue[Packet | None]
    connected: bool
    upgrading: bool
    upgraded: bool
    closing: bool
    closed: bool
    last_ping: float | None
    async def check_ping_timeout(self) -> bool: ...
    async def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None: ...
