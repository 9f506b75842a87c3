"""Commands run in this process: as they are, but without the seconds that each new process takes to import them."""

import io
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from panel.cli.main import run


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    stdout: str
    stderr: str


class Commands:
    """Runs `panel ARGS…` in the test's data directory."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capture = capture
        self._patch = patch

    def __call__(self, *arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> Ended:
        with self._patch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(stdin))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            self._capture.readouterr()
            status = run(arguments)
        said = self._capture.readouterr()
        return Ended(status, said.out, said.err)

    def done(self, *arguments: str, stdin: str = "") -> str:
        """Run a command that must succeed and return what it printed."""
        ended = self(*arguments, stdin=stdin)
        assert ended.status == 0, ended.stderr
        return ended.stdout


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Iterator[Commands]:
    """On SQLite, unless the test says otherwise; logging is put back as it was."""
    for name in [name for name in os.environ if name.startswith("PANEL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PANEL_DATA_DIR", str(data_dir))
    handlers, level, logs = logging.root.handlers[:], logging.root.level, structlog.get_config()
    yield Commands(capsys, monkeypatch)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.configure(**logs)
