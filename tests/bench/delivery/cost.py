"""What a process and its children have cost, from proc(5)."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU time since each process began, and memory that is resident now; sockets' buffers are the kernel's."""

    cpu_s: float
    resident_bytes: int


def cost_of(root: int) -> Cost:
    """Return the cost of process `root` and of its living descendants."""
    spent_ns = resident_kib = 0
    for process in _tree(root):
        for thread in (process / "task").iterdir():
            # The first number is the time spent on a CPU (Documentation/scheduler/sched-stats.rst).
            spent_ns += int((thread / "schedstat").read_text().split()[0])
        status = (process / "status").read_text()
        resident_kib += int(status.split("VmRSS:")[1].split()[0])
    return Cost(spent_ns / 1e9, resident_kib * 1024)


def _tree(root: int) -> list[Path]:
    parents: dict[int, int] = {}
    for process in Path("/proc").glob("[0-9]*"):
        # Others' processes may end while they are looked at.
        with suppress(OSError):
            parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    tree = [root]
    for process_id in tree:
        tree.extend(child for child, parent in parents.items() if parent == process_id)
    return [Path("/proc") / str(process_id) for process_id in tree]
