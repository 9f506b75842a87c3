"""The login object: what a line may, and where it is served."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypedDict

from panel.catalog import LineFact
from panel.xtream.items import unix_text
from panel.xtream.site import Site

# An unlimited line gets the last second that 32-bit set-top boxes know: clients crash on null or take it for 1970.
NEVER = 2**31 - 1


class UserInfo(TypedDict):
    username: str
    password: str
    message: str
    auth: Literal[1]
    status: Literal["Active"]
    exp_date: str
    is_trial: str
    active_cons: str
    created_at: str
    max_connections: str
    allowed_output_formats: list[str]


class ServerInfo(TypedDict):
    url: str
    port: str
    https_port: str
    server_protocol: str
    rtmp_port: str
    timezone: str
    timestamp_now: int
    time_now: str


class LoginObject(TypedDict):
    user_info: UserInfo
    server_info: ServerInfo


class RefusedInfo(TypedDict, total=False):
    auth: Literal[0]
    status: str
    message: str


class RefusedLogin(TypedDict):
    user_info: RefusedInfo


def login_object(line: LineFact, connections: int, formats: Sequence[str], site: Site, now: datetime) -> LoginObject:
    """Return the answer to a login; `connections` are the line's live ones."""
    return {
        "user_info": {
            "username": line.username,
            "password": line.password,
            "message": "",
            "auth": 1,
            "status": "Active",
            "exp_date": str(NEVER) if line.expires_at is None else unix_text(line.expires_at),
            "is_trial": "1" if line.trial else "0",
            "active_cons": str(connections),
            "created_at": unix_text(line.created_at),
            "max_connections": str(line.max_connections),
            "allowed_output_formats": list(formats),
        },
        "server_info": {
            "url": site.host,
            "port": str(site.port if site.scheme == "http" else 80),
            "https_port": str(site.port if site.scheme == "https" else 443),
            "server_protocol": site.scheme,
            "rtmp_port": "0",
            "timezone": "UTC",
            "timestamp_now": int(now.timestamp()),
            "time_now": now.strftime("%Y-%m-%d %H:%M:%S"),
        },
    }


def refused_login(reason: str | None) -> RefusedLogin:
    """Return the answer to wrong credentials; who proved to own the line is told that it is expired or disabled."""
    if reason not in ("expired", "disabled"):
        return {"user_info": {"auth": 0}}
    return {"user_info": {"auth": 0, "status": reason.capitalize(), "message": f"This account is {reason}."}}
