"""`panel geo`."""

import asyncio
from typing import Annotated

import typer

from panel.cli.options import AsJson, DataDir

app = typer.Typer(help="Databases that tell where an address is.")


@app.command()
def status(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Tell which databases are loaded, and of what date."""
    from monitoring.clock import SystemClock
    from panel.cli.geo_update import status_object
    from panel.cli.printing import print_json, print_table
    from panel.data_dir import prepare_data_dir
    from panel.logs import configure_logs
    from panel.places import open_places
    from panel.settings import load_settings

    settings = load_settings(data_dir)
    configure_logs("error", settings.log_format)
    prepare_data_dir(settings.data_dir)
    places = open_places(settings)
    places.reload_if_changed()
    statuses = places.statuses(SystemClock().now())
    if as_json:
        print_json([status_object(found) for found in statuses])
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
    base_url: Annotated[str | None, typer.Option("--base-url", help="Fetch from here instead of DB-IP.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Fetch the newest free databases of DB-IP; a running server takes them up by itself."""
    from geo.fetch import BASE_URL
    from panel.cli.geo_update import fetched_object, update_all
    from panel.cli.printing import print_json
    from panel.data_dir import prepare_data_dir
    from panel.logs import configure_logs
    from panel.settings import load_settings

    settings = load_settings(data_dir)
    configure_logs(settings.log_level, settings.log_format)
    prepare_data_dir(settings.data_dir)
    fetched = asyncio.run(update_all(settings, base_url or BASE_URL))
    if as_json:
        print_json([fetched_object(database) for database in fetched])
        return
    for database in fetched:
        verb = "fetched" if database.fetched else "already the newest"
        typer.echo(f"{database.kind}: {verb}, {database.database_type} of {database.built_at:%Y-%m-%d}")
