"""What delivery needs of quotas; see `panel.history.quotas.Quotas`."""

from collections.abc import Callable
from typing import Protocol


class LineQuotas(Protocol):
    """Who has used up its quota."""

    def exhausted(self, line_id: int | None, /) -> bool: ...

    def watch(self, reached: Callable[[int], None], /) -> None: ...


class NoQuotas:
    """Nobody has a quota."""

    def exhausted(self, _line_id: int | None, /) -> bool:
        return False

    def watch(self, _reached: Callable[[int], None], /) -> None:
        """Nobody will ever reach one."""
