"""What the gateway needs of every live connection, however its bytes are sent."""

from typing import Protocol

from monitoring.model import Identity
from panel.catalog import LineFact
from panel.sessions import Ending, EndReason


class OpenConnection(Protocol):
    """One line playing one stream on one device."""

    @property
    def identity(self) -> Identity: ...

    @property
    def line(self) -> LineFact:
        """The line as it was when it was admitted."""
        ...

    @property
    def over(self) -> Ending | None:
        """How it ended, once it has."""
        ...

    @property
    def cause(self) -> int:
        """Who holds it up, as of the last look: a place in `monitoring.model.CAUSES`, or `UNKNOWN_CAUSE`."""
        ...

    def observe(self, now_s: float) -> int:
        """Return the bytes its player acknowledged up to this reading."""
        ...

    def check(self, now_s: float) -> None:
        """End it if it has been without life for too long."""
        ...

    def end(self, reason: EndReason) -> None:
        """Stop its bytes now."""
        ...

    def finish(self, reason: EndReason) -> bool:
        """Send nothing new; return whether all that was sent has arrived. Called again until it has."""
        ...

    async def wait_over(self) -> None:
        """Return when it is over and accounted."""
        ...
