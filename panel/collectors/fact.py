"""What is known of a collector that an operator added."""

from dataclasses import dataclass, field
from typing import Literal, get_args

CollectorKind = Literal["mediamtx"]
KINDS: tuple[CollectorKind, ...] = get_args(CollectorKind)
GATEWAY = "gateway"


@dataclass(frozen=True, slots=True)
class CollectorFact:
    """Where its server is asked, and as whom; the gateway's is built in and not among these."""

    id: int
    name: str
    kind: CollectorKind
    url: str
    username: str | None
    password: str | None = field(repr=False)
    enabled: bool
