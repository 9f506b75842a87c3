"""One source after the other, looked at in batches (ETSI TR 101 290, clause 5.2)."""

from collections.abc import Callable, Collection, Sequence
from itertools import islice

import numpy as np

from panel.delivery.analysis.batch import Batch, Units, part_of
from panel.delivery.analysis.continuity import ContinuityCheck, PidRun
from panel.delivery.analysis.headers import PID_BITS
from panel.delivery.analysis.indicators import Indicator
from panel.delivery.analysis.intervals import overlong
from panel.delivery.analysis.looks import Looks
from panel.delivery.analysis.pictures import Pictures
from panel.delivery.analysis.programme_time import ProgrammeTime
from panel.delivery.analysis.rates import Rates
from panel.delivery.analysis.stream_watch import LONGEST_ABSENCE_S, StreamWatch
from panel.delivery.analysis.synchronisation import SyncCheck
from panel.delivery.analysis.table_watch import TableWatch

PIDS = 0x2000
NOTHING, TABLE, CONTENT = range(3)
# Within less than this nothing can be absent for too long, however long the newest packets take.
SHORT_S = 2.0
# A stream whose tables change more often within a batch is not worth the effort of being exact.
MOST_PARTS = 64


class TransportAnalysis:
    """Counts faults, by `note`; numbers packets through all sources."""

    def __init__(self, note: Callable[[Indicator, int], None]) -> None:
        self.packets = 0
        self.time = ProgrammeTime()
        self.rates = Rates()
        self.pictures = Pictures()
        self.looks = Looks()
        self.continuity = ContinuityCheck()
        self._note = note
        self._sync = SyncCheck()
        self._begin()

    def begin(self) -> None:
        """Another source follows."""
        self.time.begin()
        self.rates.begin(self.time.now_s, self._packets_by_pid())
        self.pictures.follow(None)
        self.looks.follow({})
        self.continuity.begin()
        self._sync.begin()
        self._begin()

    def _begin(self) -> None:
        self.tables = TableWatch(self._note, self.packets)
        self._streams = StreamWatch()
        self._roles = np.zeros(PIDS, np.uint8)
        self._table_pids = frozenset(self.tables.pids)
        self._roles[list(self._table_pids)] = TABLE

    @property
    def standing(self) -> Collection[Indicator]:
        """What is wrong at this time."""
        lasting = {
            Indicator.TS_SYNC_LOSS: self._sync.lost,
            Indicator.PAT_ERROR_2: self.tables.pat.late,
            Indicator.PMT_ERROR_2: any(interval.late for interval in self.tables.pmts),
            Indicator.PID_ERROR: any(interval.late for interval in self._streams.absences),
            Indicator.PCR_REPETITION_ERROR: self.time.overdue,
            Indicator.PTS_ERROR: any(interval.late for interval in self._streams.times),
        }
        return {indicator for indicator, lasts in lasting.items() if lasts}

    def feed(self, blocks: Sequence[bytes], arrived_s: float) -> bytes:
        """Take whole packets, the last of which came at this time; return what belongs before those that follow."""
        batch, rest = Batch(blocks), b""
        if self._sync.lost or not batch.in_sync:
            before = (self._sync.byte_errors, self._sync.losses)
            data, rest = self._sync.sift(batch.packets.data, batch.words)
            self._note(Indicator.SYNC_BYTE_ERROR, self._sync.byte_errors - before[0])
            self._note(Indicator.TS_SYNC_LOSS, self._sync.losses - before[1])
            if not data:
                return rest
            batch = Batch((data,))
        damaged = batch.damaged()
        self._note(Indicator.TRANSPORT_ERROR, len(damaged))
        errors, runs = self.continuity.feed(batch, damaged)
        self._note(Indicator.CONTINUITY_COUNT_ERROR, errors)
        batch.look()
        begun, parts = 0, 0
        while begun < len(batch):
            parts += 1
            begun = self._look_at_part(batch, begun, runs, damaged, arrived_s, exact=parts < MOST_PARTS)
        self.packets += len(batch)
        if self.rates.is_due(self.time.now_s):
            self.rates.mark(self.time.now_s, self._packets_by_pid())
        return rest

    def _packets_by_pid(self) -> dict[int, int]:
        return {pid: counts.packets for pid, counts in self.continuity.pids.items()}

    def _look_at_part(
        self,
        batch: Batch,
        begun: int,
        runs: Sequence[PidRun],
        damaged: Collection[int],
        arrived_s: float,
        *,
        exact: bool,
    ) -> int:
        """Look at the packets up to where tables change, or to the end; return where the next part begins."""
        units = batch.units if not begun else batch.units.between(begun, len(batch))
        roles = self._roles.take(units.words >> 8 & 0x1FFF)
        tables = self._table_packets(batch, begun, units.only(roles == TABLE), runs, damaged)
        last = self.tables.feed(tables, self.packets)
        end = len(batch) if last is None or not exact else last + 1
        before_s = self.time.now_s
        late, jumped = self.time.errors
        self.time.take(batch, begun, end, self.packets, arrived_s)
        errors = self.time.errors
        self._note(Indicator.PCR_REPETITION_ERROR, errors[0] - late)
        self._note(Indicator.PCR_DISCONTINUITY_INDICATOR_ERROR, errors[1] - jumped)
        contents = units.only(roles == CONTENT)
        if end < len(batch):
            contents = contents.between(begun, end)
        self._streams.feed(contents, self.packets)
        is_short = (
            self.time.now_s - before_s < SHORT_S
            or self.time.latest_s(self.packets + end - 1) - before_s < LONGEST_ABSENCE_S
        )
        if end - begun == len(batch) and is_short:
            self._streams.occur(runs, self.packets)
        else:
            slowest_s = self.time.slowest_packet_s()
            self._streams.occur_slowly(batch.words[begun:end], contents, begun, self.packets, slowest_s)
        self._look_inside(batch, begun, end, contents)
        self._pass_time()
        if last is not None:
            self._follow_tables(self.packets + end)
        return end

    def _table_packets(
        self, batch: Batch, begun: int, units: Units, runs: Sequence[PidRun], damaged: Collection[int]
    ) -> Units:
        """Return the packets with tables; tables are mostly of one packet each, which begins one: then `units`."""
        if sum(run.packets for run in runs if run.pid in self._table_pids) == len(units.at):
            return units
        words = batch.words[begun:]
        found = (self._roles[words >> 8 & 0x1FFF] == TABLE).nonzero()[0] + begun
        found = found[[number not in damaged for number in found.tolist()]]
        return Units(batch.packets, found, batch.words[found], np.arange(len(found)), batch.packets.heads(found))

    def _look_inside(self, batch: Batch, begun: int, end: int, contents: Units) -> None:
        """Look for what the contents tell of themselves."""
        entry = self.pictures.entry
        if entry is not None:
            keys = batch.random_access[part_of(batch.random_access, begun, end)]
            keys = keys[batch.words[keys] & PID_BITS == np.uint32(entry.pid << 8)]
            self.pictures.take(contents, keys, self.packets)
        for pid in self.looks.due(self.time.now_s):
            units = contents.only(contents.words & PID_BITS == np.uint32(pid << 8))
            if len(units.at):
                self.looks.look(pid, batch, units, self.time.now_s)

    def _pass_time(self) -> None:
        """Let what has to come again and again be judged up to where the time is known."""
        self.pictures.pass_to(self.time)
        pmts, absences, times = self.tables.pmts, self._streams.absences, self._streams.times
        gaps = iter(overlong((self.tables.pat, *pmts, *absences, *times), self.time))
        for indicator, count in (
            (Indicator.PAT_ERROR_2, 1),
            (Indicator.PMT_ERROR_2, len(pmts)),
            (Indicator.PID_ERROR, len(absences)),
            (Indicator.PTS_ERROR, len(times)),
        ):
            self._note(indicator, sum(islice(gaps, count)))
        self.time.forget()

    def _follow_tables(self, begin: int) -> None:
        """Look for what the tables name from packet number `begin` on."""
        self.tables.follow(begin)
        entries = [entry for told in self.tables.maps.values() for entry in told.streams]
        watched = {entry.pid: entry for entry in entries if entry.is_watched}
        self._streams.follow(watched, begin)
        self.looks.follow(watched)
        self.pictures.follow(next((entry for entry in entries if entry.coding.kind == "video"), None))
        self._roles.fill(NOTHING)
        self._roles[list(watched)] = CONTENT
        self._table_pids = frozenset(self.tables.pids)
        self._roles[list(self._table_pids)] = TABLE
