"""Errors that monitoring raises, each with the meaning a caller can act on."""

from monitoring.contract.requests import ErrorCode


class CollectorError(Exception):
    """A collector could not be read; the message may be shown to operators, so it holds no secret."""


class RequestError(Exception):
    """A request that is answered with a code of the contract instead of data."""

    def __init__(self, code: ErrorCode, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message
        self.field = field
