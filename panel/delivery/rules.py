"""From where and with what a line may watch: its rules against a device and the place of its address."""

from fnmatch import fnmatchcase

from geo.address import read_address
from geo.place import Place
from monitoring.ports import Places
from panel.catalog import LineRules
from panel.catalog.facts import NO_RULES
from panel.delivery.device import Device


class RuleBook:
    """Judges devices. What a rule asks for and nobody knows is refused: a rule that unknowns pass is none."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def broken(self, rules: LineRules, device: Device) -> str | None:
        """Return which rule the device breaks, as the end of a sentence; None where it breaks none."""
        if rules == NO_RULES:
            return None
        if rules.networks and not _is_within(device.address, rules):
            return "its address is not among those allowed"
        if rules.agents and not _matches(device.user_agent, rules.agents):
            return "its player is not among those allowed"
        place = self._places.place(device.address)
        if rules.countries and place.country_code not in rules.countries:
            return f"its country ({place.country_code or 'unknown'}) is not among those allowed"
        if rules.isps and not _is_isp(place, rules.isps):
            return f"its provider ({place.isp or 'unknown'}) is not among those allowed"
        return None


def _is_within(text: str | None, rules: LineRules) -> bool:
    address = read_address(text)
    return address is not None and any(address in network for network in rules.networks)


def _is_isp(place: Place, patterns: tuple[str, ...]) -> bool:
    number = None if place.asn is None else f"AS{place.asn}"
    return _matches(place.isp, patterns) or _matches(number, patterns)


def _matches(text: str | None, patterns: tuple[str, ...]) -> bool:
    return text is not None and any(fnmatchcase(text.lower(), pattern) for pattern in patterns)
