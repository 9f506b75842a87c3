"""`panel doctor`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from panel.cli.options import AsJson, DataDir, Host, Port
from panel.cli.service import DEFAULT_HOST, DEFAULT_PORT

if TYPE_CHECKING:
    from panel.doctor.finding import Finding


def doctor(
    host: Host = DEFAULT_HOST, port: Port = DEFAULT_PORT, as_json: AsJson = False, data_dir: DataDir = None
) -> int:
    """Look at all the panel stands on; one line each, and exit status 1 where something has failed."""
    from panel.cli.printing import print_json
    from panel.logs import configure_logs

    configure_logs("error", "text")
    findings = asyncio.run(_findings(data_dir, host, port))
    if as_json:
        print_json(findings)
    else:
        for finding in findings:
            typer.echo(f"{finding.verdict:8} {finding.check:14} {finding.message}")
    return 1 if any(finding.verdict == "failed" for finding in findings) else 0


async def _findings(data_dir: Path | None, host: str, port: int) -> "list[Finding]":
    from monitoring.clock import SystemClock
    from panel.doctor.examination import examine

    return [finding async for finding in examine(data_dir, host, port, SystemClock())]
