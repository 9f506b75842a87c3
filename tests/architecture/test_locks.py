"""The locks fix every package by hash, work with any registry, and agree with each other."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.checkout import CHECKOUT, files, place

PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-tools.lock")
NPM_LOCKS = ("frontend/package-lock.json", "tests/fixtures/chromium-package/package-lock.json")
REGISTRIES = re.compile("|".join(("registry" + r"\.npmjs\.org", "files" + r"\.pythonhosted", r"pypi\.org/" + "simple")))
SOMEONES_FOLDER = re.compile(r"(?<![\w.~:/-])/(?:home|root|Users|work|opt)/\w")


def _pins(lock: str) -> dict[str, tuple[str, int]]:
    """Return each package's version and how many hashes it has."""
    blocks = re.split(r"\n(?=\S)", (CHECKOUT / lock).read_text())
    found = [(re.match(r"([\w.-]+)(?:\[\S+\])?==(\S+)", block), block.count("--hash=sha256:")) for block in blocks]
    return {match[1]: (match[2], hashes) for match, hashes in found if match}


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_a_python_lock_has_hashes_and_no_address(lock: str) -> None:
    assert "://" not in (CHECKOUT / lock).read_text()
    pins = _pins(lock)
    assert pins
    assert [name for name, (_, hashes) in pins.items() if not hashes] == []


def test_what_tests_run_on_is_what_users_run() -> None:
    tested = _pins("requirements-dev.lock")
    assert {name: pin for name, pin in _pins("requirements.lock").items() if tested.get(name) != pin} == {}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=!~ ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names - set(_pins("requirements-dev.lock")) == set()


@pytest.mark.parametrize("lock", NPM_LOCKS)
def test_an_npm_lock_has_hashes_and_no_address(lock: str) -> None:
    packages = json.loads((CHECKOUT / lock).read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert [name for name, package in installed.items() if not package.get("integrity")] == []
    manifest = json.loads((CHECKOUT / Path(lock).with_name("package.json")).read_text())
    assert packages[""].get("dependencies") == manifest.get("dependencies")
    assert packages[""].get("devDependencies") == manifest.get("devDependencies")


def test_no_file_names_a_registry_or_someones_folder() -> None:
    found = {
        place(path): (REGISTRIES.search(path.read_text()) or SOMEONES_FOLDER.search(path.read_text()))
        for path in files()
    }
    assert {name: match[0] for name, match in found.items() if match} == {}
