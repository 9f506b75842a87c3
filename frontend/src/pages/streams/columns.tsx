import { Link } from "wouter";
import { CheckStrip } from "../../components/CheckStrip";
import type { TableColumn } from "../../components/DataTable";
import { Flash } from "../../components/Flash";
import { Sparkline } from "../../components/Sparkline";
import { StatusMark } from "../../components/StatusMark";
import type { StreamRead, StreamTrend } from "../../contract/rest";
import { compact, exactPercent, full } from "../../format/number";
import { duration, fullTime } from "../../format/time";
import { bitrate } from "../../format/volume";
import { errorList, errorSum } from "./rows";
import { Score } from "./Score";
import { STATUS_TONES, STATUS_WORDS } from "./status";

const CHECKS = 60;

export type StreamColumn = TableColumn<StreamRead>;

function statusTitle({ reason, since, lastError, lastErrorAt }: StreamRead): string {
  const lines = [
    reason,
    since === null ? null : `Since ${fullTime(since)}`,
    lastError === null ? null : `Last error: ${lastError}, ${fullTime(lastErrorAt)}`,
  ];
  return lines.filter((line) => line !== null).join("\n");
}

export const NAME: StreamColumn = {
  key: "name",
  label: "Stream",
  width: "12rem",
  title: (stream) => stream.name,
  cell: (stream) => <Link href={`/streams/${stream.id}`}>{stream.name}</Link>,
};

export const STATUS: StreamColumn = {
  key: "status",
  label: "Status",
  width: "7rem",
  title: statusTitle,
  cell: ({ status }) => <StatusMark tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</StatusMark>,
};

export const SCORE: StreamColumn = {
  key: "score",
  label: "Score",
  width: "7rem",
  cell: (stream) => <Score stream={stream} />,
};

/** The last hour of a stream, from what was read of all on the page. */
export function trendColumns(trends: ReadonlyMap<number, StreamTrend>): StreamColumn[] {
  return [
    {
      key: "trend",
      label: "Last hour",
      width: "7rem",
      cell: ({ id }) => {
        const values = trends.get(id)?.inputBps ?? [];
        const peak = Math.max(0, ...values.filter((value) => value !== null));
        return <Sparkline values={values} label={`Bitrate of the last hour, at most ${bitrate(peak)}`} />;
      },
    },
    {
      key: "checks",
      label: "Checks",
      width: "8.5rem",
      cell: ({ id }) => (
        <CheckStrip checks={(trends.get(id)?.checks ?? []).map((verdict) => ({ verdict }))} places={CHECKS} />
      ),
    },
  ];
}

export const FIGURES: readonly StreamColumn[] = [
  {
    key: "bitrate",
    label: "Bitrate",
    width: "6rem",
    right: true,
    title: ({ inputBps, running }) =>
      inputBps === null
        ? running
          ? "It takes two readings"
          : "Its source is not being pulled"
        : `${full(inputBps)} bit/s from its source`,
    cell: ({ inputBps }) => <Flash value={inputBps}>{bitrate(inputBps)}</Flash>,
  },
  {
    key: "viewers",
    label: "Viewers",
    width: "5rem",
    right: true,
    title: ({ viewers }) => full(viewers),
    cell: ({ id, viewers }) => (
      <Flash value={viewers}>
        {viewers === 0 ? "0" : <Link href={`/connections?streamId=${id}`}>{compact(viewers)}</Link>}
      </Flash>
    ),
  },
  {
    key: "errors",
    label: "Errors",
    width: "5rem",
    right: true,
    title: errorList,
    cell: (stream) => <Flash value={errorSum(stream)}>{compact(errorSum(stream))}</Flash>,
  },
  {
    key: "uptime",
    label: "Uptime",
    width: "6rem",
    right: true,
    title: ({ uptimePercent, uptimeWeekPercent }) =>
      `Deliverable ${exactPercent(uptimePercent)} of the last 24 hours and ${exactPercent(uptimeWeekPercent)} of the last 7 days`,
    cell: ({ uptimeS }) => <span className="number">{duration(uptimeS)}</span>,
  },
];
