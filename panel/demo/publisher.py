"""A loopback HTTP server that publishes the demo's channels in real time, one ffmpeg for each pull."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from aiohttp import web

from panel.demo.channels import CHANNELS, ffmpeg_path

READ_BYTES = 188 * 70
log = structlog.get_logger(__name__)


def _play_arguments(file: Path) -> list[str]:
    return [
        *(ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-nostdin", "-re", "-stream_loop", "-1"),
        *("-i", str(file), "-c", "copy", "-f", "mpegts", "-mpegts_flags", "resend_headers"),
        # Or the clock would be missing for too long where the file begins anew (ETSI TR 101 290, 2.3a).
        *("-pcr_period", "20", "pipe:1"),
    ]


class Publisher:
    """Answers `/N.ts` with channel N of `CHANNELS`, for as long as the other side reads."""

    def __init__(self, folder: Path) -> None:
        self._files = {str(number): folder / channel.file_name for number, channel in enumerate(CHANNELS)}

    async def publish(self, request: web.Request) -> web.StreamResponse:
        file = self._files.get(request.match_info["number"])
        if file is None:
            raise web.HTTPNotFound
        response = web.StreamResponse(headers={"Content-Type": "video/mp2t"})
        await response.prepare(request)
        process = await asyncio.create_subprocess_exec(*_play_arguments(file), stdout=asyncio.subprocess.PIPE)
        try:
            await self._copy(process, response)
        except ConnectionError:
            log.debug("a pull ended", channel=file.stem)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        return response

    @staticmethod
    async def _copy(process: asyncio.subprocess.Process, response: web.StreamResponse) -> None:
        if process.stdout is None:
            return
        while chunk := await process.stdout.read(READ_BYTES):
            await response.write(chunk)


@asynccontextmanager
async def publishing(folder: Path) -> AsyncIterator[str]:
    """Publish the channels in `folder` on a free loopback port; yields the address they stand below."""
    application = web.Application()
    application.router.add_get("/{number}.ts", Publisher(folder).publish)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
