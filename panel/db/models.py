"""The tables of what is sold, who may look, and what was watched. Times are UTC; volumes bytes."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from monitoring.contract.events import StreamType
from monitoring.contract.requests import Role
from panel.db.columns import KEEP_IDS, big, moment, reference, texts
from panel.transcoding import TranscodePreset


class Operator(SQLModel, table=True):
    """A person at the dashboard; `password_hash` is argon2id (RFC 9106)."""

    __tablename__ = "operators"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64, unique=True, index=True)
    password_hash: str = Field(max_length=256)
    role: Role = Field(sa_column=Column(String(16), nullable=False))
    enabled: bool = True
    created_at: datetime = Field(sa_column=moment())


class Login(SQLModel, table=True):
    """A browser that is logged in; only the SHA-256 of its cookie is kept."""

    __tablename__ = "logins"
    id: int | None = Field(default=None, primary_key=True)
    operator_id: int = Field(sa_column=reference("operators.id"))
    cookie_hash: str = Field(max_length=64, unique=True, index=True)
    created_at: datetime = Field(sa_column=moment())
    seen_at: datetime = Field(sa_column=moment())
    expires_at: datetime = Field(sa_column=moment())


class Token(SQLModel, table=True):
    """An access token of a client script; only its SHA-256 is kept."""

    __tablename__ = "tokens"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64)
    token_hash: str = Field(max_length=64, unique=True, index=True)
    role: Role = Field(sa_column=Column(String(16), nullable=False))
    created_at: datetime = Field(sa_column=moment())
    expires_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Category(SQLModel, table=True):
    __tablename__ = "categories"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=128)
    type: StreamType = Field(sa_column=Column(String(16), nullable=False))
    position: int = 0
    __table_args__ = (Index("ux_categories_name_type", "name", "type", unique=True), KEEP_IDS)


class Stream(SQLModel, table=True):
    """A channel or title delivered; sources in order of preference."""

    __tablename__ = "streams"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=256, index=True)
    type: StreamType = Field(sa_column=Column(String(16), nullable=False))
    category_id: int | None = Field(
        default=None, sa_column=reference("categories.id", nullable=True, ondelete="SET NULL")
    )
    source_url: str = Field(max_length=4096)
    backup_urls: str = Field(default="[]", max_length=65536, description="JSON array of addresses, in order")
    on_demand: bool = False
    enabled: bool = True
    guide_id: str | None = Field(default=None, max_length=256, description="tvg-id of the playlist, XMLTV channel id")
    logo_url: str | None = Field(default=None, max_length=4096)
    position: int = 0
    created_at: datetime = Field(sa_column=moment())
    series_title: str | None = Field(default=None, max_length=256, description="of an episode; else read from its name")
    season: int | None = None
    episode: int | None = None
    restart_silence_s: int | None = None
    restart_every_h: int | None = None
    restart_errors_per_minute: int | None = None
    restarts_per_hour: int | None = None
    restart_requested_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    transcode: TranscodePreset | None = Field(default=None, sa_column=Column(String(32), nullable=True))


class GuideChannel(SQLModel, table=True):
    """A channel of the programme guide (XMLTV); `key` is its id without regard to case."""

    __tablename__ = "guide_channels"
    key: str = Field(max_length=256, primary_key=True)
    name: str | None = Field(default=None, max_length=256)
    icon_url: str | None = Field(default=None, max_length=4096)
    imported_at: datetime = Field(sa_column=moment())


class Programme(SQLModel, table=True):
    """What a channel of the guide shows from `starts_at` up to `ends_at`."""

    __tablename__ = "programmes"
    id: int | None = Field(default=None, primary_key=True)
    channel_key: str = Field(
        sa_column=Column(String(256), ForeignKey("guide_channels.key", ondelete="CASCADE"), nullable=False)
    )
    starts_at: datetime = Field(sa_column=moment())
    ends_at: datetime = Field(sa_column=moment(index=True))
    title: str = Field(max_length=512)
    description: str | None = Field(default=None, max_length=4096)
    language: str | None = Field(default=None, max_length=16)
    __table_args__ = (Index("ux_programmes_channel_start", "channel_key", "starts_at", unique=True),)


class Bouquet(SQLModel, table=True):
    """A package of streams that lines may be given."""

    __tablename__ = "bouquets"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=128, unique=True)


class BouquetStream(SQLModel, table=True):
    __tablename__ = "bouquet_streams"
    bouquet_id: int = Field(
        sa_column=Column(Integer(), ForeignKey("bouquets.id", ondelete="CASCADE"), primary_key=True)
    )
    stream_id: int = Field(sa_column=Column(Integer(), ForeignKey("streams.id", ondelete="CASCADE"), primary_key=True))


class Line(SQLModel, table=True):
    """A subscriber's account. Its password must be shown again in playlists, so it is kept readable."""

    __tablename__ = "lines"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(max_length=64, unique=True, index=True)
    password: str = Field(max_length=128)
    max_connections: int = Field(default=1, description="0 is no limit")
    expires_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    trial: bool = False
    enabled: bool = True
    created_at: datetime = Field(sa_column=moment())
    allowed_countries: list[str] = Field(default_factory=list, sa_column=texts())
    allowed_isps: list[str] = Field(default_factory=list, sa_column=texts())
    allowed_networks: list[str] = Field(default_factory=list, sa_column=texts())
    allowed_agents: list[str] = Field(default_factory=list, sa_column=texts())
    quota_bytes_per_month: int | None = Field(default=None, sa_column=big(nullable=True))


class LineBouquet(SQLModel, table=True):
    """A line without any bouquet may play every stream."""

    __tablename__ = "line_bouquets"
    line_id: int = Field(sa_column=Column(Integer(), ForeignKey("lines.id", ondelete="CASCADE"), primary_key=True))
    bouquet_id: int = Field(
        sa_column=Column(Integer(), ForeignKey("bouquets.id", ondelete="CASCADE"), primary_key=True)
    )


class Activity(SQLModel, table=True):
    """Something that happened; `key` keeps an entry written again after a lost answer from becoming two."""

    __tablename__ = "activity"
    __table_args__ = KEEP_IDS
    id: int | None = Field(default=None, sa_column=Column(Integer(), primary_key=True, autoincrement=True))
    at: datetime = Field(sa_column=moment(index=True))
    kind: str = Field(max_length=64, index=True)
    actor: str | None = Field(default=None, max_length=128)
    subject: str | None = Field(default=None, max_length=256)
    message: str = Field(max_length=1024)
    key: str = Field(max_length=32, unique=True)
