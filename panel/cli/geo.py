"""`panel geo`."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

from geo.database import DatabaseKind, DatabaseStatus
from geo.fetch import BASE_URL, FetchedDatabase, update_database
from monitoring.clock import SystemClock
from panel.cli.options import AsJson, DataDir
from panel.cli.printing import print_json, print_table
from panel.data_dir import prepare_data_dir
from panel.logs import configure_logs
from panel.places import fetched_city_path, fetched_network_path, open_places
from panel.settings import Settings, load_settings

app = typer.Typer(help="Databases that tell where an address is.")


@app.command()
def status(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Tell which databases are loaded, and of what date."""
    settings = load_settings(data_dir)
    configure_logs("error", settings.log_format)
    prepare_data_dir(settings.data_dir)
    places = open_places(settings)
    places.reload_if_changed()
    statuses = places.statuses(SystemClock().now())
    if as_json:
        print_json([_status_object(found) for found in statuses])
        return
    print_table(
        ("kind", "loaded", "type", "built", "age_days", "path", "error"),
        [
            [
                str(found.kind),
                found.loaded,
                found.database_type,
                found.built_at.date() if found.built_at else None,
                found.age_days,
                found.path,
                found.error,
            ]
            for found in statuses
        ],
    )


@app.command()
def update(
    base_url: Annotated[str, typer.Option("--base-url", help="Where the databases are fetched from.")] = BASE_URL,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Fetch the newest free databases of DB-IP; a running server takes them up by itself."""
    settings = load_settings(data_dir)
    configure_logs(settings.log_level, settings.log_format)
    prepare_data_dir(settings.data_dir)
    fetched = asyncio.run(_update(settings, base_url))
    if as_json:
        print_json([_fetched_object(database) for database in fetched])
        return
    for database in fetched:
        verb = "fetched" if database.fetched else "already the newest"
        typer.echo(f"{database.kind}: {verb}, {database.database_type} of {database.built_at:%Y-%m-%d}")


async def _update(settings: Settings, base_url: str) -> list[FetchedDatabase]:
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


def _status_object(found: DatabaseStatus) -> dict[str, object]:
    return {
        "kind": str(found.kind),
        "path": str(found.path),
        "loaded": found.loaded,
        "databaseType": found.database_type,
        "builtAt": found.built_at,
        "ageDays": found.age_days,
        "error": found.error,
    }


def _fetched_object(database: FetchedDatabase) -> dict[str, object]:
    return {
        "kind": str(database.kind),
        "path": str(database.path),
        "fetched": database.fetched,
        "databaseType": database.database_type,
        "builtAt": database.built_at,
    }
