"""The image: what it copies exists, what it sets is a setting, what it runs is a command."""

import json
import re
from pathlib import Path

import pytest

from panel.settings import Settings
from tests.fixtures.cli import PanelCommand

CHECKOUT = Path(__file__).parents[2]
TEXT = (CHECKOUT / "Dockerfile").read_text()
STAGES = re.split(r"^FROM ", TEXT, flags=re.MULTILINE)[1:]
COPIES = re.findall(r"^COPY (?!--from)(.+) \S+$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("source", [source for copy in COPIES for source in copy.split()])
def test_what_it_copies_exists_and_reaches_the_build(source: str) -> None:
    assert (CHECKOUT / source).exists()
    ignored = (CHECKOUT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    assert f"!{source.split('/', maxsplit=1)[0]}" in ignored


def test_stages_it_copies_from_exist() -> None:
    named = {match[1] for stage in STAGES if (match := re.match(r"\S+ AS (\S+)", stage))}
    assert set(re.findall(r"COPY --from=(\S+)", TEXT)) == named


def test_what_it_sets_are_settings() -> None:
    assert set(re.findall(r"\bPANEL_[A-Z_]+", TEXT)) <= {f"PANEL_{name.upper()}" for name in Settings.model_fields}


def test_runs_as_somebody_without_rights_and_checks_its_health() -> None:
    last = STAGES[-1]
    assert re.search(r"^USER panel$", last, re.MULTILINE)
    assert last.index("USER panel") < last.index("CMD")
    assert "/readyz" in last
    assert "HEALTHCHECK" in last


def test_its_command_is_one_of_the_panel(panel_cli: PanelCommand) -> None:
    command = json.loads(TEXT.splitlines()[-1].removeprefix("CMD "))
    assert command[0] == "panel"
    options = panel_cli(command[1], "--help", env={"COLUMNS": "200", "NO_COLOR": "1"}).stdout
    assert [word for word in command if word.startswith("--") and word not in options] == []
