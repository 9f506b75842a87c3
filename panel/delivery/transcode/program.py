"""Where ffmpeg is."""

import asyncio
import shutil
from importlib import import_module

from panel.delivery.source_failure import SourceFailure

NOT_INSTALLED = "ffmpeg is not installed"


async def require_ffmpeg() -> str:
    """Return where ffmpeg is. Raises SourceFailure."""
    program = await asyncio.to_thread(find_ffmpeg)
    if program is None:
        raise SourceFailure(NOT_INSTALLED)
    return program


def find_ffmpeg() -> str | None:
    """Return the machine's own ffmpeg, else the one that came with the installation, else None.

    May run that program once: not for the event loop's thread.
    """
    return shutil.which("ffmpeg") or packaged_ffmpeg()


def packaged_ffmpeg() -> str | None:
    """Return the ffmpeg that came with the installation, or None; may run it, as above."""
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ModuleNotFoundError, RuntimeError):
        return None
