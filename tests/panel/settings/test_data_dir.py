"""The data directory: private, held by one server, with a lasting name."""

import subprocess
import sys
from pathlib import Path

import pytest

from panel.data_dir import DataDirError, hold_data_dir, installation_id, prepare_data_dir


def test_a_new_directory_is_for_its_owner_alone(tmp_path: Path) -> None:
    prepare_data_dir(tmp_path / "a/b")
    assert (tmp_path / "a/b").stat().st_mode & 0o777 == 0o700


def test_one_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    prepare_data_dir(tmp_path / "shared")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


def test_what_is_no_directory_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file/below"):
        with pytest.raises(DataDirError, match=str(path)):
            prepare_data_dir(path)


HOLDS = """
import sys
from pathlib import Path
from panel.data_dir import hold_data_dir
with hold_data_dir(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_server_is_refused_until_the_first_is_gone_however_it_went(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(DataDirError, match="another panel is running"), hold_data_dir(tmp_path):
            pass
        first.kill()
    with hold_data_dir(tmp_path):
        assert (tmp_path / "panel.lock").stat().st_mode & 0o777 == 0o600
    with hold_data_dir(tmp_path):
        pass


def test_an_installation_keeps_its_name(tmp_path: Path) -> None:
    name = installation_id(tmp_path)
    assert installation_id(tmp_path) == name
    assert len(name) == 32
    other = tmp_path / "other"
    other.mkdir()
    assert installation_id(other) != name
    assert [file.stat().st_mode & 0o777 for file in other.iterdir()] == [0o600]
