"""A source on its way to the viewers."""

from collections.abc import Callable
from typing import Protocol

from monitoring.clock import Clock
from panel.delivery.limits import DeliveryLimits
from panel.delivery.sources.entrance import Entrance


class Sink(Protocol):
    """Whom an ingest tells what happens."""

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for this source."""
        ...

    @property
    def watched(self) -> bool:
        """Whether somebody is in the middle of the stream."""
        ...

    def source_proven(self, response_ms: float, detour: str | None) -> None:
        """A source sends MPEG-TS, `response_ms` after it was asked; chunks of it and of no other follow.

        `detour` says which backup it is and why it is not the primary; None for the primary.
        """
        ...

    def source_received(self, size_bytes: int) -> None: ...

    def source_chunk(self, chunk: bytes) -> None: ...

    def source_original(self, chunk: bytes) -> None:
        """The source sent this; what is made of it follows as chunks."""
        ...

    def source_interrupted(self, reason: str) -> None:
        """A source that was proven is lost; the next is tried at once."""
        ...

    def source_failed(self, reason: str) -> None:
        """None of the sources can be had now; they are tried again later."""
        ...


class Arrival:
    """Hands a source on to the sink: after `probation_s` of good data, and from a key frame where somebody watches."""

    def __init__(
        self,
        sink: Sink,
        clock: Clock,
        limits: DeliveryLimits,
        detour: str | None,
        *,
        probation_s: float = 0.0,
        admitted: Callable[[], object] = lambda: None,
    ) -> None:
        self._sink = sink
        self._clock = clock
        self._detour = detour
        self._probation_s = probation_s
        self._admitted = admitted
        self._entrance = Entrance(limits.key_frame_wait_s)
        self._response_ms = 0.0
        self._proven_s = 0.0
        self._admitted_s: float | None = None

    @property
    def on_air(self) -> bool:
        return self._admitted_s is not None

    @property
    def lasted_s(self) -> float:
        """For how long it has been the one that viewers get."""
        return 0.0 if self._admitted_s is None else self._clock.monotonic_s() - self._admitted_s

    def proven(self, response_ms: float) -> None:
        self._response_ms = response_ms
        self._proven_s = self._clock.monotonic_s()

    def received(self, size_bytes: int) -> None:
        if self.on_air or not self._probation_s:
            self._sink.source_received(size_bytes)

    def original(self, chunk: bytes) -> None:
        if self.on_air:
            self._sink.source_original(chunk)

    def chunk(self, chunk: bytes) -> None:
        if self.on_air:
            self._sink.source_chunk(chunk)
            return
        now_s = self._clock.monotonic_s()
        if now_s - self._proven_s < self._probation_s:
            return
        first = self._entrance.first(chunk, now_s) if self._sink.watched else chunk
        if first is not None:
            self._admitted_s = now_s
            self._admitted()
            self._sink.source_proven(self._response_ms, self._detour)
            self._sink.source_chunk(first)
