"""Settings: where they come from, and one line for each mistake."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PANEL_{name.upper()}", raising=False)


def test_the_defaults_are_those_of_the_interface(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/data/panel.db"
    assert (settings.sample_interval_s, settings.history_days) == (5, 30)
    assert (settings.trusted_proxies, settings.allowed_origins) == ((), ())
    assert (settings.player_port, settings.public_url, settings.admin_password) == (None, None, None)
    assert settings.allow_private_sources is False
    assert (settings.log_level, settings.log_format) == ("info", "text")


def test_code_wins_over_the_environment_over_the_file_over_the_defaults(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "panel.toml").write_text('sample_interval_s = 2\nhistory_days = 3\nlog_level = "debug"\n')
    monkeypatch.setenv("PANEL_HISTORY_DAYS", "4")
    monkeypatch.setenv("PANEL_LOG_LEVEL", "WARNING")
    settings = load_settings(tmp_path, log_level="error")
    assert (settings.sample_interval_s, settings.history_days, settings.log_level) == (2, 4, "error")


def test_the_data_directory_comes_from_code_or_environment_and_says_where_the_file_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, days in (("one", 1), ("two", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "panel.toml").write_text(f"history_days = {days}")
    monkeypatch.setenv("PANEL_DATA_DIR", str(tmp_path / "one"))
    assert load_settings().history_days == 1
    assert load_settings(tmp_path / "two").history_days == 2


def test_lists_are_read_from_text_and_from_toml(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "panel.toml").write_text('allowed_origins = ["https://One.example/", "http://two.example:81"]')
    monkeypatch.setenv("PANEL_TRUSTED_PROXIES", "127.0.0.0/8, ::1,10.0.0.7")
    settings = load_settings(tmp_path)
    assert [str(network) for network in settings.trusted_proxies] == ["127.0.0.0/8", "::1/128", "10.0.0.7/32"]
    assert settings.allowed_origins == ("https://one.example", "http://two.example:81")


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "panel.toml").write_text("player_port = 9000")
    for name in Settings.model_fields:
        monkeypatch.setenv(f"PANEL_{name.upper()}", "")
    settings = load_settings(tmp_path)
    assert settings.player_port == 9000
    assert settings.database_url.startswith("sqlite")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("/srv/panel data/p.db", "sqlite+aiosqlite:////srv/panel data/p.db"),
        ("sqlite:////srv/p.db", "sqlite+aiosqlite:////srv/p.db"),
        ("postgres://u:p@db/panel", "postgresql+asyncpg://u:p@db/panel"),
        ("postgresql+asyncpg://u:p@/panel?host=/run", "postgresql+asyncpg://u:p@/panel?host=/run"),
    ],
)
def test_databases_by_path_and_by_address(monkeypatch: pytest.MonkeyPatch, given: str, address: str) -> None:
    monkeypatch.setenv("PANEL_DATABASE_URL", given)
    assert load_settings().database_url == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PANEL_SAMPLE_INTERVAL_S", "0.5"),
        ("PANEL_SAMPLE_INTERVAL_S", "61"),
        ("PANEL_SAMPLE_INTERVAL_S", "nan"),
        ("PANEL_SAMPLE_INTERVAL_S", "five"),
        ("PANEL_DATABASE_URL", "mysql://u:canary@db/panel"),
        ("PANEL_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("PANEL_TRUSTED_PROXIES", "everyone"),
        ("PANEL_ALLOWED_ORIGINS", "*"),
        ("PANEL_ALLOWED_ORIGINS", "https://one.example/path"),
        ("PANEL_ALLOWED_ORIGINS", "one.example"),
        ("PANEL_PLAYER_PORT", "70000"),
        ("PANEL_PUBLIC_URL", "ftp://x"),
        ("PANEL_PUBLIC_URL", "https://bob:canary@x/"),
        ("PANEL_PUBLIC_URL", "http://[::1"),
        ("PANEL_ALLOW_PRIVATE_SOURCES", "perhaps"),
        ("PANEL_HISTORY_DAYS", "0"),
        ("PANEL_CHECK_INTERVAL_S", "-1"),
        ("PANEL_CHECK_INTERVAL_S", "0.1"),
        ("PANEL_CHECKS_AT_ONCE", "0"),
        ("PANEL_HISTORY_DAYS", "1.5"),
        ("PANEL_LOG_LEVEL", "loud"),
        ("PANEL_LOG_FORMAT", "xml"),
        ("PANEL_ADMIN_PASSWORD", "canary" * 200),
    ],
)
def test_a_malformed_variable_is_named_in_one_line_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    message = str(refused.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    assert "canary" not in message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("sample_intervall_s = 2", "sample_intervall_s in FILE: unknown setting, did you mean sample_interval_s?"),
        ('data_dir = "/x"', "data_dir in FILE: unknown setting"),
        ('history_days = "many"', "history_days in FILE: Input should be a valid integer"),
        ("history_days = ", "FILE: not TOML: "),
        ("[section]\nx = 1", "section in FILE: unknown setting"),
    ],
)
def test_a_mistake_in_the_file_names_the_setting_and_the_file(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "panel.toml"
    file.write_text(content)
    with pytest.raises(SettingsError) as refused:
        load_settings(tmp_path)
    assert str(refused.value).startswith(message.replace("FILE", str(file)))
    assert "\n" not in str(refused.value)


def test_an_unknown_variable_stops_the_start_and_suggests_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANEL_SAMPLE_INTERVAL", "5")
    with pytest.raises(SettingsError, match="PANEL_SAMPLE_INTERVAL: unknown setting, did you mean PANEL_SAMPLE_INTER"):
        load_settings()


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANEL_ADMIN_PASSWORD", "canary")
    monkeypatch.setenv("PANEL_DATABASE_URL", "postgresql://u:canary@db/panel")
    assert "canary" not in repr(load_settings())


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@given(value=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_is_a_setting_or_one_line(value: str) -> None:
    for name in ("trusted_proxies", "allowed_origins", "public_url", "database_url", "player_port"):
        message = refusal(name, value)
        assert message is None or (name.upper() in message and len(message.splitlines()) == 1)


def refusal(name: str, value: str) -> str | None:
    try:
        load_settings(None, **{name: value})
    except SettingsError as refused:
        return str(refused)
    return None
