"""Logging in and out, who one is, what this is."""

import asyncio
from importlib.metadata import version

from starlette.responses import Response

from geo.attribution import attribution_of_all
from monitoring.contract.requests import NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.errors import ApiError, json_response
from panel.api.guard import SESSION_COOKIE, address_of, is_https, refuse_foreign_origin
from panel.api.models.access import About, LicencedPackage, LoginRequest, Me
from panel.api.player_url import player_url
from panel.auth.errors import LoginRefusedError, ThrottledError
from panel.licences import licences_of


async def log_in(call: Call[LoginRequest]) -> Response:
    """Answer 200 with the login's cookie, 401 for wrong credentials, 429 after too many attempts."""
    settings = call.services.settings
    refuse_foreign_origin(call.request, settings)
    address = address_of(call.request, settings)
    try:
        login = await call.services.operators.log_in(call.data.username, call.data.password, address)
    except ThrottledError as refused:
        wait_s = max(1, round(refused.retry_after_s))
        raise ApiError(
            "rate_limited", f"too many attempts; try again in {wait_s} s", headers={"Retry-After": str(wait_s)}
        ) from None
    except LoginRefusedError:
        raise ApiError("unauthorized", "wrong name or password") from None
    response = json_response(Me(name=login.principal.name, role=login.principal.role))
    response.set_cookie(
        SESSION_COOKIE,
        login.cookie,
        max_age=login.max_age_s,
        path="/",
        secure=is_https(call.request, settings),
        httponly=True,
        samesite="lax",
    )
    return response


async def log_out(call: Call[NoQuery]) -> Response:
    """End the login whose cookie came along; a token stays valid until it is revoked."""
    cookie = call.request.cookies.get(SESSION_COOKIE)
    if cookie is not None:
        await call.services.operators.log_out(cookie)
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    return response


async def me(call: Call[NoQuery]) -> Me:
    return Me(name=call.caller.name, role=call.caller.role)


async def about(call: Call[NoQuery]) -> About:
    attribution = attribution_of_all(call.services.places.statuses(call.services.clock.now()))
    return About(
        version=version("panel"),
        player_url=player_url(call.request, call.services.settings),
        attribution=attribution.text if attribution else None,
        attribution_url=attribution.url if attribution else None,
        licences=[
            LicencedPackage(name=each.name, version=each.version, licence=each.licence)
            for each in await asyncio.to_thread(licences_of, "panel")
        ],
    )


ROWS: tuple[Endpoint, ...] = (
    endpoint("POST", "/api/v1/login", log_in, role=None, summary="Log in", takes=LoginRequest, gives=Me),
    endpoint(
        "POST", "/api/v1/logout", log_out, role="viewer", summary="Log out", takes=NoQuery, gives=None, status=204
    ),
    endpoint("GET", "/api/v1/me", me, role="viewer", summary="Who is logged in", takes=NoQuery, gives=Me),
    endpoint("GET", "/api/v1/about", about, role="viewer", summary="Version and credits", takes=NoQuery, gives=About),
)
