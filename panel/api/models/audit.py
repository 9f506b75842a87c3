"""The audit: who changed what, from what to what."""

from pydantic import Field

from monitoring.contract.base import Timestamp, WireModel
from panel.api.models.base import ListPage, Moment, PageQuery, SearchText

AuditValue = str | int | float | bool | list[str | int] | None


class AuditChange(WireModel):
    """One field; null where the thing did not exist, and for what is empty. Secrets are masked."""

    field: str
    before: AuditValue
    after: AuditValue


class AuditItem(WireModel):
    id: int = Field(description="1, 2, 3 …: a missing number is a removed entry")
    timestamp: Timestamp
    actor: str | None
    kind: str
    subject: str | None
    message: str
    changes: list[AuditChange]
    hash: str = Field(description="SHA-256 over this entry and the hash of the one before it")


class AuditPage(ListPage[AuditItem]):
    """Audit entries, newest first."""


class AuditQuery(PageQuery):
    actor: SearchText | None = None
    kind: SearchText | None = None
    subject: SearchText | None = None
    from_time: Moment | None = Field(None, alias="from", description="at or after")
    to_time: Moment | None = Field(None, alias="to", description="before")
