"""The names of what a stream may be transcoded to."""

from typing import Literal

TranscodePreset = Literal["h264-720p", "h264-480p", "audio"]
