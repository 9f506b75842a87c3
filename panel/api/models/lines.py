"""Lines: accounts of subscribers."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from geo.address import parse_network
from monitoring.contract.base import Timestamp, WireModel
from panel.api.models.base import ChangeModel, LinePassword, LineUsername, ListPage, Moment, PageQuery, Printable, RowId

MaxConnections = Annotated[int, Field(ge=0, le=10_000, description="0 is no limit")]
BouquetIds = Annotated[list[RowId], Field(max_length=1000, description="none: the line may play every stream")]


def _network(text: str) -> str:
    network = parse_network(text)
    if network is None:
        raise ValueError("give an address or a network, for example 192.0.2.7 or 2001:db8::/32")
    return str(network)


CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True)]
Pattern = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256), Printable]
NetworkText = Annotated[str, StringConstraints(max_length=70), AfterValidator(_network)]

Countries = Annotated[
    list[CountryCode], Field(max_length=250, description="ISO 3166-1 alpha-2; none: any, even an unknown one")
]
Isps = Annotated[list[Pattern], Field(max_length=100, description="globs of providers' names, or AS numbers: AS3320")]
Networks = Annotated[list[NetworkText], Field(max_length=1000, description="addresses and CIDRs")]
Agents = Annotated[list[Pattern], Field(max_length=100, description="globs of what players call themselves")]

Quota = Annotated[int, Field(ge=1, le=2**53, description="bytes a month (UTC)")]


class LineRead(WireModel):
    id: int
    username: str
    password: str | None = Field(description="shown to admin alone")
    max_connections: int = Field(description="0 is no limit")
    expires_at: Timestamp | None = Field(description="null: never")
    trial: bool
    enabled: bool
    bouquet_ids: list[int]
    created_at: Timestamp
    allowed_countries: list[str]
    allowed_isps: list[str]
    allowed_networks: list[str]
    allowed_agents: list[str]
    quota_bytes_per_month: int | None = Field(None, description="null: none; used up, the line is refused")
    bytes_this_month: int | None = Field(None, description="sent this month (UTC), the last tick included")


class LineCreate(WireModel):
    username: LineUsername
    password: LinePassword | None = Field(None, description="generated where absent")
    max_connections: MaxConnections = 1
    expires_at: Moment | None = None
    trial: bool = False
    enabled: bool = True
    bouquet_ids: BouquetIds = []
    allowed_countries: Countries = []
    allowed_isps: Isps = []
    allowed_networks: Networks = []
    allowed_agents: Agents = []
    quota_bytes_per_month: Quota | None = None


class LineChange(ChangeModel):
    clearable = frozenset({"expires_at", "quota_bytes_per_month"})

    username: LineUsername | None = None
    password: LinePassword | None = None
    max_connections: MaxConnections | None = None
    expires_at: Moment | None = None
    trial: bool | None = None
    enabled: bool | None = None
    bouquet_ids: BouquetIds | None = None
    allowed_countries: Countries | None = None
    allowed_isps: Isps | None = None
    allowed_networks: Networks | None = None
    allowed_agents: Agents | None = None
    quota_bytes_per_month: Quota | None = None


class LinesQuery(PageQuery):
    enabled: bool | None = None
    trial: bool | None = None


class LineDevices(WireModel):
    line_id: int
    connections: int


class LinesPage(ListPage[LineRead]):
    """Lines by username. `devices` names those of them that are watching at `timestamp`."""

    timestamp: Timestamp | None = Field(description="null before the first tick")
    devices: list[LineDevices]


class LineUseQuery(WireModel):
    days: Annotated[int, Field(ge=1, le=731)] = 31
    months: Annotated[int, Field(ge=1, le=24)] = 12


class UseOfDay(WireModel):
    day: date
    bytes: int
    watched_s: int = Field(description="of all its connections together")


class UseOfMonth(WireModel):
    month: str = Field(description="YYYY-MM")
    bytes: int
    watched_s: int


class LineUse(WireModel):
    """What a line used, oldest first, by days and months in UTC; the last ones are those of now."""

    line_id: int
    quota_bytes_per_month: int | None
    bytes_this_month: int
    days: list[UseOfDay]
    months: list[UseOfMonth]
