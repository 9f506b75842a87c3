"""Makes the segments of one stream while somebody watches it as HLS."""

import asyncio

from monitoring.clock import Clock
from panel.delivery.hls.cutter import Cutter
from panel.delivery.hls.segment import AIM_S, Segment
from panel.delivery.hls.window import Window
from panel.delivery.relay import Relay

# Told of a stream of which nothing is known yet: a master playlist has to name a bitrate (RFC 8216, section 4.3.4.2).
USUAL_BPS = 5_000_000


class Segmenter:
    """Reads the stream's ring from the oldest picture that can be decoded on."""

    def __init__(self, relay: Relay, clock: Clock) -> None:
        self.relay = relay
        self._ring = relay.ring
        self._window = Window()
        # Seconds since 1970 grow faster than segments, so that numbers are not used again after a pause.
        self._cutter = Cutter(int(clock.now().timestamp()))
        self._sequence = max(self._ring.first, self._ring.floor)
        self._floor = self._ring.floor
        self._ready = asyncio.Event()
        relay.attach(self)
        self.pump()

    @property
    def target_s(self) -> float:
        """The target duration, or what it will probably be."""
        return self._window.target_s or AIM_S

    @property
    def peak_bps(self) -> int:
        """The bitrate to announce."""
        return self._window.peak_bps() or USUAL_BPS

    def pump(self) -> None:
        """Take what is new."""
        ring = self._ring
        while self._sequence < ring.end:
            if self._sequence < ring.first or self._floor < ring.floor <= self._sequence:
                self._sequence = max(self._sequence, ring.first)
                self._floor = ring.floor
                self._keep(*self._cutter.interrupted())
                continue
            self._keep(*self._cutter.feed(ring.chunk(self._sequence)))
            self._sequence += 1

    async def wait_ready(self) -> None:
        """Return once there is a segment."""
        await self._ready.wait()

    def playlist(self) -> bytes:
        """Return the media playlist; there is a segment."""
        self._cutter.target_s = self._window.promise(self._cutter.key_frame_gap_s)
        return self._window.playlist()

    def segment(self, number: int) -> Segment | None:
        """Return segment `number` while it is held."""
        return self._window.segment(number)

    def close(self) -> None:
        """Read no more."""
        self.relay.detach(self)

    def _keep(self, *segments: Segment) -> None:
        for segment in segments:
            self._window.append(segment)
            self._ready.set()
