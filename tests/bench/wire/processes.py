"""Processes of this part of the bench, which are told things on their standard input."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from tests.bench.delivery.processes import STOP_S, ProcessEnded, next_line


class Told:
    """A process that prints a line for each line it is sent."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    @property
    def pid(self) -> int:
        return self.process.pid

    def next(self) -> str:
        """Return the next line it prints. Raises ProcessEnded."""
        return next_line(self.process)

    def ask(self, *words: object) -> dict[str, Any]:
        """Send a line and return the answer, which is a JSON object."""
        answer: dict[str, Any] = json.loads(self._exchange(words))
        return answer

    def ask_list(self, *words: object) -> list[dict[str, list[float]]]:
        """Send a line and return the answer, which is a JSON array."""
        answer: list[dict[str, list[float]]] = json.loads(self._exchange(words))
        return answer

    def _exchange(self, words: Sequence[object]) -> str:
        if self.process.stdin is None:
            raise ProcessEnded("nothing can be told to it")
        try:
            self.process.stdin.write(" ".join(map(str, words)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as gone:
            raise ProcessEnded(f"{self.process.args!r} ended") from gone
        return self.next()


@contextmanager
def told(command: Sequence[str]) -> Iterator[Told]:
    """Start a process; it has ended when this closes."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Told(process)
    finally:
        process.kill()
        process.wait(STOP_S)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()


def allow_files() -> None:
    """Let this process and those it starts have as many sockets as the machine lets it ask for."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def part(name: str, *arguments: object) -> list[str]:
    """Return the command that runs a module of this part."""
    return [sys.executable, "-m", f"tests.bench.wire.{name}", *map(str, arguments)]
