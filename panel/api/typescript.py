"""The TypeScript of the HTTP side: every model of the route table that the socket's contract does not hold already."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from monitoring.export.events import HEADER
from monitoring.export.schema import contract_definitions, definitions
from monitoring.export.typescript import interface
from panel.api.endpoint import Endpoint
from panel.api.models.base import ErrorAnswer

PREFIX = "#/$defs/"


def rest_typescript(endpoints: Sequence[Endpoint]) -> str:
    """Return the module that the front end imports its HTTP types from; what is shared comes from `./events`."""
    asked: list[type[BaseModel]] = [row.takes for row in endpoints]
    given: list[type[BaseModel]] = [model for row in endpoints for model in row.answers]
    schemas = definitions(list(dict.fromkeys(asked)), "validation", PREFIX)
    schemas |= definitions(list(dict.fromkeys([*given, ErrorAnswer])), "serialization", PREFIX)
    shared = set(contract_definitions(PREFIX))
    body = "\n".join(interface(name, schema) for name, schema in sorted(schemas.items()) if name not in shared)
    used = sorted(name for name in shared & set(schemas) if re.search(rf"\b{name}\b", body))
    imports = "".join(f"  {name},\n" for name in used)
    return f"{HEADER}import type {{\n{imports}}} from './events';\n\n{body}"
