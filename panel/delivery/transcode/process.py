"""One ffmpeg that is owned: it never outlives the block that it was started for."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from panel.delivery.source_failure import SourceFailure

PIECE_BYTES = 64 * 1024
COMPLAINT_BYTES = 1024
END_S = 2.0
LAST_WORDS_S = 0.5
ADDRESS = re.compile(r"\S*(?:://|@)\S*")


class Encoder:
    """Bytes in, bytes out, and the last of what it complained about."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("the process was started without its pipes")
        self._process = process
        self._stdin, self._stdout, self._stderr = process.stdin, process.stdout, process.stderr
        self._complaint = b""

    @property
    def complaint(self) -> str | None:
        """The last line it complained with, without any address."""
        return self.complaints[-1] if self.complaints else None

    @property
    def complaints(self) -> list[str]:
        """The last lines it complained with, without any address."""
        lines = ADDRESS.sub("[address]", self._complaint.decode(errors="replace")).split("\n")
        return [line.strip() for line in lines if line.strip()]

    async def write(self, data: bytes) -> None:
        """Return when the process keeps up again. Raises OSError when it is no more."""
        self._stdin.write(data)
        await self._stdin.drain()

    def finish(self) -> None:
        """Nothing more will be written."""
        self._stdin.close()

    async def read(self) -> bytes:
        """Return what it made, or nothing at its end."""
        return await self._stdout.read(PIECE_BYTES)

    async def listen(self) -> None:
        """Take its complaints until it ends."""
        while words := await self._stderr.read(COMPLAINT_BYTES):
            self._complaint = (self._complaint + words)[-COMPLAINT_BYTES:]

    async def end(self) -> None:
        """Have it end, within `END_S` or by force, and wait until it has."""
        self.finish()
        try:
            with suppress(ProcessLookupError):
                self._process.terminate()
            with suppress(TimeoutError):
                async with asyncio.timeout(END_S):
                    await self._gone()
        finally:
            if self._process.returncode is None:
                with suppress(ProcessLookupError):
                    self._process.kill()
                await self._gone()

    async def _gone(self) -> None:
        # A process may wait for its output to be taken, and a wait for it to be read to its end.
        while await self.read():
            pass
        await self._process.wait()


@asynccontextmanager
async def encoder(program: str, arguments: tuple[str, ...], inherited: tuple[int, ...] = ()) -> AsyncIterator[Encoder]:
    """Yield a process that runs until the block ends. Raises SourceFailure where it cannot be started.

    It gets none of this process's variables, not its signals from the terminal, and only those files `inherited`.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={"LC_ALL": "C"},
            start_new_session=True,
            pass_fds=inherited,
        )
    except OSError:
        raise SourceFailure("the transcoder cannot be started") from None
    made = Encoder(process)
    listening = asyncio.create_task(made.listen())
    try:
        yield made
    finally:
        try:
            await made.end()
            await asyncio.wait((listening,), timeout=LAST_WORDS_S)
        finally:
            listening.cancel()
            await asyncio.wait((listening,))
