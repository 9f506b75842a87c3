"""Fetches the free DB-IP Lite databases: one City and one ASN file a month, gzipped, each under the month's name.

Addresses: https://db-ip.com/db/download/ip-to-city-lite and https://db-ip.com/db/download/ip-to-asn-lite
"""

import asyncio
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import aiohttp

from geo.database import MAX_DATABASE_BYTES, DatabaseKind, OpenDatabase, open_database
from geo.errors import DatabaseError
from geo.unpack import Unpacker, UnpackError

BASE_URL = "https://download.db-ip.com/free"

_CHUNK_BYTES = 256 << 10
_MAX_REDIRECTS = 3
# A month's database may have been built in the last days of the month before.
_BUILT_AHEAD = timedelta(days=3)

Progress = Callable[[int, int | None], None]


class FetchError(Exception):
    """A database was not fetched, what was there before is untouched; the message is one line."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How large an answer may be, as sent and unpacked, and how slow: to connect, between two reads, in all."""

    packed_bytes: int = 512 << 20
    database_bytes: int = MAX_DATABASE_BYTES
    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 3600.0


@dataclass(frozen=True, slots=True)
class FetchedDatabase:
    """What is in place afterwards. `fetched` is False where that was already the newest."""

    kind: DatabaseKind
    path: Path
    fetched: bool
    database_type: str
    built_at: datetime


async def update_database(
    kind: DatabaseKind,
    target: Path,
    today: date,
    progress: Progress,
    base_url: str = BASE_URL,
    limits: FetchLimits | None = None,
) -> FetchedDatabase:
    """Put the newest database of this month or the last at `target`, in one step, unless it is there already.

    `progress` hears of bytes received and, where the server tells, of how many there are. Raises FetchError, also
    when `target` holds a database that is not DB-IP's: that is the operator's own.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            return await _update(kind, target, today, _Source(base_url, limits or FetchLimits(), progress))
    except OSError as error:
        raise FetchError(f"{target}: {error.strerror or type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class _Source:
    base_url: str
    limits: FetchLimits
    progress: Progress

    def url(self, kind: DatabaseKind, month: date) -> str:
        return f"{self.base_url}/dbip-{kind}-lite-{month:%Y-%m}.mmdb.gz"


async def _update(kind: DatabaseKind, target: Path, today: date, source: _Source) -> FetchedDatabase:
    present = await asyncio.to_thread(_present, kind, target)
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    partial = target.with_name(f".{target.name}.partial")
    try:
        for month in (this_month, last_month):
            if present is not None and present.built_at >= _start_of(month) - _BUILT_AHEAD:
                return FetchedDatabase(kind, target, False, present.database_type, present.built_at)
            if await _download(source.url(kind, month), partial, source):
                opened = await asyncio.to_thread(_install, kind, partial, target)
                return FetchedDatabase(kind, target, True, opened.database_type, opened.built_at)
    finally:
        partial.unlink(missing_ok=True)
    raise FetchError(f"{source.base_url} has no {kind} database of {this_month:%Y-%m} or {last_month:%Y-%m}")


def _start_of(month: date) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=UTC)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    with target.with_name(f".{target.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FetchError(f"{target}: another update is running") from error
        yield


def _present(kind: DatabaseKind, target: Path) -> OpenDatabase | None:
    try:
        opened = open_database(kind, target, target.parent)
    except (FileNotFoundError, DatabaseError):
        return None
    if not opened.database_type.startswith("DBIP"):
        raise FetchError(f"{target} holds {opened.database_type[:80]}, which is not from DB-IP: left as it is")
    return opened


def _install(kind: DatabaseKind, partial: Path, target: Path) -> OpenDatabase:
    try:
        opened = open_database(kind, partial, target.parent)
    except DatabaseError as error:
        raise FetchError(f"the {kind} database that was fetched is of no use: {error}") from error
    if opened.answered == 0:
        raise FetchError(f"the {kind} database that was fetched answers nothing")
    partial.replace(target)
    return opened


async def _download(url: str, partial: Path, source: _Source) -> bool:
    """Unpack what `url` answers into `partial`; False when it answers 404. Raises FetchError, OSError."""
    limits = source.limits
    timeout = aiohttp.ClientTimeout(limits.total_s, connect=limits.connect_s, sock_read=limits.read_s)
    try:
        async with (
            # The file is gzip in itself: it must arrive as it is, whatever the server calls its encoding.
            aiohttp.ClientSession(
                timeout=timeout, auto_decompress=False, headers={"Accept-Encoding": "identity"}, trust_env=True
            ) as session,
            session.get(url, max_redirects=_MAX_REDIRECTS) as response,
        ):
            if response.status == 404:
                return False
            if response.status != 200:
                raise FetchError(f"{url} answered {response.status}")
            await _receive(response, partial, source)
    except TimeoutError as error:
        raise FetchError(f"{url} took too long") from error
    except aiohttp.ClientError as error:
        raise FetchError(f"{url}: {_reason(error)}") from error
    except UnpackError as error:
        raise FetchError(f"{url}: {error}") from error
    return True


async def _receive(response: aiohttp.ClientResponse, partial: Path, source: _Source) -> None:
    total_bytes = response.content_length
    limit_bytes = source.limits.packed_bytes
    received_bytes = 0
    if total_bytes is not None and total_bytes > limit_bytes:
        raise UnpackError(f"larger than {limit_bytes} bytes")
    with partial.open("wb") as file:
        unpacker = Unpacker(file, source.limits.database_bytes)
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            received_bytes += len(chunk)
            if received_bytes > limit_bytes:
                raise UnpackError(f"larger than {limit_bytes} bytes")
            await asyncio.to_thread(unpacker.feed, chunk)
            source.progress(received_bytes, total_bytes)
        unpacker.finish()
        file.flush()
        await asyncio.to_thread(os.fsync, file.fileno())


def _reason(error: aiohttp.ClientError) -> str:
    match error:
        case aiohttp.TooManyRedirects():
            return "redirects too often"
        case aiohttp.ClientPayloadError():
            return "the connection ended early"
        case aiohttp.ClientConnectorError():
            return f"cannot connect: {error.strerror or type(error.os_error).__name__}"
        case _:
            return " ".join(str(error).split()) or type(error).__name__
