"""A look at what is coded, once in a while."""

from collections.abc import Mapping
from itertools import islice

from panel.delivery.analysis.batch import Batch, Units
from panel.delivery.analysis.formats.audio import read_aac, read_ac3, read_mpeg_audio
from panel.delivery.analysis.formats.video import begins_key_frame, read_video
from panel.delivery.analysis.programme_tables import StreamEntry
from panel.delivery.analysis.report import AudioFormat, VideoFormat
from panel.delivery.tables import payload

AGAIN_S = 10.0
SOON_S = 1.0
# A key frame's parameters are at its beginning.
PACKETS = 8
# So many beginnings are tried in one go.
TRIES = 2
PES_HEAD_BYTES = 9


class Looks:
    """Formats of PIDs, read where a unit begins: until they are known, then from time to time."""

    def __init__(self) -> None:
        self.video: dict[int, VideoFormat] = {}
        self.audio: dict[int, AudioFormat] = {}
        self.codecs: dict[int, str] = {}
        """Codecs that the data tell better than the tables."""
        self._entries: Mapping[int, StreamEntry] = {}
        self._due_s: dict[int, float] = {}
        self._patience_s: dict[int, float] = {}

    def follow(self, entries: Mapping[int, StreamEntry]) -> None:
        """Look at these PIDs; what is known of those that changed is forgotten."""
        for pid, entry in self._entries.items():
            if entries.get(pid) != entry:
                for known in (self.video, self.audio, self.codecs, self._due_s, self._patience_s):
                    known.pop(pid, None)
        self._entries = entries

    def due(self, now_s: float) -> list[int]:
        """Return the PIDs that are worth a look at this time of the stream."""
        return [pid for pid in self._entries if now_s >= self._due_s.get(pid, now_s)]

    def look(self, pid: int, batch: Batch, units: Units, now_s: float) -> None:
        """Look at units of a PID."""
        entry = self._entries[pid]
        is_video = entry.coding.kind == "video"
        tries = (
            at for at in units.at.tolist() if not is_video or begins_key_frame(entry.coding.codec, batch.packets[at])
        )
        for start in islice(tries, TRIES):
            unit = b"".join(payload(batch.packets[number]) for number in batch.of_pid(pid, start, PACKETS))
            if len(unit) > PES_HEAD_BYTES and self._read(pid, entry, unit[PES_HEAD_BYTES + unit[8] :]):
                self._due_s[pid], self._patience_s[pid] = now_s + AGAIN_S, SOON_S
                return
        wait_s = self._patience_s.get(pid, SOON_S)
        self._due_s[pid], self._patience_s[pid] = now_s + wait_s, min(2 * wait_s, AGAIN_S)

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
