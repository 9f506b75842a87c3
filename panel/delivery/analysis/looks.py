"""A look at what is coded, once in a while."""

from collections.abc import Mapping

from panel.delivery.analysis.batch import Batch
from panel.delivery.analysis.formats.audio import read_aac, read_ac3, read_mpeg_audio
from panel.delivery.analysis.formats.video import read_video
from panel.delivery.analysis.headers import Indices, packet_at
from panel.delivery.analysis.programme_tables import StreamEntry
from panel.delivery.analysis.report import AudioFormat, VideoFormat
from panel.delivery.tables import payload

AGAIN_S = 10.0
SOON_S = 1.0
# A key frame's parameters are at its beginning.
PACKETS = 8
# So many beginnings are tried in one go.
TRIES = 8
PES_HEAD_BYTES = 9


class Looks:
    """Formats of PIDs, read where a unit begins: until they are known, then from time to time."""

    def __init__(self) -> None:
        self.video: dict[int, VideoFormat] = {}
        self.audio: dict[int, AudioFormat] = {}
        self.codecs: dict[int, str] = {}
        """Codecs that the data tell better than the tables."""
        self._entries: Mapping[int, StreamEntry] = {}
        self._looked_s: dict[int, float] = {}

    def follow(self, entries: Mapping[int, StreamEntry]) -> None:
        """Look at these PIDs; what is known of those that changed is forgotten."""
        for pid, entry in self._entries.items():
            if entries.get(pid) != entry:
                for known in (self.video, self.audio, self.codecs, self._looked_s):
                    known.pop(pid, None)
        self._entries = entries

    def due(self, now_s: float) -> list[int]:
        """Return the PIDs that are worth a look at this time of the stream."""
        return [pid for pid in self._entries if now_s - self._looked_s.get(pid, -AGAIN_S) >= AGAIN_S]

    def look(self, pid: int, batch: Batch, starts: Indices, now_s: float) -> None:
        """Look at the units of a PID that begin in the packets `starts`."""
        entry = self._entries[pid]
        all_packets = batch.of_pid(pid, int(starts[0]))
        for start in starts[:TRIES].tolist():
            at = all_packets.searchsorted(start)
            unit = b"".join(payload(packet_at(batch.data, n)) for n in all_packets[at : at + PACKETS].tolist())
            if self._read(pid, entry, unit[PES_HEAD_BYTES + unit[8] :] if len(unit) > PES_HEAD_BYTES else b""):
                self._looked_s[pid] = now_s
                return
        self._looked_s[pid] = now_s - AGAIN_S + SOON_S

    def _read(self, pid: int, entry: StreamEntry, data: bytes) -> bool:
        codec = entry.coding.codec
        if entry.coding.kind == "video":
            pictures = read_video(codec, data)
            if pictures is not None:
                self.video[pid] = pictures
            return pictures is not None
        sound = None
        if codec == "MP2":
            layer = read_mpeg_audio(data)
            if layer is not None:
                sound, self.codecs[pid] = layer
        elif codec == "AAC":
            sound = read_aac(data)
        elif codec in ("AC-3", "E-AC-3"):
            sound = read_ac3(data)
        if sound is not None:
            self.audio[pid] = sound
        return sound is not None
