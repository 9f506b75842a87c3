"""The addresses players ask for (Xtream Codes conventions)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.convertors import Convertor, register_url_convertor

from monitoring.contract.events import StreamType

FILE_TYPES: Sequence[StreamType] = ("movie", "series")
LIVE_PATHS = (
    "/live/{username}/{password}/{stream_id:stream_id}.ts",
    "/{username}/{password}/{stream_id:stream_id}.ts",
    "/{username}/{password}/{stream_id:stream_id}",
)

HLS_MASTER_PATHS = (
    "/live/{username}/{password}/{stream_id:stream_id}.m3u8",
    "/{username}/{password}/{stream_id:stream_id}.m3u8",
)
HLS_PLAYLIST_PATH = "/hls/{token}/live.m3u8"
HLS_SEGMENT_PATH = "/hls/{token}/live/{number:stream_id}.ts"
"""Four parts, so that it is no line's short address."""

FILE_PATHS: Mapping[StreamType, Sequence[str]] = {
    stream_type: (
        f"/{stream_type}/{{username}}/{{password}}/{{stream_id:stream_id}}.{{extension}}",
        f"/{stream_type}/{{username}}/{{password}}/{{stream_id:stream_id}}",
    )
    for stream_type in FILE_TYPES
}


class StreamIdConvertor(Convertor[int]):
    """Digits alone, few enough for a 64-bit id."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class LiveAddress:
    """Who asks for which stream. The password is kept out of every representation."""

    username: str
    password: str = field(repr=False)
    stream_id: int


register_url_convertor("stream_id", StreamIdConvertor())
