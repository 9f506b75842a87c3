import { Choice } from "../../components/Choice";
import { compact } from "../../format/number";
import { useLive } from "../../realtime/hooks";
import { STATUSES, type Status } from "./filter";
import { STATUS_WORDS } from "./status";

interface StatusFilterProps {
  status: Status | null;
  onChoose: (status: Status | null) => void;
}

/** All streams, or those of one status, with how many there are of those that are counted. */
export function StatusFilter({ status, onChoose }: StatusFilterProps) {
  const stats = useLive((live) => live.dashboard);
  const counts: Partial<Record<Status, number>> = stats
    ? {
        online: stats.onlineStreams,
        degraded: stats.degradedStreams,
        offline: stats.offlineStreams,
        unknown: stats.unknownStreams,
      }
    : {};
  const counted = (count: number | undefined) => (count === undefined ? {} : { count: compact(count) });
  const options = [
    { value: "", label: "All", ...counted(stats?.totalStreams) },
    ...STATUSES.map((value) => ({ value, label: STATUS_WORDS[value], ...counted(counts[value]) })),
  ];
  return (
    <Choice
      legend="Status"
      options={options}
      value={status ?? ""}
      onChoose={(value) => onChoose(STATUSES.find((known) => known === value) ?? null)}
    />
  );
}
