"""The packages that the panel is made of, and under which licences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CLASSIFIER = "License :: "
# Some packages put the whole text of their licence where its name belongs.
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Licence:
    """A package as it names itself; `licence` is None where it tells none."""

    name: str
    version: str
    licence: str | None


@cache
def licences_of(package: str) -> tuple[Licence, ...]:
    """Return what is installed of all that a package needs, by name; itself left out."""
    found: dict[str, Distribution] = {}
    waiting = [package]
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            # What other systems or versions of Python need is not installed here.
            continue
        waiting.extend(_needed(found[name]))
    found.pop(_normal(package), None)
    return tuple(Licence(each.name, each.version, _licence(each)) for _, each in sorted(found.items()))


def _needed(package: Distribution) -> Iterable[str]:
    """Yield what a package always needs; what it needs for extras was not asked for, as far as its name tells."""
    for requirement in package.requires or ():
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            yield name[0]


def _licence(package: Distribution) -> str | None:
    """Return the expression (PEP 639), else the older field where it is a name, else what the classifiers say."""
    fields = package.metadata
    for field in ("License-Expression", "License"):
        text = next(iter(fields.get_all(field) or ()), "")
        if text and "\n" not in text and len(text) <= LONGEST_NAME:
            return text
    names = [each.rpartition(" :: ")[2] for each in fields.get_all("Classifier") or () if each.startswith(_CLASSIFIER)]
    return ", ".join(names) or None


def _normal(name: str) -> str:
    """Return a name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
