"""What one entry says: who did what to whom, and which fields it changed from what to what."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import orjson
from pydantic.alias_generators import to_camel

from monitoring.contract.base import WireModel

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    State = WireModel | DataclassInstance

MASK = "***"
LONGEST_LIST = 100
SECRETS = frozenset({"password", "sourceUrl", "backupUrls", "token"})


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An act of an operator or a token; `changes` is a JSON object `{field: [before, after]}` without secrets.

    `key` keeps an entry that is written again after a lost answer from becoming two.
    """

    at: datetime
    actor: str | None
    kind: str
    subject: str | None
    message: str
    changes: str = "{}"
    key: str = field(default_factory=lambda: uuid4().hex)


def difference(before: "State | None", after: "State | None", secrets: Sequence[str] = ()) -> str:
    """Return which fields differ between two states of a thing, as `AuditEntry.changes` has them.

    None stands for a thing that does not exist. Of secrets, those named in `secrets` included, only that they changed
    is told; of a long list only its length.
    """
    was, becomes = _fields(before), _fields(after)
    names = [name for name in {**was, **becomes} if was.get(name) != becomes.get(name)]
    told = {name: [_shown(name, was.get(name)), _shown(name, becomes.get(name))] for name in names}
    return orjson.dumps(told | {name: [MASK, MASK] for name in secrets}).decode()


def _fields(state: "State | None") -> Mapping[str, object]:
    if state is None:
        return {}
    if isinstance(state, WireModel):
        return state.model_dump(mode="json", by_alias=True)
    return {to_camel(name): value for name, value in asdict(state).items()}


def _shown(name: str, value: object) -> object:
    if name in SECRETS and value:
        return MASK
    return f"{len(value)} items" if isinstance(value, list) and len(value) > LONGEST_LIST else value
