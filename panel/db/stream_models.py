"""The tables of what was observed of streams. Times are UTC."""

from datetime import datetime

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field, SQLModel

from panel.db.columns import UtcDateTime


class StreamHour(SQLModel, table=True):
    """How long a stream was observed, and how it was then, in one hour, numbered from the Unix epoch."""

    __tablename__ = "stream_hours"
    installation: str = Field(max_length=32, primary_key=True)
    stream_id: int = Field(sa_column=Column(Integer(), primary_key=True, autoincrement=False))
    hour: int = Field(sa_column=Column(Integer(), primary_key=True, autoincrement=False, index=True))
    observed_s: float = 0.0
    deliverable_s: float = 0.0
    degraded_s: float = 0.0
    errored_s: float = 0.0
    severe_s: float = 0.0


class StreamCheckRecord(SQLModel, table=True):
    """One of the last checks of a stream; a new one takes the `place` of the oldest."""

    __tablename__ = "stream_checks"
    installation: str = Field(max_length=32, primary_key=True)
    stream_id: int = Field(sa_column=Column(Integer(), primary_key=True, autoincrement=False))
    place: int = Field(sa_column=Column(Integer(), primary_key=True, autoincrement=False))
    number: int
    at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    verdict: str = Field(max_length=16)
    response_ms: float | None = None
    reason: str | None = Field(default=None, max_length=256)


class StreamStatusRecord(SQLModel, table=True):
    """A change of a stream's status; `key` keeps one written again after a lost answer from becoming two."""

    __tablename__ = "stream_changes"
    id: int | None = Field(default=None, primary_key=True)
    installation: str = Field(max_length=32)
    stream_id: int
    at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    status: str = Field(max_length=16)
    previous: str = Field(max_length=16)
    reason: str | None = Field(default=None, max_length=256)
    key: str = Field(max_length=32, unique=True)
    __table_args__ = (Index("ix_stream_changes_stream", "installation", "stream_id", "id"),)
