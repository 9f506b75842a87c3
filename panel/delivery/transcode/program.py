"""Where ffmpeg is."""

import shutil
from importlib import import_module


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
