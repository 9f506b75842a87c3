"""All the looks, in the order in which a newcomer would mend what they find."""

from collections.abc import AsyncIterator
from pathlib import Path

from monitoring.clock import Clock
from panel.cli.workplace import server_runs
from panel.doctor.database import look_at_database
from panel.doctor.finding import Finding, failed, ok
from panel.doctor.machine import look_at_machine
from panel.doctor.places import look_at_places
from panel.settings import SettingsError, load_settings


async def examine(data_dir: Path | None, host: str, port: int, clock: Clock) -> AsyncIterator[Finding]:
    """Yield every finding; without valid settings that is the only one."""
    try:
        settings = load_settings(data_dir)
    except SettingsError as error:
        yield failed("configuration", str(error))
        return
    yield ok("configuration", "every setting is known and well formed")
    running = server_runs(settings.data_dir)
    for finding in look_at_machine(settings, host, port, server_runs=running):
        yield finding
    async for finding in look_at_database(settings, clock):
        yield finding
    if settings.data_dir.exists():
        for finding in look_at_places(settings, clock):
            yield finding
    yield ok("collectors", "the gateway counts" if running else "the gateway counts once the server runs")
