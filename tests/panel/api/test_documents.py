"""The interface described by itself."""

import re

from openapi_spec_validator import OpenAPIV31SpecValidator

from panel.api.errors import STATUS
from panel.api.models.base import ErrorDetail
from panel.api.openapi import openapi_document
from panel.api.table import ENDPOINTS
from tests.panel.api.house import House


def operations() -> dict[tuple[str, str], dict[str, object]]:
    paths = openapi_document(ENDPOINTS)["paths"]
    assert isinstance(paths, dict)
    return {(method.upper(), path): row for path, methods in paths.items() for method, row in methods.items()}


def test_the_document_is_valid_and_holds_every_row() -> None:
    document = openapi_document(ENDPOINTS)
    OpenAPIV31SpecValidator(document).validate()
    described = operations()
    assert set(described) == {(row.method, row.path) for row in ENDPOINTS}
    identities = [row["operationId"] for row in described.values()]
    assert len(set(identities)) == len(identities)


def test_only_login_is_described_as_open() -> None:
    assert [key for key, row in operations().items() if row["security"] == []] == [("POST", "/api/v1/login")]


def test_query_names_are_those_of_the_wire() -> None:
    sessions = operations()[("GET", "/api/v1/sessions")]["parameters"]
    assert isinstance(sessions, list)
    names = {parameter["name"] for parameter in sessions}
    assert {"from", "to", "endReason", "lineId", "countryCode", "offset", "limit"} <= names
    assert all(re.fullmatch(r"[a-z][A-Za-z]*", name) for name in names)


def test_error_codes_are_a_closed_catalogue() -> None:
    described = [part["enum"] for part in ErrorDetail.model_json_schema()["properties"]["code"]["anyOf"]]
    assert {code for codes in described for code in codes} == set(STATUS)


async def test_both_documents_are_served_to_whoever_is_logged_in(house: House) -> None:
    for path, key in (("/api/openapi.json", "openapi"), ("/api/asyncapi.json", "asyncapi")):
        answer = await house.ask("GET", path, role="viewer")
        assert answer.headers["content-type"] == "application/json"
        assert key in answer.json
        assert (await house.ask("GET", path, role=None)).status == 401
