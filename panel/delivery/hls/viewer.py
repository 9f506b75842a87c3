"""One HLS player's connection: all its requests, whatever sockets they come on."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from monitoring.clock import Clock
from monitoring.model import UNKNOWN_CAUSE, Identity
from panel.catalog import LineFact
from panel.delivery.hls.answer import Answer
from panel.delivery.hls.fetching import FetchingPace
from panel.delivery.hls.segmenter import Segmenter
from panel.delivery.limits import DeliveryLimits
from panel.delivery.peak import Peak
from panel.delivery.shortage import OWN_NETWORK, Shortage
from panel.delivery.viewer import PlayerConnection
from panel.sessions import Ending, EndReason

IDLE_S = 30.0
IDLE_TARGETS = 3
# Players fetch one or two things at a time; more would hold more of what the window has let go.
ANSWERS_AT_ONCE = 8
# A segment that takes longer than the playlist lists it is of no use to a live player, and would be held for it alone.
LONGEST_ANSWER_TARGETS = 9
ARRIVAL_STEP_S = 0.02


class HlsViewer:
    """Implements `OpenConnection`. Live from the first use of its token until it is idle, stalled or ended."""

    def __init__(
        self,
        identity: Identity,
        line: LineFact,
        segmenter: Segmenter,
        shortage: Shortage,
        clock: Clock,
        limits: DeliveryLimits,
        over: Callable[["HlsViewer"], None],
    ) -> None:
        self.identity = identity
        self.line = line
        self.segmenter = segmenter
        self._clock = clock
        self._limits = limits
        self._on_over = over
        self._answers: set[Answer] = set()
        self._settled_bytes = 0
        self._exact = True
        self._reason: EndReason | None = None
        self._ended: Ending | None = None
        self._lost = asyncio.Event()
        self._requested_s = self._active_s = clock.monotonic_s()
        self._peak = Peak()
        self._shortage = shortage
        self._pace = FetchingPace()

    @property
    def over(self) -> Ending | None:
        """How it ended, once it has."""
        return self._ended

    @property
    def cause(self) -> int:
        """Who holds it up: a place in `monitoring.model.CAUSES`, or `UNKNOWN_CAUSE` once it is over."""
        return self._shortage.cause if self._ended is None else UNKNOWN_CAUSE

    @property
    def is_ending(self) -> bool:
        """Whether its token is of no more use."""
        return self._reason is not None

    @property
    def is_busy(self) -> bool:
        """Whether it fetches as much at a time as it may."""
        if len(self._answers) >= ANSWERS_AT_ONCE:
            self._look(self._clock.monotonic_s())
        return len(self._answers) >= ANSWERS_AT_ONCE

    def requested(self) -> None:
        """Take note of a request."""
        self._requested_s = self._active_s = self._clock.monotonic_s()

    def answer(self, connection: PlayerConnection, size_bytes: int, duration_s: float) -> Answer:
        """Return the account of a response whose head was just written: so much of the stream, 0 for a playlist."""
        now_s = self._clock.monotonic_s()
        answer = Answer(connection, size_bytes, duration_s, now_s, self._on_settled)
        self._pace.begun(answer, now_s)
        self._answers.add(answer)
        return answer

    async def wait_arrived(self, answer: Answer) -> None:
        """Return when all that was written was received, or will not be."""
        answer.observe(self._clock.monotonic_s())
        while not answer.is_cut:
            await self._clock.sleep(ARRIVAL_STEP_S)
            answer.observe(self._clock.monotonic_s())

    def observe(self, now_s: float) -> int:
        """Return how many bytes of bodies were received up to this reading, and keep the highest bitrate."""
        if self._ended is not None:
            return self._ended.sent_bytes
        self._look(now_s)
        received = self._settled_bytes + sum(answer.received_bytes for answer in self._answers)
        self._peak.look(now_s, received)
        self._judge(now_s)
        return received

    def check(self, now_s: float) -> None:
        """End it if it asks for nothing any more, or takes nothing of what it asked for."""
        self._look(now_s)
        self._judge(now_s)
        waiting_since_s = min((answer.progress_s for answer in self._answers), default=now_s)
        if now_s - waiting_since_s >= self._limits.viewer_stall_s:
            self.end("stalled")
        for answer in tuple(self._answers):
            if now_s - answer.begun_s >= LONGEST_ANSWER_TARGETS * self.segmenter.target_s:
                answer.cut()
        if not self._answers and now_s - self._active_s >= self._idle_after_s:
            self.end("idle")

    def end(self, reason: EndReason) -> None:
        """Stop its bytes now, and refuse its token."""
        self._reason = self._reason or reason
        for answer in tuple(self._answers):
            answer.cut()
        self._end_if_quiet()

    def finish(self, reason: EndReason) -> bool:
        """Refuse its token; return whether what it fetches has arrived. Called again until it has."""
        self._reason = self._reason or reason
        self._look(self._clock.monotonic_s())
        self._end_if_quiet()
        return not self._answers

    async def wait_over(self) -> None:
        """Return when every response is accounted."""
        await self._lost.wait()

    @property
    def _idle_after_s(self) -> float:
        return max(IDLE_S, IDLE_TARGETS * self.segmenter.target_s)

    def _look(self, now_s: float) -> None:
        """Ask the kernel what has arrived by now."""
        for answer in tuple(self._answers):
            answer.observe(now_s)

    def _judge(self, now_s: float) -> None:
        self._shortage.look(now_s, self._pace.lag_s(now_s), self._held_up_by)

    def _held_up_by(self, _elapsed_s: float) -> int:
        now_s = self._clock.monotonic_s()
        oldest = min(self._answers, key=lambda answer: answer.begun_s, default=None)
        return OWN_NETWORK if oldest is None else oldest.held_up_by(now_s)

    def _on_settled(self, answer: Answer) -> None:
        self._answers.discard(answer)
        self._pace.settled(answer, self._clock.monotonic_s())
        self._settled_bytes += answer.received_bytes
        self._exact = self._exact and answer.exact
        self._active_s = self._clock.monotonic_s()
        self._end_if_quiet()

    def _end_if_quiet(self) -> None:
        if self._reason is None or self._answers or self._ended is not None:
            return
        now_s = self._clock.monotonic_s()
        received_bytes = self.observe(now_s)
        # It is not known when an idle player left; what it had fetched last lasted about a target duration.
        left_s = max(self._requested_s + self.segmenter.target_s, self._active_s)
        ago_s = max(0.0, now_s - left_s) if self._reason == "idle" else 0.0
        connected_s = self.identity.connected_monotonic_s
        duration_s = 0.0 if connected_s is None else now_s - ago_s - connected_s
        self._ended = Ending(
            sent_bytes=received_bytes,
            ended_at=self._clock.now() - timedelta(seconds=ago_s),
            duration_s=duration_s,
            reason=self._reason,
            peak_bps=self._peak.of_all(received_bytes, duration_s),
            stall_s=self._shortage.stall_s,
            bytes_exact=self._exact,
        )
        self._on_over(self)
        self._lost.set()
