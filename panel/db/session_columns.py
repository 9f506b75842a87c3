"""Columns of sessions: there are millions of them, so each byte counts."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, TypeDecorator
from sqlalchemy.engine import Dialect

from panel.history.times import from_microseconds, microseconds

_UUID_BYTES = 16
_IS_TEXT = b"\xff"


class UtcMicroseconds(TypeDecorator[datetime]):
    """A moment stored as microseconds since the Unix epoch: a third of what SQLite takes for its text."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(value)


def pack_session_id(session_id: str) -> bytes:
    """Return an id as it is stored: 32 digits as their 16 bytes, any other text as UTF-8 after a byte of 255."""
    if len(session_id) == 2 * _UUID_BYTES:
        try:
            packed = bytes.fromhex(session_id)
        except ValueError:
            packed = b""
        if packed.hex() == session_id:
            return packed
    text = _IS_TEXT + session_id.encode("utf-8", "surrogatepass")
    # No text is as long as sixteen bytes: another byte that UTF-8 does not have makes it longer.
    return text + _IS_TEXT if len(text) == _UUID_BYTES else text


def unpack_session_id(stored: bytes) -> str:
    """Return the id that was packed."""
    if len(stored) == _UUID_BYTES:
        return stored.hex()
    return stored.strip(_IS_TEXT).decode("utf-8", "surrogatepass")


class SessionId(TypeDecorator[str]):
    """A session's id, in half the bytes of its digits."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else pack_session_id(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else unpack_session_id(value)
