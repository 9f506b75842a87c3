import { ApiError } from "../api/http";
import * as api from "../api/panel";
import type { ActivityEntry, ConnectionsQuery } from "../contract/events";
import { isPassing } from "./changes";
import type { Range } from "./history";
import { isFresh } from "./link";
import { monotonicMs } from "./now";
import { createPoll } from "./poll";
import { ACTIVITY_SHOWN, DEFAULT_RANGE } from "./reducer";
import { createSocket, isUnauthorized, type PanelSocket } from "./socket";
import { dispatch, emptyStore, linkFacts, useStore } from "./store";

const FRESHNESS_CHECK_MS = 1000;
const REFUSED_RETRY_MS = 3000;
const ACTIVITY_PAUSE_MS = 100;

/** Events that only some pages show: the server sends them while such a page is open. */
const OCCASIONAL = ["stream:health", "geo:update"] as const;
export type OccasionalEvent = (typeof OCCASIONAL)[number];

/** The table's own, sent while the table is open. */
const TABLE_EVENTS = { events: ["connections:update" as const] };

export interface Feed {
  start: () => void;
  stop: () => void;
  /** which rows of the table this page shows; null while none is open */
  setView: (query: ConnectionsQuery | null) => void;
  setRange: (range: Range) => void;
  /** asks for an event that is not sent otherwise; what it returns says that it is no longer wanted */
  want: (event: OccasionalEvent) => () => void;
}

/** Owns the socket and its stand-in over HTTP, and brings what they say into the store. */
export function createFeed(onUnauthorized: () => void): Feed {
  const socket: PanelSocket = createSocket();
  let view: ConnectionsQuery | null = null;
  const wanted = new Map<OccasionalEvent, number>();
  let freshnessTimer: ReturnType<typeof setInterval> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let activityTimer: ReturnType<typeof setTimeout> | undefined;
  let arrived: ActivityEntry[] = [];

  const poll = createPoll({
    load: loadOverHttp,
    onUp: () => useStore.setState({ rest: "up" }),
    onDown: (error) => {
      if (error instanceof ApiError && error.status === 401) onUnauthorized();
      else useStore.setState({ rest: "down" });
    },
  });

  async function loadOverHttp(signal: AbortSignal): Promise<void> {
    const { range } = useStore.getState().live;
    const [stats, bandwidth] = await Promise.all([
      api.dashboard(signal),
      api.bandwidth({ windowS: range.windowS, points: range.points }, signal),
    ]);
    dispatch({ type: "dashboard", payload: stats, atMs: monotonicMs() });
    dispatch({ type: "bandwidth", payload: bandwidth, atMs: monotonicMs() });
    if (view) await loadView(view, signal);
    if (wanted.get("geo:update")) dispatch({ type: "geo", payload: await api.geo(signal) });
    await loadActivity();
  }

  function showActivity(): void {
    clearTimeout(activityTimer);
    activityTimer = undefined;
    const entries = arrived;
    arrived = [];
    if (entries.length > 0) dispatch({ type: "activity", entries });
  }

  async function loadActivity(): Promise<void> {
    try {
      const { items } = await api.recentActivity(ACTIVITY_SHOWN);
      dispatch({ type: "activityLoaded", entries: items });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      dispatch({ type: "activityFailed" });
    }
  }

  async function loadView(query: ConnectionsQuery, signal: AbortSignal): Promise<void> {
    try {
      const { rows, page } = await api.connections(query, signal);
      if (query === view) dispatch({ type: "connections", rows, page, atMs: monotonicMs() });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      dispatch({ type: "viewRefused", message: error.message });
    }
  }

  function askView(): void {
    const asked = view;
    if (!asked) return;
    socket.emit("subscribe", TABLE_EVENTS);
    socket.emit("subscribe:connections", { ...asked, delta: true }, (answer) => {
      if (asked !== view) return;
      if (answer.ok) dispatch({ type: "connections", ...answer.data, atMs: monotonicMs() });
      else dispatch({ type: "viewRefused", message: answer.message });
    });
  }

  function askHistory(): void {
    dispatch({ type: "historyAsked" });
    const { range } = useStore.getState().live;
    socket.emit("request:bandwidth", { windowS: range.windowS, points: range.points });
  }

  function askMissedHistory(): void {
    if (useStore.getState().live.historyMissed) askHistory();
  }

  function askOccasional(event: OccasionalEvent): void {
    socket.emit("subscribe", { events: [event] });
    if (event === "stream:health") socket.emit("request:streams", {});
    else socket.emit("request:geo", {});
  }

  function unwant(event: OccasionalEvent): void {
    const left = (wanted.get(event) ?? 1) - 1;
    wanted.set(event, left);
    if (left === 0 && socket.connected) socket.emit("unsubscribe", { events: [event] });
  }

  function fallBack(): void {
    useStore.setState({ socket: "down" });
    poll.start();
  }

  function retryRefused(): void {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => socket.connect(), REFUSED_RETRY_MS);
  }

  function checkFreshness(): void {
    const state = useStore.getState();
    if (state.socket !== "up") return;
    if (isFresh(linkFacts(state), monotonicMs())) {
      poll.stop();
      if (state.rest !== "untried") useStore.setState({ rest: "untried" });
    } else {
      poll.start();
    }
  }

  socket.on("connect", () => {
    useStore.setState({ socket: "up" });
    socket.emit("unsubscribe", { events: [...OCCASIONAL] });
    for (const [event, times] of wanted) if (times > 0) askOccasional(event);
    if (view) askView();
    else socket.emit("unsubscribe", TABLE_EVENTS);
    void loadActivity();
    if (useStore.getState().live.range.windowS !== DEFAULT_RANGE.windowS) askHistory();
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return;
    useStore.setState({ rest: "untried" });
    fallBack();
    if (reason === "io server disconnect") retryRefused();
  });
  socket.on("connect_error", (error) => {
    if (isUnauthorized(error)) return onUnauthorized();
    fallBack();
    if (!socket.active) retryRefused();
  });
  socket.on("dashboard:update", (payload) => {
    dispatch({ type: "dashboard", payload, atMs: monotonicMs() });
    checkFreshness();
  });
  socket.on("connections:update", (rows, page) => {
    if (view) dispatch({ type: "connections", rows, page, atMs: monotonicMs() });
  });
  socket.on("connections:delta", (delta, page) => {
    const known = useStore.getState().live.connections?.page.seq === delta.baseSeq;
    if (known) dispatch({ type: "connectionsDelta", delta, page, atMs: monotonicMs() });
    else askView();
  });
  socket.on("bandwidth:update", (payload) => {
    dispatch({ type: "bandwidth", payload, atMs: monotonicMs() });
    askMissedHistory();
  });
  socket.on("stream:health", ({ streams }) => dispatch({ type: "health", streams }));
  socket.on("geo:update", (payload) => dispatch({ type: "geo", payload }));
  socket.on("presence:update", ({ operators }) => dispatch({ type: "presence", operators }));
  socket.on("stream:status", (change) => dispatch({ type: "status", change }));
  socket.on("activity:new", (entry) => {
    arrived.push(entry);
    if (isPassing(entry)) activityTimer ??= setTimeout(showActivity, ACTIVITY_PAUSE_MS);
    else showActivity();
  });

  return {
    start: () => {
      useStore.setState(emptyStore);
      freshnessTimer = setInterval(checkFreshness, FRESHNESS_CHECK_MS);
      socket.connect();
    },
    stop: () => {
      clearInterval(freshnessTimer);
      clearTimeout(retryTimer);
      clearTimeout(activityTimer);
      activityTimer = undefined;
      arrived = [];
      poll.stop();
      socket.disconnect();
      useStore.setState(emptyStore);
    },
    setView: (query) => {
      view = query;
      if (!query) {
        dispatch({ type: "viewLeft" });
        if (socket.connected) socket.emit("unsubscribe", TABLE_EVENTS);
        return;
      }
      dispatch({ type: "viewAsked" });
      if (socket.connected) askView();
      else poll.hurry();
    },
    want: (event) => {
      const before = wanted.get(event) ?? 0;
      wanted.set(event, before + 1);
      if (before === 0 && socket.connected) askOccasional(event);
      return () => unwant(event);
    },
    setRange: (range) => {
      dispatch({ type: "range", range });
      if (socket.connected) askHistory();
      else poll.hurry();
    },
  };
}
