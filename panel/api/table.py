"""The route table: all that may be asked over HTTP, by whom, with what."""

import orjson
from starlette.responses import Response

from monitoring.contract.requests import NoQuery
from monitoring.export.asyncapi import asyncapi_document
from panel.api.endpoint import Call, Endpoint, endpoint
from panel.api.openapi import openapi_document
from panel.api.resources import (
    audit,
    bouquets,
    breakdown,
    categories,
    collectors,
    connections,
    geo_update,
    imports,
    kicks,
    lines,
    live,
    login,
    operators,
    preferences,
    records,
    reports,
    stream_detail,
    streams,
    tokens,
    usage,
)


async def openapi(_call: Call[NoQuery]) -> Response:
    return Response(orjson.dumps(openapi_document(ENDPOINTS)), media_type="application/json")


async def asyncapi(_call: Call[NoQuery]) -> Response:
    return Response(orjson.dumps(asyncapi_document()), media_type="application/json")


DOCUMENTS: tuple[Endpoint, ...] = tuple(
    endpoint(
        "GET",
        path,
        handler,
        role="viewer",
        summary=summary,
        takes=NoQuery,
        gives=None,
        media_types=("application/json",),
    )
    for path, handler, summary in (
        ("/api/openapi.json", openapi, "This interface"),
        ("/api/asyncapi.json", asyncapi, "The interface of the socket"),
    )
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *login.ROWS,
    *live.ROWS,
    *breakdown.ROWS,
    *connections.ROWS,
    *kicks.ROWS,
    *streams.ROWS,
    *stream_detail.ROWS,
    *lines.ROWS,
    *categories.ROWS,
    *bouquets.ROWS,
    *operators.ROWS,
    *tokens.ROWS,
    *records.ROWS,
    *collectors.ROWS,
    *imports.ROWS,
    *geo_update.ROWS,
    *reports.ROWS,
    *audit.ROWS,
    *usage.ROWS,
    *preferences.ROWS,
    *DOCUMENTS,
)
