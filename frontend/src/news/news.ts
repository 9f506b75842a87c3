import type { Tone } from "../components/StatusMark";
import type { ActivityEntry, CollectorState, StreamStatusChange } from "../contract/events";
import { full } from "../format/number";
import type { LiveState } from "../realtime/reducer";

/** A change that matters to whoever watches over the panel. */
export interface News {
  /** what it is about, so that what becomes of it takes its place */
  subject: string;
  /** what many of it are called together */
  kind: keyof typeof MANY;
  tone: Tone;
  text: string;
  to: string;
}

const MANY = {
  offline: { text: "streams went offline", to: "/streams?status=offline" },
  degraded: { text: "streams are degraded", to: "/streams?status=degraded" },
  online: { text: "streams are back online", to: "/streams" },
  collector: { text: "collectors changed", to: "/settings/collectors" },
  kick: { text: "kicks", to: "/activity?kind=connection.kicked" },
  failedKick: { text: "kicked viewers were back", to: "/activity?kind=kick.failed" },
  quota: { text: "lines near or at their quotas", to: "/lines" },
  service: { text: "recoveries of the service", to: "/activity?kind=service.recovered" },
} as const;
const TOLD_ONE_BY_ONE = 3;

const TOLD: Readonly<Record<string, { kind: News["kind"]; tone: Tone }>> = {
  "connection.kicked": { kind: "kick", tone: "idle" },
  "connections.kicked": { kind: "kick", tone: "idle" },
  "kick.failed": { kind: "failedKick", tone: "bad" },
  "line.quota_warned": { kind: "quota", tone: "warn" },
  "line.quota_reached": { kind: "quota", tone: "bad" },
  "service.recovered": { kind: "service", tone: "warn" },
};

function ofStream({ streamId, streamName, status, previous, reason }: StreamStatusChange): News[] {
  const about = { subject: `stream ${streamId}`, to: `/streams/${streamId}` };
  const why = reason === null ? "" : `: ${reason}`;
  if (status === "offline") return [{ ...about, kind: status, tone: "bad", text: `${streamName} is offline${why}` }];
  if (status === "degraded") return [{ ...about, kind: status, tone: "warn", text: `${streamName} is degraded${why}` }];
  const returned = status === "online" && (previous === "offline" || previous === "degraded");
  return returned ? [{ ...about, kind: "online", tone: "good", text: `${streamName} is back online` }] : [];
}

function ofCollectors(before: readonly CollectorState[], after: readonly CollectorState[]): News[] {
  const known = new Map(before.map(({ name, status }) => [name, status]));
  return after.flatMap(({ name, status, error }): News[] => {
    const earlier = known.get(name);
    if (earlier === undefined || earlier === status) return [];
    const about = { subject: `collector ${name}`, kind: "collector" as const, to: "/settings/collectors" };
    if (status === "live") return [{ ...about, tone: "good", text: `Collector ${name} answers again` }];
    const why = error === null ? "" : `: ${error}`;
    return [{ ...about, tone: status === "stale" ? "warn" : "bad", text: `Collector ${name} is ${status}${why}` }];
  });
}

function ofActivity(before: readonly ActivityEntry[], after: readonly ActivityEntry[]): News[] {
  const newest = before[0]?.id ?? 0;
  return after
    .filter(({ id }) => id > newest)
    .reverse()
    .flatMap(({ id, kind, message }): News[] => {
      const told = TOLD[kind];
      const to = `/activity?kind=${encodeURIComponent(kind)}`;
      return told ? [{ ...told, subject: `entry ${id}`, text: message, to }] : [];
    });
}

/** What of a step from one state to the next is news. What was found on coming is not: the page shows it. */
export function newsBetween(before: LiveState, after: LiveState): News[] {
  const change = after.statusChange === before.statusChange ? null : after.statusChange;
  const loaded = before.activityLoad === "done" && after.activity !== before.activity;
  const ticked = before.dashboard !== null && after.dashboard !== null && before.dashboard !== after.dashboard;
  return [
    ...(change === null ? [] : ofStream(change)),
    ...(ticked ? ofCollectors(before.dashboard?.collectors ?? [], after.dashboard?.collectors ?? []) : []),
    ...(loaded ? ofActivity(before.activity, after.activity) : []),
  ];
}

/** The last of each subject, and many of one kind as one. */
export function summarise(news: readonly News[]): News[] {
  const last = [...new Map(news.map((item) => [item.subject, item])).values()];
  const kinds = [...new Set(last.map(({ kind }) => kind))];
  return kinds.flatMap((kind): News[] => {
    const alike = last.filter((item) => item.kind === kind);
    const first = alike[0];
    if (first === undefined || alike.length <= TOLD_ONE_BY_ONE) return alike;
    const { text, to } = MANY[kind];
    return [{ subject: `many ${kind}`, kind, tone: first.tone, text: `${full(alike.length)} ${text}`, to }];
  });
}
