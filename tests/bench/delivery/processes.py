"""Processes of the bench, ended whatever happens."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

STOP_S = 10.0


class ProcessEnded(Exception):
    """A process ended although more was expected of it."""


@contextmanager
def running(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """Yield the process, and end it."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def next_line(process: subprocess.Popen[str]) -> str:
    """Return the next line the process prints. Raises ProcessEnded."""
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise ProcessEnded(f"{process.args!r} ended with {process.wait(STOP_S)}")
    return line.strip()


def module(name: str, *arguments: object) -> list[str]:
    """Return the command that runs a module of the bench."""
    return [sys.executable, "-m", f"tests.bench.delivery.{name}", *map(str, arguments)]
