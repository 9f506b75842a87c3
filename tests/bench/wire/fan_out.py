"""One payload of 20 KB to many sockets: CPU for each of them, beside what others need in the same run."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.delivery.cost import cost_of
from tests.bench.wire.contenders import OURS, Contender, contenders
from tests.bench.wire.processes import Told, part, told

EMITS = 20
GAP_S = 0.05
HEADINGS = ("server", "clients", "us a client", "rounds", "ours to it", "emit ms", "KB a client")
WIDTHS = (18, 8, 12, 16, 11, 8, 12)


@dataclass(frozen=True, slots=True)
class Round:
    """CPU of the server for each client and emit, and how long an emit kept its caller."""

    cpu_us: float
    emit_ms: float


@dataclass(frozen=True, slots=True)
class Row:
    """All rounds of one server; where there are none, `missing` says why."""

    server: str
    clients: int
    rounds: Sequence[Round]
    memory_kb: float
    missing: str | None = None

    @property
    def cpu_us(self) -> float:
        """The round that others on this machine disturbed least."""
        return min(each.cpu_us for each in self.rounds)


def measure_fan_out(sizes: Sequence[int], rounds: int) -> list[dict[str, object]]:
    """Measure, print a part of the table for each size, and return the rows as JSON has them."""
    rows: list[Row] = []
    with TemporaryDirectory(prefix="bench-") as folder:
        compared = contenders(Path(folder))
        _print(HEADINGS)
        for clients in sizes:
            measured = _measure(compared, clients, rounds)
            for row in measured:
                _show(row, measured[0])
            rows += measured
    return [_as_json(row, rows) for row in rows]


def _measure(compared: Sequence[Contender], clients: int, rounds: int) -> list[Row]:
    """Run all servers with their clients at once and let them emit in turn: what disturbs one disturbs all."""
    outcomes: dict[str, list[Round]] = {each.name: [] for each in compared}
    memory: dict[str, float] = {}
    with ExitStack() as stack:
        servers: dict[str, Told] = {}
        for contender in compared:
            if contender.missing is None:
                server = servers[contender.name] = stack.enter_context(told(contender.command))
                port = int(server.next())
                idle = cost_of(server.pid)
                drains = stack.enter_context(told(part("clients", port, clients)))
                drains.next()
                memory[contender.name] = (cost_of(server.pid).resident_bytes - idle.resident_bytes) / clients / 1000
        for number in range(rounds + 1):
            for name, server in servers.items():
                outcome = _round(server, clients)
                # The first round warms up.
                if number:
                    outcomes[name].append(outcome)
    return [Row(each.name, clients, outcomes[each.name], memory.get(each.name, 0.0), each.missing) for each in compared]


def _round(server: Told, clients: int) -> Round:
    before = cost_of(server.pid)
    answer = server.ask("emit", EMITS, GAP_S)
    spent_s = cost_of(server.pid).cpu_s - before.cpu_s
    return Round(spent_s / EMITS / clients * 1e6, answer["emitMs"])


def _show(row: Row, ours: Row) -> None:
    if not row.rounds:
        _print((row.server, row.clients, f"not measured: {row.missing}"))
        return
    costs = [each.cpu_us for each in row.rounds]
    ratio = "" if row.server == OURS else f"{ours.cpu_us / row.cpu_us:.2f}"
    emit_ms = min(each.emit_ms for each in row.rounds)
    spread = f"{min(costs):.1f}-{max(costs):.1f}"
    _print((row.server, row.clients, f"{row.cpu_us:.1f}", spread, ratio, f"{emit_ms:.2f}", f"{row.memory_kb:.1f}"))


def _print(cells: Sequence[object]) -> None:
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=False)).rstrip(), flush=True)


def _as_json(row: Row, rows: Sequence[Row]) -> dict[str, object]:
    ours = next(each for each in rows if each.server == OURS and each.clients == row.clients)
    return {
        "server": row.server,
        "clients": row.clients,
        "missing": row.missing,
        "oursToIt": ours.cpu_us / row.cpu_us if row.rounds else None,
        "memoryKbPerClient": row.memory_kb,
        "rounds": [asdict(each) for each in row.rounds],
    }
