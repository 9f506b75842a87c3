"""What of a request for part of a file is passed on to its source, and what of the answer (RFC 9110, section 14)."""

import re
from collections.abc import Iterable, Mapping

# One range, from a byte on or of so many last bytes. What else a Range may say is ignored, as the RFC allows.
_ONE_RANGE = re.compile(rb"bytes=(?:\d{1,18}-\d{0,18}|-\d{1,18})")
_PLAIN = re.compile(rb"[\x21-\x7e][\x20-\x7e]{0,255}")
_PASSED_BACK = (
    "Content-Length",
    "Content-Range",
    "Content-Encoding",
    "ETag",
    "Last-Modified",
)


def passed_on(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Return the headers that the source is asked with: Range, and If-Range where there is one."""
    asked = {name.lower(): value.strip() for name, value in headers}
    wanted = asked.get(b"range", b"")
    if not _ONE_RANGE.fullmatch(wanted):
        return {}
    validator = asked.get(b"if-range", b"")
    condition = {"If-Range": validator.decode("ascii")} if _PLAIN.fullmatch(validator) else {}
    return {"Range": wanted.decode("ascii"), **condition}


def passed_back(status: int, headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return the headers of the source's answer that its player is told."""
    kept = {
        name: value for name in _PASSED_BACK if (value := headers.get(name)) and value.isascii() and value.isprintable()
    }
    if status == 206 or headers.get("Accept-Ranges", "").lower() == "bytes":
        kept["Accept-Ranges"] = "bytes"
    return kept
