"""What exists is in the README, and what is in the README exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from monitoring.contract.requests import CLIENT_EVENTS, SERVER_EVENTS
from panel.cli.main import app
from panel.settings import Settings

CHECKOUT = Path(__file__).parents[2]
README = (CHECKOUT / "README.md").read_text()
SETTINGS = {f"PANEL_{name.upper()}" for name in Settings.model_fields}


def _commands(group: TyperGroup, path: str) -> Iterator[str]:
    for name, child in group.commands.items():
        if isinstance(child, TyperGroup):
            yield from _commands(child, f"{path} {name}")
        elif isinstance(child, TyperCommand) and not child.hidden:
            yield f"{path} {name}"


COMMANDS = set(_commands(typer.main.get_group(app), "panel"))


def test_every_setting_and_no_other() -> None:
    assert set(re.findall(r"PANEL_[A-Z_]+", README)) == SETTINGS


def test_every_command() -> None:
    assert {command for command in COMMANDS if f"`{command}`" not in README} == set()


def test_no_other_command() -> None:
    section = README.partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(panel [a-z0-9 ]+)`", section)) == COMMANDS


def test_every_event_and_no_other() -> None:
    section = README.partition("Events the server sends")[2].partition("\n## ")[0]
    events = set(re.findall(r"`((?:[a-z]+:[a-z]+)|(?:un)?subscribe)`", section))
    assert events == {*SERVER_EVENTS, *CLIENT_EVENTS}


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(document: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (CHECKOUT / document).read_text())
    assert [target for target in targets if not (CHECKOUT / target).exists()] == []


def test_every_command_of_contributing_exists() -> None:
    said = (CHECKOUT / "CONTRIBUTING.md").read_text()
    assert [path for path in re.findall(r"`(\.ci/\w+)", said) if not (CHECKOUT / path).exists()] == []
    usage = re.search(r"USAGE = \"(.*)\"", (CHECKOUT / "dev.py").read_text())
    assert usage is not None
    assert [word for word in re.findall(r"python3 dev\.py (\w+)", said + README) if word not in usage[1]] == []
