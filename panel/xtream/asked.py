"""What a player asks: fields of the query, or of a form in the body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

MAX_FORM_BYTES = 64 * 1024
MAX_FIELDS = 64
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Asked:
    """The fields of a request. The password is kept out of every representation."""

    username: str
    password: str = field(repr=False)
    fields: Mapping[str, str] = field(repr=False)

    def text(self, name: str) -> str:
        return self.fields.get(name, "")

    def number(self, name: str) -> int | None:
        """Return a field that holds an id or a count, None where it holds anything else."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


async def read_asked(request: Request) -> Asked:
    """Return the fields; those of the body win over those of the query, as in PHP's `$_REQUEST`."""
    fields = dict(_pairs(request.scope["query_string"].decode("latin-1")))
    if request.method == "POST" and request.headers.get("content-type", FORM).lower().startswith(FORM):
        fields.update(_pairs((await _body(request)).decode("latin-1")))
    return Asked(fields.get("username", ""), fields.get("password", ""), fields)


def _pairs(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        return []


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MAX_FORM_BYTES:
                return b""
    except ClientDisconnect:
        return b""
    return bytes(body)
