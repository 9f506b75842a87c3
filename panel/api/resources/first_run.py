"""How far a new installation is."""

from monitoring.contract.requests import NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.first_run import FirstRun, FirstRunSteps
from panel.first_run import read_progress


async def first_run(call: Call[NoQuery]) -> FirstRun:
    services = call.services
    progress = await read_progress(services.database)
    return FirstRun(
        needed=progress.is_fresh,
        steps=FirstRunSteps(
            password_changed=progress.password_changed or services.settings.admin_password is not None,
            streams=progress.streams,
            lines=progress.lines,
            played=progress.played,
        ),
    )


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/first-run",
        first_run,
        role="admin",
        summary="How far a new installation is on its way to the first viewer",
        takes=NoQuery,
        gives=FirstRun,
    ),
)
