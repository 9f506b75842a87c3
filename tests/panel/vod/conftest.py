"""A gateway with a movie whose file is on a web server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from monitoring.contract.events import StreamType
from panel.catalog import LineFact, StreamFact
from panel.delivery.limits import DeliveryLimits
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.files import FileServer, serving_file
from tests.panel.delivery.house import QUICK, House, keeping_house

FILE_LIMITS = replace(QUICK, file_idle_s=0.5, file_pause_s=1.0)
MOVIE = "/movie/alice/secret/1.mkv"


@dataclass(slots=True)
class Cinema:
    house: House
    files: FileServer


def title(stream_id: int, *sources: str, stream_type: StreamType = "movie") -> StreamFact:
    return replace(make_stream(stream_id, *sources), type=stream_type)


@asynccontextmanager
async def open_cinema(
    folder: Path, line: LineFact, path: str = "/film.mkv", limits: DeliveryLimits = FILE_LIMITS
) -> AsyncIterator[Cinema]:
    async with serving_file(folder) as files:
        streams = [
            title(1, files.url(path)),
            title(2, files.url(), stream_type="series"),
            title(3, files.url("/none"), files.url("/page"), files.url()),
            title(4, files.url("/none"), "http://127.0.0.1:1/x"),
        ]
        async with keeping_house([line], streams, limits) as house:
            yield Cinema(house, files)


@pytest.fixture
async def cinema(tmp_path: Path) -> AsyncIterator[Cinema]:
    async with open_cinema(tmp_path, make_line(max_connections=1)) as opened:
        yield opened
