"""What went wrong with a command: an exit status and one line."""

from dataclasses import dataclass

import typer
from pydantic import ValidationError

from geo.fetch import FetchError
from panel.api.reading import field_name, message_of
from panel.data_dir import DataDirError
from panel.db.errors import UNREACHABLE, DatabaseError
from panel.playlists.lines import PlaylistError
from panel.problems import Problem
from panel.serve import ServeError
from panel.settings import SettingsError

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
    if isinstance(exception, ValidationError):
        return Failure(BAD_INPUT, _invalid(exception))
    if isinstance(exception, Problem):
        return Failure(BAD_INPUT, _one_line(exception.message))
    if isinstance(exception, SettingsError | PlaylistError):
        return Failure(BAD_INPUT, _one_line(str(exception)))
    if isinstance(exception, DatabaseError | DataDirError | ServeError | FetchError):
        return Failure(FAILED, _one_line(str(exception)))
    if isinstance(exception, UNREACHABLE):
        return Failure(FAILED, "the database does not answer")
    return None


def _invalid(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = field_name(first)
    return message_of(first) if field is None else f"{field}: {message_of(first)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
