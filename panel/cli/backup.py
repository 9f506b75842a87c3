"""`panel backup` and `panel restore`."""

from pathlib import Path
from typing import Annotated

import typer

from panel.cli.options import DataDir

BackupPath = Annotated[Path, typer.Argument(metavar="FILE", help="A file of its own; it holds passwords of lines.")]


def backup(file: BackupPath, data_dir: DataDir = None) -> None:
    """Write the whole database to a file, while a server runs and while none does."""
    from panel.backup.backup import back_up
    from panel.cli.workplace import work

    written = work(data_dir, lambda changes: back_up(changes.database, file))
    typer.echo(f"{file}: {written} bytes")


def restore(file: BackupPath, data_dir: DataDir = None) -> None:
    """Put a backup in place of the database; refused while a server runs."""
    import asyncio

    from panel.backup.restore import restore as put_in_place
    from panel.logs import configure_logs
    from panel.settings import load_settings

    settings = load_settings(data_dir)
    configure_logs(settings.log_level, settings.log_format)
    asyncio.run(put_in_place(file, settings.database_url, settings.data_dir))
    typer.echo(f"{settings.data_dir}: restored from {file}")
