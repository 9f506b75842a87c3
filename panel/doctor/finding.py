"""What one look found."""

from typing import Literal

from monitoring.contract.base import WireModel

Verdict = Literal["ok", "warning", "failed"]


class Finding(WireModel):
    """`message` is one line without secrets; what is not `ok` says what to do."""

    check: str
    verdict: Verdict
    message: str


def ok(check: str, message: str) -> Finding:
    """All is well."""
    return Finding(check=check, verdict="ok", message=message)


def warning(check: str, message: str) -> Finding:
    """The panel works, but less well than it could."""
    return Finding(check=check, verdict="warning", message=message)


def failed(check: str, message: str) -> Finding:
    """The panel does not work, or something is broken."""
    return Finding(check=check, verdict="failed", message=message)
