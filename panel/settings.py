"""Settings: the environment over `panel.toml` in the data directory over the defaults."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from panel.delivery.policy import LimitPolicy

ENV_PREFIX = "PANEL_"
FILE_NAME = "panel.toml"
DATABASE_FILE_NAME = "panel.db"

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]


class SettingsError(Exception):
    """A setting that is unknown or malformed; the message is one line that names it and holds no secret."""


def _split(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _http_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("must look like https://panel.example or http://192.0.2.1:8000")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("must hold no user, query or fragment")
    return value.rstrip("/")


def _origin(value: str) -> str:
    if urlsplit(_http_address(value)).path.strip("/"):
        raise ValueError("must be an origin without a path")
    return value.rstrip("/").lower()


def _database_address(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if not separator:
        return f"sqlite+aiosqlite:///{Path(value).absolute()}"
    if scheme in ("postgresql", "postgres", "postgresql+asyncpg"):
        return f"postgresql+asyncpg://{rest}"
    if scheme in ("sqlite", "sqlite+aiosqlite") and rest.startswith("/") and len(rest) > 1:
        return f"sqlite+aiosqlite://{rest}"
    raise ValueError("must be a path, sqlite:///path or postgresql+asyncpg://user:password@host/name")


Origin = Annotated[str, AfterValidator(_origin)]


class Settings(BaseSettings):
    """Everything an installation may set; see `load_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = Field(Path("data"), description="database, geo databases, secrets")
    database_url: Annotated[str, AfterValidator(_database_address)] = Field(
        "", repr=False, description="SQLite in the data directory, or postgresql+asyncpg://…"
    )
    sample_interval_s: float = Field(5, ge=1, le=60, allow_inf_nan=False, description="the tick, in seconds, 1 to 60")
    geoip_city: Path | None = Field(None, description="City database in MaxMind's format; else in the data directory")
    geoip_asn: Path | None = Field(None, description="ISP or ASN database in MaxMind's format; else as above")
    geo_update_url: Annotated[str, AfterValidator(_http_address)] | None = Field(
        None, description="where free geo databases are fetched from; else from DB-IP"
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_split)] = Field(
        (), description="CIDRs, comma-separated, whose X-Forwarded-For or X-Real-IP is believed"
    )
    allowed_origins: Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(_split)] = Field(
        (), description="browsers' origins, comma-separated, beside the panel's own"
    )
    player_port: int | None = Field(None, ge=0, le=65535, description="a port for players alone")
    public_url: Annotated[str, AfterValidator(_http_address)] | None = Field(
        None, description="used in playlists and player answers; else from the request"
    )
    allow_private_sources: bool = Field(False, description="whether source addresses may be private or loopback")
    limit_policy: LimitPolicy = Field(
        "refuse", description="at a line's limit: refuse, end-oldest or same-stream-twice"
    )
    check_interval_s: int = Field(
        60, ge=0, le=86400, description="between looks at a stream nobody watches, in seconds; 0: never"
    )
    checks_at_once: int = Field(10, ge=1, le=1000, description="sources of such streams looked at at once, at most")
    history_days: int = Field(30, ge=1, le=3650, description="how long sessions and activity are kept, in days")
    admin_password: SecretStr | None = Field(
        None, min_length=1, max_length=1024, description="of the first operator, admin; else generated and printed once"
    )
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = Field("info", description="debug, info, warning, error")
    log_format: Annotated[LogFormat, BeforeValidator(_lower)] = Field("text", description="text, or json for machines")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is given in code, then the environment."""
        return init_settings, env_settings


def load_settings(data_dir: Path | None = None, **overrides: object) -> Settings:
    """Return the settings in force: `overrides` and `data_dir`, the environment, `panel.toml`, the defaults.

    Raises SettingsError for an unknown or malformed setting.
    """
    _refuse_unknown_variables(os.environ)
    place = (data_dir or Path(_from_environment("data_dir") or "data")).absolute()
    file = place / FILE_NAME
    given = {name: value for name, value in overrides.items() if value is not None}
    written = {name: value for name, value in _read(file).items() if not _from_environment(name)}
    values = {**written, **given, "data_dir": place}
    if "database_url" not in values and not _from_environment("database_url"):
        values["database_url"] = f"sqlite:///{place / DATABASE_FILE_NAME}"
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_first_error(error, file, written, given)) from None


def _from_environment(name: str) -> str | None:
    return os.environ.get(ENV_PREFIX + name.upper()) or None


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    known = {ENV_PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(environment):
        if name.startswith(ENV_PREFIX) and name not in known:
            raise SettingsError(f"{name}: unknown setting{_suggestion(name, known)}")


def _suggestion(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f", did you mean {close[0]}?" if close else ""


def _read(file: Path) -> dict[str, object]:
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: not TOML: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}") from None
    known = set(Settings.model_fields) - {"data_dir"}
    for name in written:
        if name not in known:
            raise SettingsError(f"{name} in {file}: unknown setting{_suggestion(name, known)}")
    return written


def _first_error(error: ValidationError, file: Path, written: Mapping[str, object], given: Mapping[str, object]) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    name = str(first["loc"][0])
    where = f"{name} in {file}" if name in written and name not in given else ENV_PREFIX + name.upper()
    return f"{where}: {first['msg'].removeprefix('Value error, ')}"
