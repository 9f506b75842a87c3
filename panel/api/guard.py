"""Who is asking, and whether a browser was tricked into asking."""

from urllib.parse import urlsplit

from starlette.requests import Request

from geo.address import client_address
from monitoring.contract.requests import ROLE_RANK, Role
from monitoring.ports import Principal
from panel.api.errors import ApiError
from panel.services import Services
from panel.settings import Settings

SESSION_COOKIE = "panel_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CHALLENGE = {"WWW-Authenticate": "Bearer"}


def address_of(request: Request, settings: Settings) -> str | None:
    """Return the address of whoever asks, a trusted proxy's word included."""
    peer = request.client.host if request.client else None
    return client_address(peer, request.headers.raw, settings.trusted_proxies)


def bearer_token(request: Request) -> str | None:
    """Return the token of `Authorization: Bearer …` (RFC 6750); an empty text for any other scheme."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def authenticate(request: Request, services: Services) -> Principal:
    """Return who is asking, by token or else by cookie. Raises ApiError `unauthorized`."""
    token = bearer_token(request)
    cookie = request.cookies.get(SESSION_COOKIE) if token is None else None
    if token is None and cookie is None:
        raise ApiError("unauthorized", "log in, or send a token", headers=CHALLENGE)
    principal = await services.access.admit(token, cookie, address_of(request, services.settings))
    if principal is None:
        raise ApiError("unauthorized", "this login or token is not valid", headers=CHALLENGE)
    return principal


def require_role(principal: Principal, least: Role) -> None:
    """Raise ApiError `forbidden` unless the principal's role reaches `least`."""
    if ROLE_RANK[principal.role] < ROLE_RANK[least]:
        raise ApiError("forbidden", f"this needs the role {least}")


def refuse_forgery(request: Request, settings: Settings) -> None:
    """Raise ApiError `forbidden` for a change that a foreign page may have sent along with the operator's cookie."""
    if request.method in SAFE_METHODS or bearer_token(request) is not None:
        return
    if request.headers.get("x-requested-with") != "panel":
        raise ApiError("forbidden", "changes by cookie need the header X-Requested-With: panel")
    refuse_foreign_origin(request, settings)


def refuse_foreign_origin(request: Request, settings: Settings) -> None:
    """Raise ApiError `forbidden` where a browser says that another site's page is asking."""
    origin = request.headers.get("origin")
    if origin is None:
        return
    if origin.lower() in settings.allowed_origins or _same_host(origin, request, settings):
        return
    raise ApiError("forbidden", "this origin may not send changes; see PANEL_ALLOWED_ORIGINS")


def is_https(request: Request, settings: Settings) -> bool:
    """Tell whether browsers reach the panel over TLS, directly or through the public address."""
    return request.url.scheme == "https" or (settings.public_url or "").startswith("https:")


def _same_host(origin: str, request: Request, settings: Settings) -> bool:
    host = urlsplit(origin).netloc.lower()
    hosts = {request.headers.get("host", "").lower()}
    if settings.public_url:
        hosts.add(urlsplit(settings.public_url).netloc.lower())
    return bool(host) and host in hosts
