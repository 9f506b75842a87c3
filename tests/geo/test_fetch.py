import asyncio
import gzip
import random
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from geo.database import DatabaseKind
from geo.fetch import FetchedDatabase, FetchError, FetchLimits, update_database
from geo.lookup import PlaceLookup
from tests.fakes.geo_databases import (
    BERLIN,
    packed,
    write_city,
    write_dbip_asn,
    write_dbip_city,
    write_junk,
)
from tests.fakes.geo_server import Answer, GeoServer, geo_server

# The databases that tests write are built now, in the real month.
TODAY = datetime.now(UTC).date()
THIS_MONTH = f"dbip-city-lite-{TODAY:%Y-%m}.mmdb.gz"
LAST_MONTH = f"dbip-city-lite-{TODAY.replace(day=1) - timedelta(days=1):%Y-%m}.mmdb.gz"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def server() -> AsyncIterator[GeoServer]:
    async with geo_server() as running:
        yield running


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "city.mmdb"


@pytest.fixture
def database(tmp_path: Path) -> bytes:
    return packed(write_dbip_city(tmp_path / "source.mmdb"))


async def update(
    server: GeoServer, target: Path, today: date = TODAY, limits: FetchLimits | None = None
) -> FetchedDatabase:
    return await update_database(DatabaseKind.CITY, target, today, _ignore, server.base_url, limits)


def _ignore(done_bytes: int, total_bytes: int | None) -> None:
    assert total_bytes is None or done_bytes <= total_bytes


def content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


async def test_this_months_database_is_put_in_place(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[THIS_MONTH] = Answer(database)
    fetched = await update(server, target)
    assert (fetched.fetched, fetched.database_type, fetched.path) == (True, "DBIP-City-Lite", target)
    assert left_in(target.parent) == ["city.mmdb"]
    lookup = PlaceLookup(target, target.parent / "asn.mmdb", target.parent / "private")
    lookup.reload_if_changed()
    assert lookup.place(BERLIN).city == "Berlin"


async def test_the_asn_database_has_its_own_name(server: GeoServer, tmp_path: Path) -> None:
    server.answers[THIS_MONTH.replace("city", "asn")] = Answer(packed(write_dbip_asn(tmp_path / "source.mmdb")))
    fetched = await update_database(DatabaseKind.NETWORK, tmp_path / "asn.mmdb", TODAY, _ignore, server.base_url)
    assert fetched.database_type == "DBIP-ASN-Lite (compat=GeoLite2-ASN)"


async def test_before_this_months_is_out_last_months_is_taken(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[LAST_MONTH] = Answer(database)
    await update(server, target)
    assert server.asked == [THIS_MONTH, LAST_MONTH]
    assert left_in(target.parent) == ["city.mmdb"]


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 1, 1), ["dbip-city-lite-2026-01.mmdb.gz", "dbip-city-lite-2025-12.mmdb.gz"]),
        (date(2024, 3, 31), ["dbip-city-lite-2024-03.mmdb.gz", "dbip-city-lite-2024-02.mmdb.gz"]),
    ],
)
async def test_with_neither_month_there_is_one_clear_error(
    server: GeoServer, target: Path, today: date, names: list[str]
) -> None:
    with pytest.raises(FetchError, match="has no city database of"):
        await update(server, target, today)
    assert server.asked == names
    assert left_in(target.parent) == []


async def test_what_is_the_newest_already_is_not_fetched_again(
    server: GeoServer, target: Path, database: bytes
) -> None:
    server.answers[THIS_MONTH] = Answer(database)
    await update(server, target)
    again = await update(server, target)
    assert (again.fetched, again.database_type) == (False, "DBIP-City-Lite")
    assert server.asked == [THIS_MONTH]


async def test_an_older_one_is_replaced_while_it_is_in_use(server: GeoServer, target: Path, database: bytes) -> None:
    target.parent.mkdir()
    write_dbip_city(target)
    lookup = PlaceLookup(target, target.parent / "asn.mmdb", target.parent / "private")
    lookup.reload_if_changed()
    two_months_on = (TODAY.replace(day=1) + timedelta(days=70)).replace(day=15)
    server.answers[f"dbip-city-lite-{two_months_on:%Y-%m}.mmdb.gz"] = Answer(database)
    assert (await update(server, target, two_months_on)).fetched
    assert lookup.reload_if_changed()
    assert lookup.place(BERLIN).city == "Berlin"


@pytest.mark.parametrize(
    ("built_at", "asked"),
    [
        (datetime(2026, 4, 5, tzinfo=UTC), ["dbip-city-lite-2026-05.mmdb.gz"]),
        # Built for May on the eve of it.
        (datetime(2026, 4, 30, 22, tzinfo=UTC), []),
        (datetime(2026, 5, 1, 3, tzinfo=UTC), []),
    ],
)
async def test_only_what_is_newer_than_the_one_in_place_is_asked_for(
    server: GeoServer, target: Path, built_at: datetime, asked: list[str]
) -> None:
    target.parent.mkdir()
    write_dbip_city(target, built_at)
    assert not (await update(server, target, date(2026, 5, 2))).fetched
    assert server.asked == asked


async def test_a_file_told_to_be_too_large_is_not_waited_for(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[THIS_MONTH] = Answer(database, cut_to=10, stalls=True)
    with pytest.raises(FetchError, match="larger than 100 bytes"):
        await update(server, target, limits=FetchLimits(packed_bytes=100, read_s=0.5))


async def test_an_operators_own_database_is_left_alone(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[THIS_MONTH] = Answer(database)
    target.parent.mkdir()
    own = write_city(target, database_type="GeoIP2-City").read_bytes()
    with pytest.raises(FetchError, match="holds GeoIP2-City, which is not from DB-IP"):
        await update(server, target)
    assert content_of(target) == own
    assert server.asked == []


async def test_a_broken_file_in_place_is_replaced(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[THIS_MONTH] = Answer(database)
    target.parent.mkdir()
    write_junk(target.parent)["html"].replace(target)
    assert (await update(server, target)).fetched


def damaged(database: bytes) -> bytes:
    # The checksum is in the first half of the last eight bytes.
    return database[:-8] + bytes(4) + database[-4:]


HTML = b"<!doctype html><h1>Sorry</h1>" * 50
LIMITS = FetchLimits(packed_bytes=20_000, database_bytes=200_000, connect_s=5, read_s=0.2, total_s=30)


@pytest.mark.parametrize("with_one_in_place", [False, True])
@pytest.mark.parametrize(
    ("complaint", "answer_of"),
    [
        ("not a gzip file", lambda database: Answer(HTML, content_type="text/html")),
        ("the gzip file ends early", lambda database: Answer(database[: len(database) // 2])),
        ("the gzip file ends early", lambda database: Answer(b"", tell_length=False)),
        ("damaged", lambda database: Answer(damaged(database))),
        ("more follows", lambda database: Answer(database + b"more")),
        ("larger than 20000 bytes", lambda database: Answer(bytes(30_000))),
        (
            "larger than 20000 bytes",
            lambda database: Answer(gzip.compress(random.randbytes(40_000)), tell_length=False),
        ),
        ("unpacks to more", lambda database: Answer(gzip.compress(bytes(5_000_000)))),
        ("answered 503", lambda database: Answer(database, status=503)),
        ("answered 403", lambda database: Answer(HTML, status=403)),
        ("not a MaxMind database", lambda database: Answer(gzip.compress(HTML))),
        ("the connection ended early", lambda database: Answer(database, cut_to=len(database) // 2)),
        ("took too long", lambda database: Answer(database, cut_to=100, stalls=True)),
        ("redirects too often", lambda database: Answer(redirect_to=THIS_MONTH)),
    ],
)
async def test_a_bad_answer_is_one_line_and_changes_nothing(
    server: GeoServer,
    target: Path,
    database: bytes,
    complaint: str,
    answer_of: Callable[[bytes], Answer],
    with_one_in_place: bool,
) -> None:
    server.answers[THIS_MONTH] = answer_of(database)
    target.parent.mkdir()
    if with_one_in_place:
        write_dbip_city(target, built_at=datetime.now(UTC) - timedelta(days=100))
    before = content_of(target)
    with pytest.raises(FetchError, match=complaint) as caught:
        await update(server, target, limits=LIMITS)
    assert "\n" not in str(caught.value)
    assert content_of(target) == before
    assert left_in(target.parent) == (["city.mmdb"] if with_one_in_place else [])


async def test_a_database_of_the_wrong_type_is_refused(server: GeoServer, target: Path, tmp_path: Path) -> None:
    server.answers[THIS_MONTH] = Answer(packed(write_dbip_asn(tmp_path / "source.mmdb")))
    with pytest.raises(FetchError, match="of no use: holds 'DBIP-ASN-Lite"):
        await update(server, target)
    assert left_in(target.parent) == []


async def test_a_database_that_knows_nobody_is_refused(server: GeoServer, target: Path, tmp_path: Path) -> None:
    source = write_city(tmp_path / "source.mmdb", database_type="DBIP-City-Lite")
    server.answers[THIS_MONTH] = Answer(packed(source))
    with pytest.raises(FetchError, match="answers nothing"):
        await update(server, target)


async def test_nobody_listening_is_one_line(target: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="cannot connect"):
        await update(GeoServer(base_url=f"http://127.0.0.1:{port}"), target)
    assert left_in(target.parent) == []


async def test_a_redirect_is_followed(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[THIS_MONTH] = Answer(redirect_to="/free/elsewhere")
    server.answers["elsewhere"] = Answer(database)
    assert (await update(server, target)).fetched


async def test_a_server_that_calls_the_file_an_encoding_changes_nothing(
    server: GeoServer, target: Path, database: bytes
) -> None:
    server.answers[THIS_MONTH] = Answer(database, encoding="gzip")
    assert (await update(server, target)).fetched


@pytest.mark.parametrize("tell_length", [True, False])
async def test_progress_rises_to_the_whole(server: GeoServer, target: Path, database: bytes, tell_length: bool) -> None:
    server.answers[THIS_MONTH] = Answer(database, tell_length=tell_length)
    heard: list[tuple[int, int | None]] = []
    await update_database(
        DatabaseKind.CITY, target, TODAY, lambda done, total: heard.append((done, total)), server.base_url
    )
    assert heard == sorted(heard)
    assert heard[-1] == (len(database), len(database) if tell_length else None)


async def test_a_second_update_at_the_same_time_is_refused(server: GeoServer, target: Path, database: bytes) -> None:
    server.answers[THIS_MONTH] = Answer(database, cut_to=100, stalls=True)
    receiving = asyncio.Event()
    first = asyncio.create_task(
        update_database(DatabaseKind.CITY, target, TODAY, lambda done, total: receiving.set(), server.base_url)
    )
    await receiving.wait()
    with pytest.raises(FetchError, match="another update is running"):
        await update(server, target)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert left_in(target.parent) == []
    server.answers[THIS_MONTH] = Answer(database)
    assert (await update(server, target)).fetched


async def test_a_folder_that_cannot_be_written_is_one_line(server: GeoServer, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(FetchError, match=r"File exists|Not a directory"):
        await update(server, tmp_path / "data" / "city.mmdb")
