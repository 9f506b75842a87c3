"""Whether a line may watch, now and still."""

import hmac
from datetime import datetime

from panel.catalog import LineFact
from panel.sessions import EndReason


def knows_password(line: LineFact | None, password: str) -> bool:
    """Compare in a time that does not depend on where they differ; without a line it is as slow, and False."""
    expected = "" if line is None else line.password
    return hmac.compare_digest(expected.encode(), password.encode()) and line is not None


def expired(line: LineFact, now: datetime) -> bool:
    return line.expires_at is not None and line.expires_at <= now


def end_reason(admitted: LineFact, current: LineFact | None, now: datetime) -> EndReason | None:
    """Return why a connection of the line as it was `admitted` may not go on as the line is now, or None."""
    if current is None or not current.enabled or current.password != admitted.password:
        return "disabled"
    return "expired" if expired(current, now) else None
