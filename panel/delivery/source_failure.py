"""Why a source could not be had, in words an operator may read: they never hold its address."""

import errno
import ssl

import aiohttp

REFUSED_ADDRESS = "the source's address is private, which is not allowed here"
UNKNOWN_NAME = "the source's name is unknown"
# With a time code before each packet (Blu-ray), with error correction after it (DVB).
OTHER_PACKETS_BYTES = (192, 204)
SYNC_BYTE = 0x47
NOT_TRANSPORT_STREAM = "the source does not send MPEG-TS"


class SourceFailure(Exception):
    """A source that cannot be had or was lost; the message is for operators."""


class AddressRefused(OSError):
    """A host name stands for an address that sources may not have."""


def failure_of(error: Exception) -> SourceFailure:
    """Return what `error` of the HTTP client means."""
    if isinstance(error, TimeoutError):
        return SourceFailure("the source did not answer in time")
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return SourceFailure("the source's address is malformed")
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return SourceFailure("the source's certificate or encryption is not acceptable")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        cause = error.__cause__
        return SourceFailure(REFUSED_ADDRESS if isinstance(cause, AddressRefused) else UNKNOWN_NAME)
    if isinstance(error, aiohttp.ClientConnectorError):
        refused = error.os_error.errno == errno.ECONNREFUSED
        return SourceFailure("the source refuses connections" if refused else "the source cannot be reached")
    return SourceFailure("the connection to the source broke")


def wrong_content(beginning: bytes, content_type: str) -> SourceFailure:
    """Return what a source sends instead of a transport stream, judged by its first bytes, then by its label."""
    text = beginning.lstrip()[:16].lower()
    if not beginning:
        return SourceFailure("the source sends nothing")
    if text.startswith((b"<!doctype", b"<html")) or content_type == "text/html":
        return SourceFailure("the source sends a web page, not MPEG-TS")
    for size_bytes in OTHER_PACKETS_BYTES:
        if len(beginning) > 4 * size_bytes and any(
            set(beginning[first::size_bytes]) == {SYNC_BYTE} for first in range(size_bytes)
        ):
            return SourceFailure(f"the source sends packets of {size_bytes} bytes, not of 188")
    return SourceFailure(NOT_TRANSPORT_STREAM)
