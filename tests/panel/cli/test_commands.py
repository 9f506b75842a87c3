"""The command line as scripts use it: text and exit codes; with no server running."""

import json
from pathlib import Path

import pytest

from tests.fixtures.cli import PanelCommand
from tests.panel.cli.conftest import Commands


@pytest.fixture
def anywhere(commands: Commands, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """On each kind of database in turn."""
    monkeypatch.setenv("PANEL_DATABASE_URL", database_url)
    return commands


def test_lines_streams_and_people_are_kept(anywhere: Commands) -> None:
    done = anywhere.done
    assert done("line", "add", "bob", "--password", "pw", "--expires", "2030-01-01", "--trial").strip() == "1"
    made = json.loads(done("line", "add", "carol", "--max-connections", "0", "--json"))
    assert (made["id"], made["maxConnections"], len(made["password"]) >= 12) == (2, 0, True)
    done("line", "restrict", "bob", "--country", "de", "--country", "AT", "--agent", "VLC/*")
    ruled = json.loads(done("line", "restrict", "bob", "--address", "10.0.0.1/8", "--isp", "AS3320", "--json"))
    assert (ruled["allowedCountries"], ruled["allowedNetworks"]) == ([], ["10.0.0.0/8"])
    done("line", "disable", "bob")
    done("line", "remove", "2")
    (line,) = json.loads(done("line", "list", "--json"))
    assert {**line, "enabled": False, "expiresAt": "2030-01-01T00:00:00.000Z", "trial": True, "password": "pw"} == line
    assert "pw" not in done("line", "list").split()

    added = done(
        "stream",
        "add",
        "News",
        "http://e.example/1",
        "--backup",
        "http://e.example/2",
        "--category",
        "N",
        "--on-demand",
    )
    assert added.strip() == "1"
    done("stream", "stop", "1")
    (stream,) = json.loads(done("stream", "list", "--json"))
    assert (stream["enabled"], stream["backupUrls"], stream["onDemand"]) == (False, ["http://e.example/2"], True)
    assert "e.example" not in done("stream", "list")

    assert (
        done("operator", "add", "ann", "--role", "operator", "--password-stdin", stdin="long enough\n").strip() == "1"
    )
    assert "ann" in done("operator", "list")
    token = done("token", "create", "script", "--expires", "30").strip()
    assert token.startswith("ptk_")
    (kept,) = json.loads(done("token", "list", "--json"))
    assert (kept["name"], kept["role"], kept["revokedAt"]) == ("script", "viewer", None)
    assert token not in json.dumps(kept)
    done("token", "revoke", str(kept["id"]))
    assert json.loads(done("token", "list", "--json"))[0]["revokedAt"] is not None


def test_playlists_are_imported_with_a_report(anywhere: Commands, tmp_path: Path) -> None:
    done = anywhere.done
    playlist = tmp_path / "list.m3u"
    playlist.write_text("#EXTM3U\n#EXTINF:-1,A\nhttp://e.example/a\n#EXTINF:-1,\nhttp://e.example/b\n")
    assert done("import", "m3u", str(playlist)).splitlines() == [
        "line 5: skipped: no name",
        "added 1, updated 0, unchanged 0, skipped 1",
    ]
    assert json.loads(done("import", "m3u", str(playlist), "--json")) == {
        "added": 0,
        "updated": 0,
        "unchanged": 1,
        "skipped": [{"line": 5, "reason": "no name"}],
    }


BAD: list[tuple[list[str], str]] = [
    ([], "Missing command"),
    (["nonsense"], "No such command 'nonsense'"),
    (["line", "add"], "Missing argument"),
    (["line", "add", "bob", "--max-connections", "many"], "--max-connections"),
    (["line", "add", "bob", "--expires", "tomorrow"], "--expires"),
    (["line", "add", "a/b"], "username"),
    (["line", "disable", "nobody"], "no line nobody"),
    (["line", "restrict", "bob", "--country", "Germany"], "allowedCountries"),
    (["line", "restrict", "bob", "--address", "10.0.0.0/33"], "give an address or a network"),
    (["stream", "add", "A", "ftp://e.example/"], "only http, https, rtmp, rtsp, srt and udp"),
    (["stream", "add", "A", "srt://e.example/"], "names no port"),
    (["stream", "add", "A", "udp://239.0.0.1:5000"], "networks of one's own"),
    (["stream", "add", "A", "rtmp://e.example/live/a", "--type", "movie"], "read over http or https"),
    (["stream", "add", "A", "http://127.0.0.1/x"], "private"),
    (["stream", "add", "A", "http://e.example/x", "--transcode", "vhs"], "--transcode"),
    (["stream", "add", "A", "http://e.example/x", "--restart-silence-s", "4000"], "restartSilenceS"),
    (["stream", "set", "999", "--name", "A"], "no stream 999"),
    (["stream", "set", "1"], "give what is to change"),
    (["stream", "set", "1", "--url", "http://127.0.0.1/x"], "private"),
    (["stream", "remove", "999"], "no stream 999"),
    (["stream", "remove", "0"], "ID"),
    (["token", "revoke", "999"], "no token 999"),
    (["import", "m3u", "/does/not/exist"], "/does/not/exist"),
    (["snapshot", "dashboard"], "--token"),
    (["snapshot", "weather", "--token", "x"], "weather"),
    (["snapshot", "dashboard", "--token-file", "/does/not/exist"], "/does/not/exist"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD, ids=[" ".join(arguments) for arguments, _ in BAD])
def test_bad_input_is_one_line_and_status_2(commands: Commands, arguments: list[str], said: str) -> None:
    ended = commands(*arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert ended.stderr.startswith("panel: ")
    assert ended.stderr.count("\n") == 1
    assert said in ended.stderr


def test_what_was_given_twice_and_what_is_too_short(commands: Commands) -> None:
    assert commands("line", "add", "bob").status == 0
    twice = commands("line", "add", "bob")
    assert (twice.status, twice.stderr) == (2, "panel: the username bob is taken\n")
    short = commands("operator", "add", "ann", "--password-stdin", stdin="canary\n")
    assert short.status == 2
    assert "canary" not in short.stderr


def test_a_stream_is_transcoded_only_where_that_was_asked_for(commands: Commands) -> None:
    assert commands("stream", "add", "A", "http://e.example/1", "--transcode", "h264-720p").status == 0
    assert commands("stream", "add", "B", "http://e.example/2").status == 0
    listed = json.loads(commands("stream", "list", "--json").stdout)
    assert [stream["transcode"] for stream in listed] == ["h264-720p", None]


def test_a_stream_is_restarted_by_itself_where_that_was_asked_for(anywhere: Commands) -> None:
    done = anywhere.done
    triggers = ("--restart-silence-s", "20", "--restart-every-h", "24", "--restart-errors-per-minute", "50")
    made = json.loads(done("stream", "add", "A", "http://e.example/1", *triggers, "--restarts-per-hour", "3", "--json"))
    fields = ("restartSilenceS", "restartEveryH", "restartErrorsPerMinute", "restartsPerHour")
    assert [made[field] for field in fields] == [20, 24, 50, 3]
    changed = json.loads(
        done(
            "stream",
            "set",
            "1",
            "--restart-silence-s",
            "0",
            "--restart-every-h",
            "6",
            "--restarts-per-hour=0",
            "--json",
        )
    )
    assert [changed[field] for field in fields] == [None, 6, 50, None]


def test_of_a_stream_only_what_is_given_changes(anywhere: Commands) -> None:
    done = anywhere.done
    done("stream", "add", "A", "http://e.example/1", "--backup", "http://e.example/2", "--transcode", "audio")
    (before,) = json.loads(done("stream", "list", "--json"))
    assert done("stream", "set", "1", "--name", "B", "--on-demand", "--transcode", "none") == ""
    (after,) = json.loads(done("stream", "list", "--json"))
    assert after == {**before, "name": "B", "onDemand": True, "transcode": None}
    done("stream", "set", "1", "--url", "http://e.example/3", "--backup", "http://e.example/4", "--always")
    (after,) = json.loads(done("stream", "list", "--json"))
    assert (after["sourceUrl"], after["backupUrls"], after["onDemand"]) == (
        "http://e.example/3",
        ["http://e.example/4"],
        False,
    )
    done("stream", "set", "1", "--no-backups")
    assert json.loads(done("stream", "list", "--json"))[0]["backupUrls"] == []


def test_other_failures_are_one_line_and_status_1(commands: Commands) -> None:
    for arguments, env in (
        (["snapshot", "dashboard", "--token", "x", "--url", "http://127.0.0.1:1"], {}),
        (["line", "list"], {"PANEL_DATABASE_URL": "postgresql://u:canary@127.0.0.1:1/x"}),
        (["stream", "restart", "1"], {}),
    ):
        if arguments[1] == "restart":
            commands("stream", "add", "A", "http://e.example/1")
        ended = commands(*arguments, env=env)
        assert ended.status == 1, ended.stderr
        assert ended.stderr.startswith("panel: ")
        assert ended.stderr.count("\n") == 1
        assert "canary" not in ended.stderr


def test_settings_are_checked_first(commands: Commands) -> None:
    ended = commands("line", "list", env={"PANEL_SAMPLE_INTERVAL_S": "0"})
    assert ended.status == 2
    assert "PANEL_SAMPLE_INTERVAL_S" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_geo_status_without_databases(commands: Commands) -> None:
    ended = commands("geo", "status", "--json")
    assert ended.status == 0
    assert [(found["kind"], found["loaded"]) for found in json.loads(ended.stdout)] == [("city", False), ("asn", False)]


def test_the_console_script_ends_like_the_rest(panel_cli: PanelCommand) -> None:
    ended = panel_cli("line", "remove", "nobody")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "panel: no line nobody\n")
    assert panel_cli("--help").returncode == 0


def test_every_command_has_help(commands: Commands) -> None:
    for group in ([], ["line"], ["stream"], ["operator"], ["token"], ["import"], ["geo"]):
        assert "--help" in commands.done(*group, "--help")
    for command in (["serve"], ["demo"], ["snapshot"], ["line", "add"], ["stream", "restart"], ["import", "m3u"]):
        assert "Usage: panel " + " ".join(command) in commands.done(*command, "--help")
