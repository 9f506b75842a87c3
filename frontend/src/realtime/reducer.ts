import type {
  ActivityEntry,
  BandwidthPoint,
  BandwidthUpdate,
  ConnectionRow,
  ConnectionsDelta,
  ConnectionsPage,
  DashboardUpdate,
  GeoUpdate,
  OperatorPresence,
  StreamHealthRow,
  StreamStatusChange,
} from "../contract/events";
import { applyDelta } from "./delta";
import { mergeHistory, type Range } from "./history";

export const ACTIVITY_SHOWN = 15;

export const DEFAULT_RANGE: Range = { windowS: 3600, points: 720 };

export interface ConnectionsState {
  rows: ConnectionRow[];
  page: ConnectionsPage;
  /** local clock, milliseconds: durations run on from here until the next tick */
  receivedAtMs: number;
}

/** Everything the server told, the newest of each kind. */
export interface LiveState {
  dashboard: DashboardUpdate | null;
  connections: ConnectionsState | null;
  bandwidth: BandwidthUpdate | null;
  history: BandwidthPoint[];
  range: Range;
  activity: ActivityEntry[];
  activityLoad: "pending" | "done" | "failed";
  /** by stream, what the newest tick said of it; only while a page asks for it */
  health: ReadonlyMap<number, StreamHealthRow>;
  /** where the viewers are; only while a page asks for it */
  geo: GeoUpdate | null;
  /** everybody with an open socket; null: not told yet */
  operators: OperatorPresence[] | null;
  /** the newest change of any stream's status */
  statusChange: StreamStatusChange | null;
  /** identifies the newest tick; a restarted service counts from the beginning again */
  seq: number | null;
  /** local clock, milliseconds: when a tick newer than all before was first seen */
  tickSeenAtMs: number | null;
  /** ticks were missed, so the history has a hole that the server can fill */
  historyMissed: boolean;
  /** other rows were asked for and have not come yet */
  viewPending: boolean;
  /** why the server refused the rows asked for */
  viewRefusal: string | null;
}

export type LiveEvent =
  | { type: "dashboard"; payload: DashboardUpdate; atMs: number }
  | { type: "connections"; rows: ConnectionRow[]; page: ConnectionsPage; atMs: number }
  | { type: "connectionsDelta"; delta: ConnectionsDelta; page: ConnectionsPage; atMs: number }
  | { type: "bandwidth"; payload: BandwidthUpdate; atMs: number }
  | { type: "activityLoaded"; entries: ActivityEntry[] }
  | { type: "activityFailed" }
  | { type: "activity"; entries: ActivityEntry[] }
  | { type: "health"; streams: StreamHealthRow[] }
  | { type: "geo"; payload: GeoUpdate }
  | { type: "presence"; operators: OperatorPresence[] }
  | { type: "status"; change: StreamStatusChange }
  | { type: "range"; range: Range }
  | { type: "viewAsked" }
  | { type: "viewRefused"; message: string }
  | { type: "viewLeft" }
  | { type: "historyAsked" };

export const emptyLiveState: LiveState = {
  dashboard: null,
  connections: null,
  bandwidth: null,
  history: [],
  range: DEFAULT_RANGE,
  activity: [],
  activityLoad: "pending",
  health: new Map(),
  geo: null,
  operators: null,
  statusChange: null,
  seq: null,
  tickSeenAtMs: null,
  historyMissed: false,
  viewPending: false,
  viewRefusal: null,
};

/** Takes the sequence number of any payload; only a number never seen before makes the data younger. */
function seen(state: LiveState, seq: number, atMs: number): LiveState {
  if (seq === state.seq) return state;
  const missed = state.seq !== null && seq !== state.seq + 1;
  return { ...state, seq, tickSeenAtMs: atMs, historyMissed: state.historyMissed || missed };
}

/** A restarted service counts from the beginning, so its first tick is news even if the number is the same. */
function withDashboard(state: LiveState, payload: DashboardUpdate, atMs: number): LiveState {
  const restarted = state.dashboard !== null && state.dashboard.startedAt !== payload.startedAt;
  const known = restarted ? { ...state, seq: null } : state;
  return { ...seen(known, payload.seq, atMs), dashboard: payload };
}

function withRows(state: LiveState, rows: ConnectionRow[], page: ConnectionsPage, atMs: number): LiveState {
  return { ...seen(state, page.seq, atMs), connections: { rows, page, receivedAtMs: atMs } };
}

/** A delta of a page other than the one shown changes nothing. */
function withDelta(state: LiveState, delta: ConnectionsDelta, page: ConnectionsPage, atMs: number): LiveState {
  const before = state.connections;
  if (before?.page.seq !== delta.baseSeq) return state;
  return withRows(state, applyDelta(before.rows, delta), page, atMs);
}

function mergeActivity(known: ActivityEntry[], arrived: ActivityEntry[]): ActivityEntry[] {
  const byId = new Map([...known, ...arrived].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, ACTIVITY_SHOWN);
}

function withBandwidth(state: LiveState, payload: BandwidthUpdate): LiveState {
  const history = mergeHistory(state.history, payload.history, state.range.windowS);
  return { ...state, bandwidth: payload, history };
}

/** A change is told between ticks, so it also changes what the last tick said. */
function withStatus(state: LiveState, change: StreamStatusChange): LiveState {
  const known = state.health.get(change.streamId);
  if (!known) return { ...state, statusChange: change };
  const row = { ...known, status: change.status, viewers: change.viewerCount, since: change.timestamp };
  return { ...state, statusChange: change, health: new Map(state.health).set(change.streamId, row) };
}

/** The only place where live data changes. Pure: the local clock comes with the event. */
export function reduce(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case "dashboard":
      return withDashboard(state, event.payload, event.atMs);
    case "connections":
      return { ...withRows(state, event.rows, event.page, event.atMs), viewPending: false };
    case "connectionsDelta":
      return withDelta(state, event.delta, event.page, event.atMs);
    case "bandwidth":
      return withBandwidth(seen(state, event.payload.seq, event.atMs), event.payload);
    case "activity":
      return { ...state, activity: mergeActivity(state.activity, event.entries) };
    case "activityLoaded":
      return { ...state, activity: mergeActivity(state.activity, event.entries), activityLoad: "done" };
    case "activityFailed":
      return { ...state, activityLoad: state.activityLoad === "done" ? "done" : "failed" };
    case "health":
      return { ...state, health: new Map(event.streams.map((row) => [row.streamId, row])) };
    case "geo":
      return { ...state, geo: event.payload };
    case "presence":
      return { ...state, operators: event.operators };
    case "status":
      return withStatus(state, event.change);
    case "range":
      return { ...state, range: event.range };
    case "viewAsked":
      return { ...state, viewPending: true, viewRefusal: null };
    case "viewRefused":
      return { ...state, viewPending: false, viewRefusal: event.message };
    // Rows that nobody keeps up to date would be older than they look.
    case "viewLeft":
      return { ...state, connections: null, viewPending: false, viewRefusal: null };
    case "historyAsked":
      return { ...state, historyMissed: false };
  }
}
