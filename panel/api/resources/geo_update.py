"""The free geo databases fetched over HTTP, as `panel geo update` does it."""

from geo.fetch import FetchError
from monitoring.contract.requests import NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.errors import ApiError
from panel.api.models.imports import GeoDatabaseFetched, GeoDatabasesFetched
from panel.fetched_places import fetch_places


async def update(call: Call[NoQuery]) -> GeoDatabasesFetched:
    """Answer when all is in place, which may take minutes, or 503 with the reason."""
    services = call.services
    try:
        found = await fetch_places(services.settings, services.clock.now().date())
    except FetchError as error:
        raise ApiError("unavailable", str(error)) from error
    changes = call.changes()
    for each in found:
        if each.fetched:
            what = f"a geo database ({each.kind}) of {each.built_at:%Y-%m-%d}"
            changes.tell("geo.updated", str(each.kind), f"{changes.actor} fetched {what}")
    return GeoDatabasesFetched(
        items=[
            GeoDatabaseFetched(
                kind=str(each.kind), fetched=each.fetched, type=each.database_type, built_at=each.built_at
            )
            for each in found
        ]
    )


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/api/v1/geo-databases/update",
        update,
        role="admin",
        summary="Fetch the newest free geo databases",
        takes=NoQuery,
        gives=GeoDatabasesFetched,
    ),
)
