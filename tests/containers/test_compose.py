"""The compose file against the Compose Specification's schema (compose-spec, Apache-2.0) and against the settings."""

import json
import re
from pathlib import Path
from typing import TypedDict

import jsonschema
import pytest
import yaml

from panel.settings import Settings

CHECKOUT = Path(__file__).parents[2]
SCHEMA = json.loads(Path(__file__).with_name("compose-spec.json").read_text())


class Service(TypedDict, total=False):
    """The parts of a service that tests look at."""

    build: str
    environment: list[str] | dict[str, str]
    healthcheck: dict[str, object]
    ports: list[str]
    profiles: list[str]
    volumes: list[str]


class Compose(TypedDict):
    services: dict[str, Service]
    volumes: dict[str, None]


@pytest.fixture(scope="module")
def compose() -> Compose:
    loaded: Compose = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
    return loaded


def test_fits_the_specification(compose: Compose) -> None:
    jsonschema.Draft201909Validator(SCHEMA).validate(compose)


def test_the_schema_refuses_what_compose_would(compose: Compose) -> None:
    wrong = {**compose, "services": {"panel": {"image": "panel", "port": ["8000:8000"]}}}
    with pytest.raises(jsonschema.ValidationError, match="port"):
        jsonschema.Draft201909Validator(SCHEMA).validate(wrong)


def test_hands_on_every_setting_but_the_data_directory(compose: Compose) -> None:
    handed_on = {name.partition("=")[0] for name in compose["services"]["panel"]["environment"]}
    assert handed_on == {f"PANEL_{name.upper()}" for name in Settings.model_fields} - {"PANEL_DATA_DIR"}


def test_without_a_profile_there_is_one_service_with_one_volume(compose: Compose) -> None:
    default = {name: service for name, service in compose["services"].items() if not service.get("profiles")}
    assert list(default) == ["panel"]
    assert default["panel"]["volumes"] == ["panel-data:/data"]


def test_the_profile_adds_postgresql(compose: Compose) -> None:
    postgres = compose["services"]["postgres"]
    assert postgres["profiles"] == ["postgres"]
    assert "ports" not in postgres
    assert {
        volume.partition(":")[0] for service in compose["services"].values() for volume in service["volumes"]
    } == set(compose["volumes"])


def test_the_address_it_explains_names_its_service_and_account(compose: Compose) -> None:
    explained = re.search(r"PANEL_DATABASE_URL=(\S+)", (CHECKOUT / "docker-compose.yml").read_text())
    assert explained is not None
    environment = compose["services"]["postgres"]["environment"]
    assert isinstance(environment, dict)
    account, database = environment["POSTGRES_USER"], environment["POSTGRES_DB"]
    assert re.fullmatch(rf"postgresql\+asyncpg://{account}:.+@postgres/{database}", explained[1])
