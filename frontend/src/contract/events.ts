// Generated from the Python models by `python -m panel.export`; do not edit.

export const PROTOCOL_VERSION = 1;

/**
 * Something that happened. `kind` is `<subject>.<verb>`, for example `line.connected` or `login.refused`.
 *
 * Of viewers who come and go, over HTTP all are listed; sockets are told 400 at once, then 20 a second.
 */
export interface ActivityEntry {
  id: number;
  timestamp: string;
  kind: string;
  actor: string | null;
  subject: string | null;
  message: string;
}

export interface BandwidthAtQuery {
  windowS?: number;
  points?: number;
  from?: string | null;
  /** excluded; now where absent */
  to?: string | null;
  streamId?: number | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
  /** the same as `to` */
  at?: string | null;
}

/** The heights of a period that began at `since`, and the moments when they were first reached. */
export interface BandwidthPeak {
  since: string;
  bps: number | null;
  at: string | null;
  connections: number | null;
  connectionsAt: string | null;
}

/** In UTC; weeks begin on Monday. */
export interface BandwidthPeaks {
  today: BandwidthPeak;
  week: BandwidthPeak;
  month: BandwidthPeak;
}

/**
 * A tick, or a stretch of them: then the means, and beside them the highest of any of its ticks.
 *
 * A stretch of the stored past begins at `timestamp`; one of the last hour has it from its newest tick. Without ticks,
 * as when the service was off, all but the time is null.
 */
export interface BandwidthPoint {
  timestamp: string;
  bps: number | null;
  connections: number | null;
  maxBps: number | null;
  maxConnections: number | null;
  /** sent, exactly; null in the last hour's points */
  bytes: number | null;
}

/** A window, of everything or of one thing. */
export interface BandwidthQuery {
  windowS?: number;
  points?: number;
  from?: string | null;
  /** excluded; now where absent */
  to?: string | null;
  streamId?: number | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
}

export interface BandwidthUpdate {
  seq: number;
  timestamp: string;
  totalBps: number | null;
  /** since the service started; of a window of the stored past, in it */
  totalBytes: number;
  /** as totalBytes, and so are peakBps, peakAt and perStream */
  averageBps: number | null;
  peakBps: number | null;
  peakAt: string | null;
  /** the ten largest, largest first */
  perStream: StreamBandwidth[];
  /** on connect and on request the window; a tick adds its own point */
  history: BandwidthPoint[];
  /** length of points of the stored past; null: of the last hour */
  stepS: number | null;
  /** of everything, whatever was asked for */
  peaks: BandwidthPeaks | null;
}

export interface CityShare {
  city: string | null;
  countryCode: string | null;
  latitude: number | null;
  longitude: number | null;
  connections: number;
}

export interface CollectorState {
  name: string;
  kind: string;
  status: "live" | "stale" | "failed";
  connections: number | null;
  sampledAt: string | null;
  durationMs: number | null;
  error: string | null;
}

/** Each is null where no row that was there before has another value in it; else it has a value for every row. */
export interface ConnectionColumns {
  duration: (number | null)[] | null;
  bytesTransferred: (number | null)[] | null;
  bitrateBps: (number | null)[] | null;
  stale: boolean[] | null;
  atRisk: (boolean | null)[] | null;
  cause: ("none" | "source" | "server" | "own network" | null)[] | null;
}

/** Sums of the connections that share a value; they are null where none of them has the figure. */
export interface ConnectionGroup {
  /** what the filter of that name takes; null: those it is unknown of */
  key: number | string | null;
  name: string | null;
  connections: number;
  bandwidthBps: number | null;
  /** sent since these connections began */
  bytes: number | null;
}

export interface ConnectionGroups {
  seq: number;
  timestamp: string;
  items: ConnectionGroup[];
  /** groups, whatever the page */
  total: number;
  /** connections in all of them */
  matched: number;
  offset: number;
  limit: number;
}

/** One line playing one stream on one device. */
export interface ConnectionRow {
  /** unique for the life of the connection, never reused */
  id: string;
  lineId: number | null;
  username: string | null;
  streamId: number | null;
  streamName: string | null;
  streamType: "live" | "movie" | "series" | null;
  protocol: string;
  ip: string | null;
  country: string | null;
  /** ISO 3166-1 alpha-2 */
  countryCode: string | null;
  city: string | null;
  isp: string | null;
  asn: number | null;
  userAgent: string | null;
  connectedAt: string | null;
  duration: number | null;
  bytesTransferred: number | null;
  /** null until two readings exist */
  bitrateBps: number | null;
  collector: string;
  stale: boolean;
  /** whether anything hinders it; null where the collector cannot tell */
  atRisk: boolean | null;
  /** what hinders it; none: nothing does; null where the collector cannot tell */
  cause: "none" | "source" | "server" | "own network" | null;
}

/** Of the past each row has the mean bitrate of its session; bytes at that moment are unknown. */
export interface ConnectionsAtQuery {
  /** substring of username, stream, address, city, ISP or agent */
  search?: string | null;
  lineId?: number | null;
  username?: string | null;
  streamId?: number | null;
  streamType?: "live" | "movie" | "series" | null;
  protocol?: string | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
  ip?: string | null;
  atRisk?: boolean | null;
  sort?: "id" | "lineId" | "username" | "streamId" | "streamName" | "streamType" | "protocol" | "ip" | "country" | "countryCode" | "city" | "isp" | "asn" | "userAgent" | "connectedAt" | "duration" | "bytesTransferred" | "bitrateBps" | "collector" | "stale" | "atRisk" | "cause";
  order?: "asc" | "desc";
  offset?: number;
  limit?: number;
  /** that moment of the past instead of now; `seq` is 0 in what answers it */
  at?: string | null;
}

/** What became of the page of `base_seq`: first its rows are put in order, then its columns replaced. */
export interface ConnectionsDelta {
  baseSeq: number;
  /** the rows in order: where one was in the page before, or one that is new; null: as before */
  rows: (number | ConnectionRow)[] | null;
  columns: ConnectionColumns;
}

export interface ConnectionsPage {
  seq: number;
  timestamp: string;
  /** connections before filters */
  total: number;
  /** connections after filters */
  matched: number;
  offset: number;
  limit: number;
  sort: string;
  order: "asc" | "desc";
}

/** A view of the table. */
export interface ConnectionsQuery {
  /** substring of username, stream, address, city, ISP or agent */
  search?: string | null;
  lineId?: number | null;
  username?: string | null;
  streamId?: number | null;
  streamType?: "live" | "movie" | "series" | null;
  protocol?: string | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
  ip?: string | null;
  atRisk?: boolean | null;
  sort?: "id" | "lineId" | "username" | "streamId" | "streamName" | "streamType" | "protocol" | "ip" | "country" | "countryCode" | "city" | "isp" | "asn" | "userAgent" | "connectedAt" | "duration" | "bytesTransferred" | "bitrateBps" | "collector" | "stale" | "atRisk" | "cause";
  order?: "asc" | "desc";
  offset?: number;
  limit?: number;
}

/** The view this socket is sent from now on. */
export interface ConnectionsSubscription {
  /** substring of username, stream, address, city, ISP or agent */
  search?: string | null;
  lineId?: number | null;
  username?: string | null;
  streamId?: number | null;
  streamType?: "live" | "movie" | "series" | null;
  protocol?: string | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
  ip?: string | null;
  atRisk?: boolean | null;
  sort?: "id" | "lineId" | "username" | "streamId" | "streamName" | "streamType" | "protocol" | "ip" | "country" | "countryCode" | "city" | "isp" | "asn" | "userAgent" | "connectedAt" | "duration" | "bytesTransferred" | "bitrateBps" | "collector" | "stale" | "atRisk" | "cause";
  order?: "asc" | "desc";
  offset?: number;
  limit?: number;
  /** once it has a page, send what became of it (`connections:delta`) */
  delta?: boolean;
}

/** Both arguments of `connections:update`, as an acknowledgement or an HTTP answer carries them. */
export interface ConnectionsView {
  rows: ConnectionRow[];
  page: ConnectionsPage;
}

export interface CountryShare {
  countryCode: string | null;
  country: string | null;
  connections: number;
  bandwidthBps: number | null;
}

export interface DashboardAtQuery {
  /** that moment of the past instead of now; `seq` is 0 in what answers it */
  at?: string | null;
}

export interface DashboardUpdate {
  seq: number;
  timestamp: string;
  /** seconds between two ticks */
  intervalS: number;
  startedAt: string;
  uptimeS: number;
  totalStreams: number;
  onlineStreams: number;
  offlineStreams: number;
  degradedStreams: number;
  unknownStreams: number;
  totalLines: number;
  /** enabled and not expired */
  activeLines: number;
  expiredLines: number;
  trialLines: number;
  /** watching now */
  onlineLines: number;
  activeConnections: number;
  peakConnectionsToday: number | null;
  bandwidthBps: number | null;
  peakBandwidthBpsToday: number | null;
  bytesToday: number | null;
  sessionsToday: number | null;
  operatorsOnline: number;
  alertsFiring: number | null;
  host: HostState;
  collectors: CollectorState[];
  tick: TickState;
  /** the ten that take most now, largest first */
  topLines: LineShare[];
}

export interface EventSelection {
  events: ("dashboard:update" | "connections:update" | "bandwidth:update" | "stream:status" | "stream:health" | "geo:update" | "presence:update" | "activity:new")[];
}

export interface GeoAtQuery {
  streamId?: number | null;
  /** that moment of the past instead of now; `seq` is 0 in what answers it */
  at?: string | null;
}

export interface GeoQuery {
  streamId?: number | null;
}

export interface GeoUpdate {
  seq: number;
  timestamp: string;
  countries: CountryShare[];
  cities: CityShare[];
  isps: IspShare[];
}

export interface GroupsAtQuery {
  /** substring of username, stream, address, city, ISP or agent */
  search?: string | null;
  lineId?: number | null;
  username?: string | null;
  streamId?: number | null;
  streamType?: "live" | "movie" | "series" | null;
  protocol?: string | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
  ip?: string | null;
  atRisk?: boolean | null;
  by?: "line" | "stream" | "country" | "isp" | "collector" | "protocol";
  sort?: "connections" | "bandwidthBps" | "bytes" | "name";
  order?: "asc" | "desc";
  offset?: number;
  limit?: number;
  /** that moment of the past instead of now; `seq` is 0 in what answers it */
  at?: string | null;
}

/** Connections that pass the filters, grouped; groups of equal size are in the order of their names. */
export interface GroupsQuery {
  /** substring of username, stream, address, city, ISP or agent */
  search?: string | null;
  lineId?: number | null;
  username?: string | null;
  streamId?: number | null;
  streamType?: "live" | "movie" | "series" | null;
  protocol?: string | null;
  countryCode?: string | null;
  isp?: string | null;
  collector?: string | null;
  ip?: string | null;
  atRisk?: boolean | null;
  by?: "line" | "stream" | "country" | "isp" | "collector" | "protocol";
  sort?: "connections" | "bandwidthBps" | "bytes" | "name";
  order?: "asc" | "desc";
  offset?: number;
  limit?: number;
}

export interface HostState {
  cpuPercent: number | null;
  memoryPercent: number | null;
  diskPercent: number | null;
  receiveBps: number | null;
  sendBps: number | null;
  load1: number | null;
}

export interface IspShare {
  isp: string | null;
  asn: number | null;
  connections: number;
  bandwidthBps: number | null;
}

/** A line that is watching, on how many connections, and what they take together. */
export interface LineShare {
  lineId: number;
  username: string | null;
  connections: number;
  bandwidthBps: number | null;
}

export interface OperatorPresence {
  name: string;
  /** when the first of their open sockets came */
  since: string;
}

/** The figures of `dashboard:update` that are on record of a moment; the others are absent. */
export interface PastDashboard {
  timestamp: string;
  activeConnections: number;
  onlineLines: number;
  /** mean of that minute */
  bandwidthBps: number | null;
  /** of that day (UTC), up to then */
  peakBandwidthBpsToday: number | null;
  peakConnectionsToday: number | null;
  bytesToday: number | null;
  sessionsToday: number;
}

export interface PresenceLine {
  lineId: number;
  username: string | null;
}

/** Sent when it happens, between ticks: `seq` is that of the newest tick, `timestamp` the moment. */
export interface PresenceUpdate {
  seq: number;
  timestamp: string;
  /** lines that began to watch */
  wentOnline: PresenceLine[];
  /** lines that ceased to watch */
  wentOffline: PresenceLine[];
  /** watching now */
  onlineLines: number;
  /** everybody with an open socket */
  operators: OperatorPresence[];
}

export interface Refusal {
  ok: false;
  code: "bad_request" | "unauthorized" | "forbidden" | "not_found" | "rate_limited" | "unavailable";
  message: string;
}

/** The points that a health score is the sum of. */
export interface ScoreParts {
  /** of 40 */
  uptime: number;
  /** of 35 */
  errors: number;
  /** of 25 */
  response: number;
}

export interface StreamBandwidth {
  streamId: number;
  streamName: string | null;
  bps: number | null;
  bytes: number;
  viewers: number;
}

export interface StreamHealth {
  seq: number;
  timestamp: string;
  streams: StreamHealthRow[];
}

/** One stream. */
export interface StreamHealthRow {
  streamId: number;
  streamName: string;
  status: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown";
  /** why the status is not better */
  reason: string | null;
  /** whether its source is being pulled; else the status is that of the last check */
  running: boolean;
  /** the last check while nobody watched; null: never, or watched */
  checkedAt: string | null;
  /** 0 to 100; null: not observed within 24 h */
  healthScore: number | null;
  /** excellent from 90, good from 70, fair from 50, else poor */
  healthClass: "excellent" | "good" | "fair" | "poor" | null;
  scoreParts: ScoreParts | null;
  /** of the time it was observed in the last 24 h, deliverable */
  uptimePercent: number | null;
  /** the same of the last 7 days */
  uptimeWeekPercent: number | null;
  /** since its source was there; null while it is not, or is not pulled */
  uptimeS: number | null;
  /** share of errored seconds in the last hour, 0 to 1 */
  errorRate: number | null;
  /** from asking the source to its first packets, the last time */
  responseMs: number | null;
  /** of the last 20 times */
  responseMedianMs: number | null;
  inputBps: number | null;
  /** seconds of the stream's own clock received per second; 1 is real time */
  pace: number | null;
  viewers: number;
  /** Continuity_count_error */
  ccErrors: number | null;
  /** Sync_byte_error */
  syncErrors: number | null;
  /** TS_sync_loss */
  syncLosses: number | null;
  /** PAT_error_2 */
  patErrors: number | null;
  /** PMT_error_2 */
  pmtErrors: number | null;
  /** PID_error */
  pidErrors: number | null;
  /** Transport_error */
  transportErrors: number | null;
  /** CRC_error */
  crcErrors: number | null;
  /** PCR_repetition_error and PCR_discontinuity_indicator_error */
  pcrErrors: number | null;
  /** PTS_error */
  ptsErrors: number | null;
  /** of the first priority, in the last minute */
  errorsPerMinute: number | null;
  /** why the source was last lost or not to be had */
  lastError: string | null;
  /** when that was */
  lastErrorAt: string | null;
  restarts: number | null;
  /** when the status became what it is */
  since: string | null;
  videoCodec: string | null;
  width: number | null;
  height: number | null;
  frameRate: number | null;
  audioCodec: string | null;
  /** of the packets, 0 to 1 */
  nullShare: number | null;
  keyFrameIntervalS: number | null;
}

export interface StreamStatusChange {
  seq: number;
  timestamp: string;
  streamId: number;
  streamName: string;
  status: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown";
  previous: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown";
  reason: string | null;
  viewerCount: number;
  uptimeS: number | null;
}

export interface StreamsQuery {
  search?: string | null;
  status?: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown" | null;
  offset?: number;
  limit?: number;
}

/** The events this socket receives after a `subscribe` or `unsubscribe`. */
export interface Subscriptions {
  events: ("dashboard:update" | "connections:update" | "bandwidth:update" | "stream:status" | "stream:health" | "geo:update" | "presence:update" | "activity:new")[];
}

/** The monitor watching itself: how long the tick took, how late it began, how many were skipped since start. */
export interface TickState {
  durationMs: number;
  lateMs: number;
  skipped: number;
}

export type Answer<T> = { ok: true; data: T } | Refusal;

export interface ServerToClientEvents {
  'dashboard:update': (payload: DashboardUpdate) => void;
  'connections:update': (rows: ConnectionRow[], page: ConnectionsPage) => void;
  'connections:delta': (delta: ConnectionsDelta, page: ConnectionsPage) => void;
  'connections:groups': (payload: ConnectionGroups) => void;
  'bandwidth:update': (payload: BandwidthUpdate) => void;
  'stream:status': (payload: StreamStatusChange) => void;
  'stream:health': (payload: StreamHealth) => void;
  'geo:update': (payload: GeoUpdate) => void;
  'presence:update': (payload: PresenceUpdate) => void;
  'activity:new': (payload: ActivityEntry) => void;
}

export interface ClientToServerEvents {
  'request:dashboard': (query: DashboardAtQuery, acknowledge?: (answer: Answer<DashboardUpdate | PastDashboard>) => void) => void;
  'request:connections': (query: ConnectionsAtQuery, acknowledge?: (answer: Answer<ConnectionsView>) => void) => void;
  'request:groups': (query: GroupsAtQuery, acknowledge?: (answer: Answer<ConnectionGroups>) => void) => void;
  'request:bandwidth': (query: BandwidthAtQuery, acknowledge?: (answer: Answer<BandwidthUpdate>) => void) => void;
  'request:streams': (query: StreamsQuery, acknowledge?: (answer: Answer<StreamHealth>) => void) => void;
  'request:geo': (query: GeoAtQuery, acknowledge?: (answer: Answer<GeoUpdate>) => void) => void;
  'subscribe:connections': (query: ConnectionsSubscription, acknowledge?: (answer: Answer<ConnectionsView>) => void) => void;
  'subscribe': (query: EventSelection, acknowledge?: (answer: Answer<Subscriptions>) => void) => void;
  'unsubscribe': (query: EventSelection, acknowledge?: (answer: Answer<Subscriptions>) => void) => void;
}
