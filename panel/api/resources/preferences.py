"""Preferences over HTTP, and the first steps."""

from pydantic.alias_generators import to_camel

from monitoring.contract.requests import NoQuery
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.models.preferences import (
    DaysKept,
    FirstRun,
    FirstRunSteps,
    FixedBy,
    LimitPolicyRead,
    PublicUrlRead,
    RetentionRead,
    SettingsChange,
    SettingsRead,
)
from panel.api.player_url import player_url
from panel.preferences.first_run import first_steps
from panel.preferences.preferences import Value
from panel.problems import ConflictError


async def read_settings(call: Call[NoQuery]) -> SettingsRead:
    return _read(call)


async def change_settings(call: Call[SettingsChange]) -> SettingsRead:
    values: dict[str, Value] = {}
    if call.data.retention is not None:
        kept = call.data.retention
        values = {f"{name}_days": getattr(kept, name) for name in kept.model_fields_set}
    if call.data.limit_policy is not None:
        values["limit_policy"] = call.data.limit_policy
    if values:
        try:
            await call.services.preferences.change(call.changes(), values)
        except ConflictError as error:
            raise ConflictError(error.message, _wire_name(error.field or "")) from None
    return _read(call)


async def first_run(call: Call[NoQuery]) -> FirstRun:
    found = await first_steps(call.services.database)
    steps = FirstRunSteps(
        password_changed=found.password_changed, streams=found.streams, lines=found.lines, played=found.played
    )
    return FirstRun(needed=found.needed, steps=steps)


def _wire_name(name: str) -> str:
    kind = name.removesuffix("_days")
    return to_camel(name) if kind == name else f"retention.{kind}"


def _read(call: Call[NoQuery] | Call[SettingsChange]) -> SettingsRead:
    book, settings = call.services.preferences, call.services.settings
    now = book.now

    def fixed(name: str) -> FixedBy | None:
        return "environment" if name in book.fixed else None

    return SettingsRead(
        retention=RetentionRead(
            sessions=DaysKept(days=now.sessions_days, fixed_by=fixed("sessions_days")),
            samples=DaysKept(days=now.samples_days, fixed_by=fixed("samples_days")),
            activity=DaysKept(days=now.activity_days, fixed_by=fixed("activity_days")),
            audit=DaysKept(days=now.audit_days, fixed_by=fixed("audit_days")),
        ),
        limit_policy=LimitPolicyRead(value=now.limit_policy, fixed_by=fixed("limit_policy")),
        public_url=PublicUrlRead(
            url=player_url(call.request, settings),
            origin="request" if settings.public_url is None else "setting",
            fixed_by=None if settings.public_url is None else "environment",
        ),
    )


ROWS: tuple[Endpoint, ...] = (
    endpoint(
        "GET",
        "/api/v1/settings",
        read_settings,
        role="viewer",
        summary="What is set while the service runs",
        takes=NoQuery,
        gives=SettingsRead,
    ),
    endpoint(
        "PATCH",
        "/api/v1/settings",
        change_settings,
        role="admin",
        summary="Change it",
        takes=SettingsChange,
        gives=SettingsRead,
    ),
    endpoint(
        "GET",
        "/api/v1/first-run",
        first_run,
        role="admin",
        summary="Which first steps are taken",
        takes=NoQuery,
        gives=FirstRun,
    ),
)
