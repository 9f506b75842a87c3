"""`panel import xmltv`."""

import json
from pathlib import Path

from tests.fixtures.cli import PanelCommand

GUIDE = '<tv><programme start="{start}" stop="{stop}" channel="one.pt"><title>News</title></programme>\n<channel/></tv>'


def test_the_report_of_an_import(panel_cli: PanelCommand, tmp_path: Path) -> None:
    file = tmp_path / "guide.xml"
    file.write_text(GUIDE.format(start="2001", stop="2002"))
    done = panel_cli("import", "xmltv", str(file), "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["programmes"], report["otherChannels"], report["skippedInAll"]) == (0, 1, 1)
    assert report["skipped"] == [{"line": 2, "reason": "a channel without an id"}]
    spoken = panel_cli("import", "xmltv", str(file))
    assert spoken.stdout.splitlines()[0] == "line 2: skipped: a channel without an id"
    assert spoken.stdout.splitlines()[1].startswith("channels 0, programmes 0, replaced 0, of other channels 1")


def test_what_cannot_be_read_is_told_in_one_line(panel_cli: PanelCommand, tmp_path: Path) -> None:
    missing = panel_cli("import", "xmltv", str(tmp_path / "none.xml"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.count("\n") == 1
    assert "No such file" in missing.stderr
    private = panel_cli("import", "xmltv", "http://127.0.0.1:9/guide.xml")
    assert private.returncode == 2
    assert "private" in private.stderr
