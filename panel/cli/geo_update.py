"""Fetching geo databases with a bar that shows how far it is."""

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

from geo.database import DatabaseKind, DatabaseStatus
from geo.fetch import FetchedDatabase, update_database
from monitoring.clock import SystemClock
from panel.places import fetched_city_path, fetched_network_path
from panel.settings import Settings


async def update_all(settings: Settings, base_url: str) -> list[FetchedDatabase]:
    targets: dict[DatabaseKind, Path] = {
        DatabaseKind.CITY: fetched_city_path(settings),
        DatabaseKind.NETWORK: fetched_network_path(settings),
    }
    today = SystemClock().now().date()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        fetched: list[FetchedDatabase] = []
        for kind, target in targets.items():
            task = progress.add_task(str(kind), total=None)
            fetched.append(await update_database(kind, target, today, _bar(progress, task), base_url))
    return fetched


def _bar(progress: Progress, task: TaskID) -> Callable[[int, int | None], None]:
    return lambda done, total: progress.update(task, completed=done, total=total)


def status_object(found: DatabaseStatus) -> dict[str, object]:
    return {
        "kind": str(found.kind),
        "path": str(found.path),
        "loaded": found.loaded,
        "databaseType": found.database_type,
        "builtAt": found.built_at,
        "ageDays": found.age_days,
        "error": found.error,
    }


def fetched_object(database: FetchedDatabase) -> dict[str, object]:
    return {
        "kind": str(database.kind),
        "path": str(database.path),
        "fetched": database.fetched,
        "databaseType": database.database_type,
        "builtAt": database.built_at,
    }
