"""`panel backup` and `panel restore`."""

import json
from pathlib import Path

from panel.data_dir import hold_data_dir
from tests.panel.cli.conftest import Commands


def test_what_was_backed_up_is_there_again(commands: Commands, tmp_path: Path) -> None:
    commands.done("line", "add", "bob", "--password", "pw")
    file = str(tmp_path / "backup.db")
    assert commands.done("backup", file).startswith(f"{file}: ")
    commands.done("line", "remove", "bob")
    commands.done("restore", file)
    (line,) = json.loads(commands.done("line", "list", "--json"))
    assert line["username"] == "bob"


def test_mistakes_are_one_line(commands: Commands, tmp_path: Path, data_dir: Path) -> None:
    missing = commands("restore", str(tmp_path / "nothing.db"))
    assert (missing.status, missing.stderr.count("\n")) == (1, 1)
    file = str(tmp_path / "backup.db")
    commands.done("backup", file)
    assert commands("backup", file).status == 1
    with hold_data_dir(data_dir):
        assert "running" in commands("restore", file).stderr
