"""What the doctor finds, on installations that are well and ill."""

import json
import socket
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from panel.history.times import microseconds
from tests.panel.cli.conftest import Commands, commands

__all__ = ["commands"]


@pytest.fixture
def patient(commands: Commands, data_dir: Path) -> Commands:
    """An installation with one line in its database."""
    commands.done("line", "add", "bob", "--password", "pw")
    data_dir.chmod(0o700)
    return commands


def examined(commands: Commands, *arguments: str, status: int = 0) -> dict[str, Sequence[str]]:
    """Return verdict and message by check; the last one counts."""
    ended = commands("doctor", "--json", "--port", "0", *arguments)
    assert ended.status == status, ended.stdout + ended.stderr
    return {found["check"]: (found["verdict"], found["message"]) for found in json.loads(ended.stdout)}


def test_a_new_installation_is_told_what_to_do_and_not_touched(commands: Commands, data_dir: Path) -> None:
    before = sorted(data_dir.iterdir()) if data_dir.exists() else None
    found = examined(commands)
    assert found["database"][0] == "warning"
    assert (sorted(data_dir.iterdir()) if data_dir.exists() else None) == before


def test_a_healthy_one_is_ok_in_one_line_each(patient: Commands) -> None:
    found = examined(patient)
    assert {check for check, (verdict, _) in found.items() if verdict != "ok"} == {"geo city", "geo asn"}
    assert found["audit"][1].startswith("1 entries")
    lines = patient.done("doctor", "--port", "0").splitlines()
    assert len(lines) == 11
    assert lines[0].split()[:2] == ["ok", "configuration"]


def test_on_postgresql_too(patient: Commands, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANEL_DATABASE_URL", postgres_url)
    patient.done("line", "add", "eve")
    assert examined(patient)["database"] == ("ok", examined(patient)["database"][1])


def test_an_altered_audit_fails(patient: Commands, data_dir: Path) -> None:
    with sqlite3.connect(data_dir / "panel.db") as database:
        database.execute("UPDATE audit SET actor = 'nobody'")
    database.close()
    verdict, message = examined(patient, status=1)["audit"]
    assert (verdict, message.split(":")[0]) == ("failed", "entry 1 is not what it was")


def test_a_damaged_file_a_newer_schema_and_an_open_directory_are_seen(patient: Commands, data_dir: Path) -> None:
    data_dir.chmod(0o755)
    with sqlite3.connect(data_dir / "panel.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    found = examined(patient, status=1)
    assert found["permissions"][0] == "warning"
    assert found["database"][0] == "failed"
    (data_dir / "panel.db").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    assert examined(patient, status=1)["database"][0] == "failed"


def test_a_clock_that_went_back_fails(patient: Commands, data_dir: Path) -> None:
    with sqlite3.connect(data_dir / "panel.db") as database:
        database.execute(
            "INSERT INTO sessions (id, installation, origin_id, title_id, started_at, lasted_ms, bytes_exact)"
            f" VALUES (x'00', 1, 1, 1, {microseconds(datetime(2999, 1, 1, tzinfo=UTC))}, 0, 0)"
        )
    database.close()
    assert examined(patient, status=1)["clock"][0] == "failed"


def test_a_port_that_is_taken_fails(patient: Commands) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = examined(patient, "--port", str(taken.getsockname()[1]), status=1)
    assert found["port"][0] == "failed"


def test_settings_that_are_wrong_are_the_only_finding(patient: Commands) -> None:
    ended = patient("doctor", env={"PANEL_SAMPLE_INTERVAL": "3"})
    assert ended.status == 1
    assert ended.stdout.startswith("failed   configuration")
    assert len(ended.stdout.splitlines()) == 1


def test_a_database_that_is_away_fails_without_its_password(patient: Commands) -> None:
    away = "postgresql+asyncpg://panel:sesame@127.0.0.1:1/panel"
    ended = patient("doctor", "--json", "--port", "0", env={"PANEL_DATABASE_URL": away})
    assert ended.status == 1
    assert "sesame" not in ended.stdout + ended.stderr
