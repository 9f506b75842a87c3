"""One contender, so many viewers, some seconds."""

import json
from dataclasses import dataclass

from tests.bench.delivery.contenders import Contender
from tests.bench.delivery.cost import Cost, cost_of
from tests.bench.delivery.processes import ProcessEnded, module, next_line, running

SETTLE_S = 3.0


class Overwhelmed(Exception):
    """The server does not serve so many viewers on this machine."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one server cost while it served; bits and seconds, CPU over the bits that viewers received."""

    cpu_s_per_gbit: float
    delivered_gbps: float
    slowest_viewer_mbps: float
    memory_per_viewer_kb: float


def run_trial(contender: Contender, viewers: int, window_s: float) -> Trial:
    """Start a source, the contender and its viewers, and look at the contender while all of them are served.

    A viewer's memory is what the contender grew by since it began to listen, what they share included.
    Raises Overwhelmed.
    """
    with (
        running(module("source")) as source,
        contender.start(int(next_line(source)), viewers) as server,
    ):
        idle = cost_of(server.pid)
        with running(module("readers", server.port, viewers, SETTLE_S, window_s)) as readers:
            try:
                next_line(readers)
                before = cost_of(server.pid)
                outcome = json.loads(next_line(readers))
            except ProcessEnded as ended:
                raise Overwhelmed(f"does not serve {viewers} viewers here") from ended
            return _evaluate(outcome, idle, before, cost_of(server.pid), viewers)


def _evaluate(outcome: dict[str, float], idle: Cost, before: Cost, after: Cost, viewers: int) -> Trial:
    gbit = outcome["receivedBytes"] * 8 / 1e9
    return Trial(
        cpu_s_per_gbit=(after.cpu_s - before.cpu_s) / gbit,
        delivered_gbps=gbit / outcome["windowS"],
        slowest_viewer_mbps=outcome["slowestBytes"] * 8 / 1e6 / outcome["windowS"],
        memory_per_viewer_kb=(after.resident_bytes - idle.resident_bytes) / viewers / 1000,
    )
