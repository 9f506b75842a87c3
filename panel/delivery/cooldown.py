"""Who is refused for a while after a kick."""

from typing import Literal

from monitoring.clock import Clock
from panel.delivery.device import Device
from panel.delivery.throttle import subscriber

CooldownScope = Literal["line", "address", "agent"]
"""The whole line; whoever comes from its address, with any line; or the line on players of that name."""

Key = tuple[str, ...]


class Cooldowns:
    """Cool-downs by whom they hold; those that are over are forgotten when the next begins."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until_s: dict[Key, float] = {}

    def impose(self, scope: CooldownScope, line_id: int, device: Device, for_s: float) -> None:
        """Refuse for so long; where what the scope names is not known, the whole line. A longer one stays."""
        now_s = self._clock.monotonic_s()
        self._until_s = {key: until_s for key, until_s in self._until_s.items() if until_s > now_s}
        key = _key(scope, line_id, device) or _line(line_id)
        self._until_s[key] = max(now_s + for_s, self._until_s.get(key, now_s))

    def holds(self, line_id: int, device: Device) -> bool:
        """Tell whether this line on this device is refused now."""
        if not self._until_s:
            return False
        keys = (_line(line_id), _key("address", line_id, device), _key("agent", line_id, device))
        now_s = self._clock.monotonic_s()
        return any(key is not None and self._until_s.get(key, now_s) > now_s for key in keys)


def _line(line_id: int) -> Key:
    return ("line", str(line_id))


def _key(scope: CooldownScope, line_id: int, device: Device) -> Key | None:
    match scope:
        case "line":
            return _line(line_id)
        case "address":
            return None if device.address is None else ("address", subscriber(device.address))
        case "agent":
            return None if device.user_agent is None else ("agent", str(line_id), device.user_agent)
