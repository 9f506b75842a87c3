"""Field types that the models share, lists, and errors."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from monitoring.contract.base import Timestamp, WireModel
from monitoring.contract.requests import ErrorCode, Limit, Offset

ApiErrorCode = ErrorCode | Literal["conflict", "method_not_allowed", "internal"]

MAX_ID = 2**31 - 1
Item = TypeVar("Item")
RESERVED_USERNAMES = frozenset(
    {"api", "assets", "hls", "live", "movie", "series", "socket.io", "streaming", "timeshift"}
)


def _printable(text: str) -> str:
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("control characters are not allowed")
    return text


def _path_segment(text: str) -> str:
    if text in (".", "..") or any(character.isspace() or character in "/\\?#%&" for character in text):
        raise ValueError("spaces and / \\ ? # % & are not allowed: it is part of the line's addresses")
    return text


def _not_reserved(text: str) -> str:
    if text.lower() in RESERVED_USERNAMES:
        raise ValueError("this username is reserved")
    return text


def _storable(moment: datetime) -> datetime:
    if not 1970 <= moment.year <= 9000:
        raise ValueError("the year must lie between 1970 and 9000")
    return moment.astimezone(UTC)


Printable = AfterValidator(_printable)
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), Printable]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128), Printable]
LongTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256), Printable]
SearchText = Annotated[str, StringConstraints(max_length=256), Printable]
LineUsername = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64),
    Printable,
    AfterValidator(_path_segment),
    AfterValidator(_not_reserved),
]
LinePassword = Annotated[str, StringConstraints(min_length=1, max_length=128), Printable, AfterValidator(_path_segment)]
OperatorPassword = Annotated[str, StringConstraints(min_length=8, max_length=256)]
RowId = Annotated[int, Field(ge=1, le=MAX_ID)]
Position = Annotated[int, Field(ge=0, le=MAX_ID)]
Moment = Annotated[Timestamp, AfterValidator(_storable)]


class ChangeModel(WireModel):
    """Body of a PATCH: absent fields stay as they are; null is only for fields that may be empty."""

    clearable: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _no_stray_nulls(self) -> Self:
        for name in self.model_fields_set - self.clearable:
            if getattr(self, name) is None:
                raise ValueError(f"{to_camel(name)} cannot be null")
        return self

    def changes(self) -> dict[str, object]:
        """Return the fields that were sent, by their Python names."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class PageQuery(WireModel):
    search: SearchText | None = Field(None, description="substring, upper and lower case alike")
    offset: Offset = 0
    limit: Limit = 100


class ListPage(WireModel, Generic[Item]):
    """A page of a list: `total` counts what matches, whatever the page."""

    items: list[Item]
    total: int
    offset: int
    limit: int


class ErrorDetail(WireModel):
    code: ApiErrorCode
    message: str
    field: str | None = Field(None, exclude_if=lambda value: value is None)
    matched: int | None = Field(
        None,
        exclude_if=lambda value: value is None,
        description="how many there are, where another number was expected",
    )


class ErrorAnswer(WireModel):
    error: ErrorDetail
