"""Rounds of all contenders in turn, and one table of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.delivery.contenders import Contender, contenders
from tests.bench.delivery.trial import Overwhelmed, Trial, run_trial

OURS = "gateway"
HEADINGS = ("server", "viewers", "CPU s/Gbit", "rounds", "ours to it", "Gbit/s", "slowest Mbit/s", "KB a viewer")
WIDTHS = (18, 7, 10, 15, 10, 7, 14, 11)


@dataclass(frozen=True, slots=True)
class Row:
    """The trials of one contender with so many viewers; where there are not all of them, `missing` says why."""

    server: str
    viewers: int
    trials: Sequence[Trial]
    missing: str | None = None

    @property
    def best(self) -> Trial:
        """The trial that others on this machine disturbed least."""
        return min(self.trials, key=lambda trial: trial.cpu_s_per_gbit)


def measure_delivery(sizes: Sequence[int], rounds: int, window_s: float) -> list[dict[str, object]]:
    """Measure, print a part of the table for each number of viewers, and return the rows as JSON has them."""
    rows: list[Row] = []
    with TemporaryDirectory(prefix="bench-") as folder:
        compared = contenders(Path(folder))
        _print(HEADINGS)
        for viewers in sizes:
            measured = _measure(compared, viewers, rounds, window_s)
            for row in measured:
                _show(row, _ratio(row, measured))
            rows += measured
    return [_as_json(row, _ratio(row, rows)) for row in rows]


def _measure(compared: Sequence[Contender], viewers: int, rounds: int, window_s: float) -> list[Row]:
    """Measure in turn, so that what disturbs one of them for a while disturbs all."""
    trials: dict[str, list[Trial]] = {contender.name: [] for contender in compared}
    missing = {contender.name: contender.missing for contender in compared if contender.missing is not None}
    for _ in range(rounds):
        for contender in compared:
            if contender.name in missing:
                continue
            try:
                trials[contender.name].append(run_trial(contender, viewers, window_s))
            except Overwhelmed as overwhelmed:
                missing[contender.name] = str(overwhelmed)
    return [Row(each.name, viewers, trials[each.name], missing.get(each.name)) for each in compared]


def _ratio(row: Row, rows: Sequence[Row]) -> float | None:
    """Return how often the row's CPU per Gbit the gateway needs."""
    ours = next(each for each in rows if each.server == OURS and each.viewers == row.viewers)
    return ours.best.cpu_s_per_gbit / row.best.cpu_s_per_gbit if ours.trials and row.trials else None


def _show(row: Row, ratio: float | None) -> None:
    if not row.trials:
        _print((row.server, row.viewers, f"not measured: {row.missing}"))
        return
    costs = [trial.cpu_s_per_gbit for trial in row.trials]
    _print(
        (
            row.server,
            row.viewers,
            f"{row.best.cpu_s_per_gbit:.4f}",
            f"{min(costs):.4f}-{max(costs):.4f}",
            "" if ratio is None else f"{ratio:.2f}",
            f"{row.best.delivered_gbps:.2f}",
            f"{max(trial.slowest_viewer_mbps for trial in row.trials):.2f}",
            f"{max(trial.memory_per_viewer_kb for trial in row.trials):.1f}",
        )
    )


def _print(cells: Sequence[object]) -> None:
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=False)), flush=True)


def _as_json(row: Row, ratio: float | None) -> dict[str, object]:
    return {
        "server": row.server,
        "viewers": row.viewers,
        "missing": row.missing,
        "gatewayToIt": ratio,
        "rounds": [asdict(trial) for trial in row.trials],
    }
