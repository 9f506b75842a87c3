import subprocess
import sys
from pathlib import Path

import pytest

from geo import trial
from geo.errors import DatabaseError
from geo.private_copy import private_copy
from geo.trial_run import try_apart
from panel.demo.geo_databases import write_database
from tests.fakes.geo_databases import write_city, write_junk


def attempt(path: Path, folder: Path) -> None:
    with private_copy(path, folder) as copy:
        try_apart(copy)


def crashing(folder: Path) -> Path:
    """A database with a key that is a number: the C extension takes it for the address of a text."""
    path = folder / "crashing.mmdb"
    write_database(path, "GeoLite2-City", [("11.0.0.0/8", {"country": {"iso_code": "DE"}})])
    content = path.read_bytes()
    assert content.count(b"\x48iso_code") == 1
    # Its type, the upper three bits, goes from 2 (text) to 3 (double); the length of eight fits both.
    path.write_bytes(content.replace(b"\x48iso_code", b"\x68iso_code"))
    return path


def test_a_sound_database_passes(tmp_path: Path) -> None:
    attempt(write_city(tmp_path / "city.mmdb"), tmp_path)


def test_a_database_that_crashes_its_reader_is_refused_and_harms_nobody(tmp_path: Path) -> None:
    path = crashing(tmp_path)
    alone = subprocess.run([sys.executable, "-P", trial.__file__, str(path)], check=False)
    assert alone.returncode < 0
    with pytest.raises(DatabaseError, match="records cannot be read"):
        attempt(path, tmp_path)


@pytest.mark.parametrize("kind", ["empty", "html", "half", "metadata cut", "gzip", "random"])
def test_what_is_no_database_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(DatabaseError, match=r"not a MaxMind database, or cut short|records cannot be read"):
        attempt(write_junk(tmp_path)[kind], tmp_path)


def test_a_large_database_is_tried_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_NETWORKS", 1)
    monkeypatch.setattr(trial, "_ADDRESSES", 1000)
    assert trial.main(str(write_city(tmp_path / "six.mmdb"))) == 0
    assert trial.main(str(write_city(tmp_path / "four.mmdb", ip_version=4))) == 0
    assert trial.main(str(write_junk(tmp_path)["half"])) == trial.UNSOUND


OPENED = """
import sys
from pathlib import Path
from geo.lookup import PlaceLookup
folder = Path(sys.argv[1])
lookup = PlaceLookup(folder / "crashing.mmdb", folder / "asn.mmdb", folder / "private")
lookup.reload_if_changed()
print("alive", lookup.place("11.2.3.4"))
"""


def test_a_lookup_survives_a_database_that_crashes_its_reader(tmp_path: Path) -> None:
    crashing(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ran.returncode == 0, ran.stderr
    assert "alive" in ran.stdout
