"""Clients in processes of their own, told what to ask for, and what came to all of them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.delivery.cost import cost_of
from tests.bench.wire.processes import Told, part, told

# One process reads some thousands at each tick faster than the server writes to them.
CLIENTS_A_PROCESS = 2_500


class Audience:
    """All clients of a scenario."""

    def __init__(self, processes: Sequence[Told]) -> None:
        self._processes = processes

    def cpu_s(self) -> float:
        """Return the time that reading took so far."""
        return sum(cost_of(process.pid).cpu_s for process in self._processes)

    def since(self, begins_s: Sequence[float]) -> list[dict[str, list[float]]]:
        """Return what `Arrivals.since` of all of them tells, put together."""
        told_by_each = [process.ask_list(json.dumps(begins_s)) for process in self._processes]
        return [
            {name: [figure for each in parts for figure in each[name]] for name in ("lastMs", "bytes")}
            for parts in zip(*told_by_each, strict=True)
        ]


@contextmanager
def audience(port: int, asks: Sequence[Sequence[str]], *, deflate: bool) -> Iterator[Audience]:
    """Have clients join one after another, one for each list of messages; they have gone when this closes."""
    with TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        processes = []
        for begin in range(0, len(asks), CLIENTS_A_PROCESS):
            some = asks[begin : begin + CLIENTS_A_PROCESS]
            file = Path(folder) / f"{begin}.json"
            file.write_text(json.dumps(some))
            flags = ["--deflate"] if deflate else []
            process = stack.enter_context(told(part("clients", port, len(some), "--asks", file, *flags)))
            process.next()
            processes.append(process)
        yield Audience(processes)
