import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from geo.database import DatabaseFile, DatabaseKind, open_database
from panel.demo.geo_databases import write_database
from tests.fakes.geo_databases import city_record, write_asn, write_city, write_junk

JUNK_KINDS = (
    "empty",
    "html",
    "one byte",
    "tree cut",
    "half",
    "metadata cut",
    "gzip",
    "random",
    "metadata alone",
    "asn database",
    "unknown type",
    "records of another shape",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "city.mmdb"


@pytest.fixture
def database(path: Path, tmp_path: Path) -> DatabaseFile:
    return DatabaseFile(DatabaseKind.CITY, path, tmp_path / "private")


def test_a_missing_file_is_told_once_and_taken_up_when_it_appears(database: DatabaseFile, path: Path) -> None:
    with capture_logs() as lines:
        assert [database.reload_if_changed() for _ in range(3)] == [False, False, False]
        write_city(path)
        assert [database.reload_if_changed() for _ in range(3)] == [True, False, False]
    assert [line["log_level"] for line in lines] == ["warning", "info"]


@pytest.mark.parametrize("kind", JUNK_KINDS)
def test_a_broken_file_is_told_once_and_recovered_from(
    database: DatabaseFile, path: Path, tmp_path: Path, kind: str
) -> None:
    write_junk(tmp_path)[kind].replace(path)
    with capture_logs() as lines:
        assert [database.reload_if_changed() for _ in range(3)] == [False, False, False]
    assert [line["log_level"] for line in lines] == ["warning"]
    status = database.status(datetime.now(UTC))
    assert (status.loaded, status.built_at, status.age_days) == (False, None, None)
    assert status.error
    assert "\n" not in status.error
    write_city(path)
    assert database.reload_if_changed()
    assert database.status(datetime.now(UTC)).error is None


@pytest.mark.parametrize("kind", JUNK_KINDS)
def test_a_broken_replacement_keeps_the_old_one(database: DatabaseFile, path: Path, tmp_path: Path, kind: str) -> None:
    write_city(path)
    database.reload_if_changed()
    opened = database.opened
    write_junk(tmp_path)[kind].replace(path)
    with capture_logs() as lines:
        assert [database.reload_if_changed() for _ in range(3)] == [False, False, False]
    assert len(lines) == 1
    assert database.opened is opened
    status = database.status(datetime.now(UTC))
    assert status.loaded
    assert status.error


def test_a_good_database_cut_anywhere_is_refused_or_answers(path: Path, tmp_path: Path) -> None:
    content = write_city(path).read_bytes()
    database = DatabaseFile(DatabaseKind.CITY, path, tmp_path / "private")
    for length in range(0, len(content), 37):
        path.write_bytes(content[:length])
        assert not database.reload_if_changed()


def test_a_file_that_is_removed_leaves_its_answers(database: DatabaseFile, path: Path) -> None:
    write_city(path)
    database.reload_if_changed()
    path.unlink()
    assert not database.reload_if_changed()
    status = database.status(datetime.now(UTC))
    assert (status.loaded, status.error) == (True, "No such file or directory")


def test_a_change_is_seen_even_when_size_and_time_stay(database: DatabaseFile, path: Path) -> None:
    write_city(path)
    database.reload_if_changed()
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Berlin", b"Bremen"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert database.reload_if_changed()


@pytest.mark.parametrize("what", ["folder", "fifo"])
def test_what_is_no_file_is_refused_without_waiting(database: DatabaseFile, path: Path, what: str) -> None:
    if what == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert not database.reload_if_changed()
    assert database.status(datetime.now(UTC)).error == "not a regular file"


def test_a_private_folder_that_cannot_be_made_is_an_error_that_passes(path: Path, tmp_path: Path) -> None:
    write_city(path)
    (tmp_path / "private").write_text("in the way")
    database = DatabaseFile(DatabaseKind.CITY, path, tmp_path / "private")
    assert not database.reload_if_changed()
    (tmp_path / "private").unlink()
    assert database.reload_if_changed()


def test_the_copy_is_private_and_leaves_no_file(database: DatabaseFile, path: Path, tmp_path: Path) -> None:
    write_city(path)
    database.reload_if_changed()
    assert list((tmp_path / "private").iterdir()) == []
    assert (tmp_path / "private").stat().st_mode & 0o077 == 0


def test_the_age_counts_from_when_it_was_built(database: DatabaseFile, path: Path) -> None:
    write_city(path)
    database.reload_if_changed()
    built_at = database.status(datetime.now(UTC)).built_at
    assert built_at is not None
    assert abs(datetime.now(UTC) - built_at) < timedelta(minutes=1)
    assert database.status(built_at + timedelta(days=41, hours=23)).age_days == 41
    assert database.status(built_at - timedelta(days=2)).age_days == 0


def test_the_type_decides_what_a_database_is_good_for(path: Path, tmp_path: Path) -> None:
    write_asn(path, database_type="DBIP-ASN-Lite (compat=GeoLite2-ASN)")
    assert open_database(DatabaseKind.NETWORK, path, tmp_path).database_type == "DBIP-ASN-Lite (compat=GeoLite2-ASN)"
    database = DatabaseFile(DatabaseKind.CITY, path, tmp_path)
    database.reload_if_changed()
    assert database.status(datetime.now(UTC)).error == (
        "holds 'DBIP-ASN-Lite (compat=GeoLite2-ASN)' where a City database is needed"
    )


TRUNCATED_WHILE_READ = """
import os, sys
from pathlib import Path
from geo.lookup import PlaceLookup
folder = Path(sys.argv[1])
lookup = PlaceLookup(folder / "city.mmdb", folder / "asn.mmdb", folder / "private")
lookup.reload_if_changed()
assert lookup.place("11.0.0.1").city == "Berlin"
os.truncate(folder / "city.mmdb", 0)
for number in range(20_000):
    assert lookup.place(f"{11 + number % 80}.{number % 64}.{number // 256}.1").city == "Berlin"
lookup.reload_if_changed()
print("survived with", lookup.place("12.0.0.1").city)
"""


def test_a_file_truncated_in_place_harms_nobody(tmp_path: Path) -> None:
    # Larger than a page, so that reading past the new end would be a bus error.
    records = [(f"{first}.{second}.0.0/16", city_record()) for first in range(11, 91) for second in range(64)]
    write_database(tmp_path / "city.mmdb", "GeoLite2-City", records)
    assert (tmp_path / "city.mmdb").stat().st_size > 20_000
    ran = subprocess.run(
        [sys.executable, "-c", TRUNCATED_WHILE_READ, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ran.returncode == 0, ran.stderr
    assert "survived with Berlin" in ran.stdout
