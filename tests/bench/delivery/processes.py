"""Processes of the bench, ended whatever happens."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

STOP_S = 10.0


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
    """Return the next line the process prints. Raises RuntimeError where it ended instead."""
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise RuntimeError(f"{process.args!r} ended with {process.wait(STOP_S)}")
    return line.strip()


def module(name: str, *arguments: object) -> list[str]:
    """Return the command that runs a module of the bench."""
    return [sys.executable, "-m", f"tests.bench.delivery.{name}", *map(str, arguments)]
