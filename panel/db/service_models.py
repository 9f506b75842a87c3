"""The tables of the service itself: its audit, its use, its collectors, and figures that outlive a restart."""

from datetime import datetime

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field, SQLModel

from panel.db.columns import KEEP_IDS, UtcDateTime, big, moment


class AuditRecord(SQLModel, table=True):
    """An act of an operator; never changed nor removed, and chained to the one before it by `hash`."""

    __tablename__ = "audit"
    id: int | None = Field(default=None, sa_column=Column(Integer(), primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=moment(index=True))
    actor: str | None = Field(default=None, max_length=128, index=True)
    kind: str = Field(max_length=64, index=True)
    subject: str | None = Field(default=None, max_length=256)
    message: str = Field(max_length=1024)
    changes: str = Field(sa_column=Column(Text(), nullable=False), description="JSON: {field: [before, after]}")
    key: str = Field(max_length=32, unique=True)
    hash: str = Field(max_length=64)


class DayTotal(SQLModel, table=True):
    """Figures of one UTC day, so that the day's peaks and sums outlive a restart."""

    __tablename__ = "day_totals"
    day: str = Field(max_length=10, primary_key=True, description="YYYY-MM-DD")
    installation: str = Field(max_length=32, primary_key=True)
    sent_bytes: int = Field(default=0, sa_column=big())
    sessions: int = 0
    peak_connections: int = 0
    peak_bandwidth_bps: int = Field(default=0, sa_column=big())


class CollectorRecord(SQLModel, table=True):
    """A server whose viewers are counted beside the gateway's; its password must be sent, so it is kept readable."""

    __tablename__ = "collectors"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=32, unique=True)
    kind: str = Field(max_length=32)
    url: str = Field(max_length=4096)
    username: str | None = Field(default=None, max_length=128)
    password: str | None = Field(default=None, max_length=256)
    enabled: bool = True
    created_at: datetime = Field(sa_column=moment())


class UsageCount(SQLModel, table=True):
    """How often one caller asked one kind of thing in one hour of one run, or in one day long ago (run `day`)."""

    __tablename__ = "usage"
    hour: datetime = Field(sa_column=Column(UtcDateTime(), primary_key=True))
    installation: str = Field(max_length=32, primary_key=True)
    run: str = Field(max_length=32, primary_key=True)
    caller: str = Field(max_length=64, primary_key=True)
    channel: str = Field(max_length=8, primary_key=True)
    name: str = Field(max_length=128, primary_key=True)
    requests: int = Field(sa_column=big())
    errors: int = Field(sa_column=big())
    latencies: str = Field(sa_column=Column(Text(), nullable=False), description="JSON: {step: count}")


class Preference(SQLModel, table=True):
    """What an operator has set while the service runs, and what the service has to remember of itself."""

    __tablename__ = "preferences"
    name: str = Field(max_length=64, primary_key=True)
    value: str = Field(sa_column=Column(Text(), nullable=False), description="JSON")


class Revision(SQLModel, table=True):
    """A number for each scope that grows with every change in it, so that a running server notices.

    Scopes are `catalog` (lines, streams, categories, bouquets) and `access` (operators, tokens); that of `audit` counts
    its entries; `collectors`; `settings` (preferences).
    """

    __tablename__ = "revisions"
    scope: str = Field(max_length=16, primary_key=True)
    number: int = Field(default=0, sa_column=big())
