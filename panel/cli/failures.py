"""What went wrong with a command: an exit status and one line."""

from dataclasses import dataclass

import typer

BAD_INPUT = 2
FAILED = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """How a command ends: `status` 2 for what was asked, 1 for what happened."""

    status: int
    message: str


class CommandError(Exception):
    """A command that cannot do what it was asked; `status` as in `Failure`."""

    def __init__(self, message: str, status: int = FAILED) -> None:
        super().__init__(message)
        self.status = status


def explain(exception: Exception) -> Failure | None:
    """Return how a command ends that raised this, None for what nobody foresaw."""
    if isinstance(exception, typer.TyperException):
        return Failure(exception.exit_code, _one_line(exception.format_message()))
    if isinstance(exception, typer.Abort):
        return Failure(FAILED, "aborted")
    if isinstance(exception, BrokenPipeError):
        return Failure(FAILED, "")
    if isinstance(exception, CommandError):
        return Failure(exception.status, _one_line(str(exception)))
    return _bad_input(exception) or _mishap(exception)


def _bad_input(exception: Exception) -> Failure | None:
    from pydantic import ValidationError

    from panel.api.reading import field_name, first_finding, message_of
    from panel.playlists.lines import PlaylistError
    from panel.problems import Problem
    from panel.settings import SettingsError

    if isinstance(exception, ValidationError):
        first = first_finding(exception)
        where = field_name(first)
        return Failure(BAD_INPUT, message_of(first) if where is None else f"{where}: {message_of(first)}")
    if isinstance(exception, Problem | SettingsError | PlaylistError):
        return Failure(BAD_INPUT, _one_line(str(exception)))
    return None


def _mishap(exception: Exception) -> Failure | None:
    from geo.fetch import FetchError
    from panel.api.errors import is_away
    from panel.backup.file import BackupError
    from panel.data_dir import DataDirError
    from panel.db.errors import DatabaseError
    from panel.serve import ServeError

    if isinstance(exception, BackupError | DatabaseError | DataDirError | ServeError | FetchError):
        return Failure(FAILED, _one_line(str(exception)))
    return Failure(FAILED, "the database does not answer") if is_away(exception) else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
