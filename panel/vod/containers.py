"""Which file a title is: its extension, and what HTTP calls its content."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

CONTENT_TYPES = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mkv": "video/x-matroska",
    "avi": "video/x-msvideo",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "ts": "video/mp2t",
    "mpg": "video/mpeg",
    "mpeg": "video/mpeg",
    "wmv": "video/x-ms-wmv",
    "flv": "video/x-flv",
    "mp3": "audio/mpeg",
}
USUAL = "mp4"


def container_of(source: str) -> str:
    """Return the extension of the file at an address, `mp4` where it does not tell."""
    extension = PurePosixPath(urlsplit(source).path).suffix.removeprefix(".").lower()
    return extension if extension in CONTENT_TYPES else USUAL


def content_type_of(container: str) -> str:
    """Return the media type (RFC 6838) of a file with this extension."""
    return CONTENT_TYPES.get(container, "application/octet-stream")
