"""The closed catalogue of the API's errors: each code with its HTTP status (RFC 9110, section 15)."""

from collections.abc import Mapping
from types import MappingProxyType

import structlog
from sqlalchemy.exc import (
    ArgumentError,
    CompileError,
    DataError,
    IntegrityError,
    InvalidRequestError,
    ProgrammingError,
)
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from monitoring.contract.base import WireModel
from monitoring.errors import RequestError
from panel.api.models.base import ApiErrorCode, ErrorAnswer, ErrorDetail
from panel.db.errors import UNREACHABLE
from panel.delivery.gateway import UnknownStream
from panel.problems import ConflictError, NotFoundError, Problem

MISTAKES = (ArgumentError, CompileError, DataError, IntegrityError, InvalidRequestError, ProgrammingError)

log = structlog.get_logger(__name__)

STATUS: Mapping[ApiErrorCode, int] = MappingProxyType(
    {
        "bad_request": 400,
        "unauthorized": 401,
        "forbidden": 403,
        "not_found": 404,
        "method_not_allowed": 405,
        "conflict": 409,
        "rate_limited": 429,
        "internal": 500,
        "unavailable": 503,
    }
)


class ApiError(Exception):
    """A request that is answered with a code of the catalogue instead of data."""

    def __init__(
        self,
        code: ApiErrorCode,
        message: str,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        matched: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code: ApiErrorCode = code
        self.message = message
        self.field = field
        self.headers = dict(headers or {})
        self.matched = matched

    def response(self) -> Response:
        """Return the error object with its status and headers."""
        detail = ErrorDetail(code=self.code, message=self.message, field=self.field, matched=self.matched)
        answer = ErrorAnswer(error=detail)
        return json_response(answer, STATUS[self.code], self.headers)


def json_response(model: WireModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a model as JSON that no cache keeps."""
    return Response(
        model.model_dump_json(),
        status,
        {"Cache-Control": "no-store", **(headers or {})},
        "application/json",
    )


def error_of(exception: Exception) -> ApiError:
    """Return what to answer for an exception of a handler; what nobody foresaw is logged and told as `internal`."""
    if isinstance(exception, ApiError):
        return exception
    if isinstance(exception, RequestError):
        return ApiError(exception.code, exception.message, exception.field)
    if isinstance(exception, Problem):
        return ApiError(_code_of(exception), exception.message, exception.field)
    if isinstance(exception, UnknownStream):
        return ApiError("not_found", "no such stream")
    if is_away(exception):
        log.warning("database unavailable", error=type(exception).__name__)
        return ApiError("unavailable", "the database does not answer")
    if isinstance(exception, ClientDisconnect):
        return ApiError("bad_request", "the request ended early")
    log.error("request failed", exc_info=exception)
    return ApiError("internal", "something went wrong here; the log says what")


def is_away(exception: Exception) -> bool:
    """Tell whether this is the database not answering, rather than a question it could not understand."""
    return isinstance(exception, UNREACHABLE) and not isinstance(exception, MISTAKES)


def _code_of(problem: Problem) -> ApiErrorCode:
    if isinstance(problem, NotFoundError):
        return "not_found"
    return "conflict" if isinstance(problem, ConflictError) else "bad_request"
