"""Queries and bodies made into models, with one clear error for the first thing that is wrong."""

from collections import Counter
from typing import TypeVar

from pydantic import ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails
from starlette.requests import Request

from monitoring.contract.base import WireModel
from panel.api.errors import ApiError

Model = TypeVar("Model", bound=WireModel)


def read_query(request: Request, model: type[Model]) -> Model:
    """Return the query parameters as a model. Raises ApiError."""
    pairs = request.query_params.multi_items()
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise ApiError("bad_request", "given more than once", name[:64])
    if any("\0" in name or "\0" in value for name, value in pairs):
        raise ApiError("bad_request", "NUL characters are not allowed")
    try:
        return model.model_validate(dict(pairs))
    except ValidationError as error:
        raise invalid(error) from None


async def read_body(request: Request, model: type[Model]) -> Model:
    """Return the JSON body as a model; where the model has no fields the body may be absent. Raises ApiError."""
    content = await request.body()
    if not content and not model.model_fields:
        return model()
    media_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ApiError("bad_request", "the body must be application/json")
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise invalid(error) from None


def invalid(error: ValidationError) -> ApiError:
    """Return the first finding of a validation, never with the value that was found wrong."""
    first = first_finding(error)
    field = field_name(first)
    if first["type"] == "extra_forbidden":
        return ApiError("bad_request", "there is no such field", field)
    if first["type"] == "missing":
        return ApiError("bad_request", "the field is required", field)
    if first["type"] == "json_invalid":
        return ApiError("bad_request", "the body is not valid JSON")
    return ApiError("bad_request", message_of(first), field)


def first_finding(error: ValidationError) -> ErrorDetails:
    """Return what was found first, without the value itself."""
    return error.errors(include_url=False, include_input=False, include_context=False)[0]


def message_of(finding: ErrorDetails) -> str:
    """Return what a validator said, without the library's preamble."""
    return finding["msg"].removeprefix("Value error, ")


def field_name(finding: ErrorDetails) -> str | None:
    """Return where it was found, for example `backupUrls.2`."""
    parts = [to_camel(part) if isinstance(part, str) and part.isidentifier() else str(part) for part in finding["loc"]]
    return ".".join(parts)[:128] or None
