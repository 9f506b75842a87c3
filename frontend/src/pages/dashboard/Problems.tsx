import { useCallback } from "react";
import { Link } from "wouter";
import { listStreams } from "../../api/streams";
import { useAnswer } from "../../api/useAnswer";
import { Section } from "../../components/Section";
import { StatusMark, type Tone } from "../../components/StatusMark";
import type { CollectorState, DashboardUpdate } from "../../contract/events";
import type { StreamRead } from "../../contract/rest";
import { counted, full } from "../../format/number";
import { duration, fullTime } from "../../format/time";
import { useReloadOnStatus } from "../../realtime/hooks";
import { STATUS_TONES, STATUS_WORDS } from "../streams/status";
import classes from "./Problems.module.css";

const SHOWN = 5;
const COLLECTOR_TONES: Record<CollectorState["status"], Tone> = { live: "good", stale: "warn", failed: "bad" };

/** What is not as it should be, and why; nothing at all while everything is. */
export function Problems({ stats }: { stats: DashboardUpdate | null }) {
  if (stats === null) return null;
  const collectors = stats.collectors.filter(({ status }) => status !== "live");
  const { offlineStreams, degradedStreams } = stats;
  if (collectors.length + offlineStreams + degradedStreams === 0) return null;
  return (
    <Section title="Problems">
      <ul className={classes.list}>
        {collectors.map((collector) => (
          <Collector key={collector.name} collector={collector} />
        ))}
        {offlineStreams > 0 && <Streams status="offline" count={offlineStreams} now={stats.timestamp} />}
        {degradedStreams > 0 && <Streams status="degraded" count={degradedStreams} now={stats.timestamp} />}
      </ul>
    </Section>
  );
}

function Collector({ collector: { name, status, error, sampledAt } }: { collector: CollectorState }) {
  return (
    <li className={classes.entry}>
      <StatusMark tone={COLLECTOR_TONES[status]}>{status}</StatusMark>
      <span className={classes.name}>Collector {name}</span>
      <span className={classes.reason}>
        {error ?? (sampledAt === null ? "It has never answered" : `It last answered at ${fullTime(sampledAt)}`)}
      </span>
    </li>
  );
}

interface StreamsProps {
  status: "offline" | "degraded";
  count: number;
  now: string;
}

/** The first streams of a status; asked for again whenever there are more or fewer, or any stream's status changes. */
function Streams({ status, count, now }: StreamsProps) {
  const { answer, problem, reload } = useAnswer(
    useCallback((signal: AbortSignal) => listStreams({ status, limit: SHOWN }, signal), [status]),
  );
  useReloadOnStatus(count, reload);
  const rows = answer?.items ?? [];
  const more = count - rows.length;
  return (
    <>
      {rows.map((stream) => (
        <Stream key={stream.id} stream={stream} now={now} />
      ))}
      {problem !== null && (
        <li className={classes.reason}>{`Which streams are ${status} is not known: ${problem.message}`}</li>
      )}
      {answer !== null && more > 0 && (
        <li>
          <Link href={`/streams?status=${status}`} className="quiet-link">
            {`${full(more)} more ${status}`}
          </Link>
        </li>
      )}
    </>
  );
}

function Stream({ stream, now }: { stream: StreamRead; now: string }) {
  const { id, name, status, reason, since, viewers } = stream;
  const lastsS = since === null ? null : (Date.parse(now) - Date.parse(since)) / 1000;
  return (
    <li className={classes.entry}>
      <StatusMark tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</StatusMark>
      <Link href={`/streams/${id}`} className={classes.name}>
        {name}
      </Link>
      <span className={classes.reason}>{reason ?? "The reason is not known"}</span>
      <span className={`${classes.figures} number`} title={since === null ? undefined : `Since ${fullTime(since)}`}>
        {viewers > 0 && `${counted(viewers, "viewer", "viewers")} · `}
        {duration(lastsS)}
      </span>
    </li>
  );
}
