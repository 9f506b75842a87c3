"""What every wire model shares: camelCase keys, closed objects, RFC 3339 times in UTC with `Z`."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel

PROTOCOL_VERSION = 1


def format_timestamp(moment: datetime) -> str:
    """Return RFC 3339 (section 5.6) in UTC, to the millisecond, ending in `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _require_zone(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone, for example 2026-01-31T12:00:00Z")
    return moment


Timestamp = Annotated[
    datetime,
    AfterValidator(_require_zone),
    PlainSerializer(format_timestamp, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class WireModel(BaseModel):
    """A closed, immutable JSON object: unknown keys are refused, names travel in camelCase."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        extra="forbid",
        frozen=True,
        json_schema_serialization_defaults_required=True,
    )
