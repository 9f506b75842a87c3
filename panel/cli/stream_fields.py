"""The fields of a stream as options of `panel stream add` and `panel stream set`, and as JSON."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from panel.streams import StreamFile


class PresetName(StrEnum):
    """What streams may be transcoded to, as typed on the command line."""

    NONE = "none"
    H264_720P = "h264-720p"
    H264_480P = "h264-480p"
    AUDIO = "audio"


Backups = Annotated[list[str] | None, typer.Option("--backup", metavar="URL", help="Tried next; repeatable.")]
Transcode = Annotated[
    PresetName | None, typer.Option("--transcode", metavar="PRESET", help="Through ffmpeg; none: as it comes.")
]
SilenceS = Annotated[
    int | None,
    typer.Option("--restart-silence-s", metavar="S", help="Restart after so many seconds without data; 0: never."),
]
EveryHours = Annotated[
    int | None, typer.Option("--restart-every-h", metavar="H", help="Restart so many hours after each start; 0: never.")
]
ErrorsPerMinute = Annotated[
    int | None,
    typer.Option(
        "--restart-errors-per-minute", metavar="N", help="Restart at so many continuity errors in a minute; 0: never."
    ),
]
PerHour = Annotated[
    int | None, typer.Option("--restarts-per-hour", metavar="N", help="Restarts by themselves at most; 0: the usual 6.")
]


def chosen(**options: "int | PresetName | None") -> dict[str, object]:
    """Return the fields whose options are given; 0 and `none` leave a field empty."""
    values = {name: value for name, value in options.items() if value is not None}
    return {name: None if value in (0, PresetName.NONE) else value for name, value in values.items()}


def as_object(file: "StreamFile") -> dict[str, object]:
    """Return a stream by the names of the API."""
    from dataclasses import asdict

    from pydantic.alias_generators import to_camel

    return {to_camel(name): value for name, value in asdict(file).items()}
