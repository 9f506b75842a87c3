// Generated from the Python models by `python -m panel.export`; do not edit.

import type {
  ActivityEntry,
  ScoreParts,
  StreamHealthRow,
} from './events';

export interface About {
  version: string;
  /** what players reach the panel under; what follows it is theirs */
  playerUrl: string;
  /** to be shown wherever places are shown */
  attribution: string | null;
  attributionUrl: string | null;
  licences: LicencedPackage[];
}

/** Activities, newest first. */
export interface ActivityPage {
  items: ActivityEntry[];
  total: number;
  offset: number;
  limit: number;
}

export interface ActivityQuery {
  /** substring, upper and lower case alike */
  search?: string | null;
  offset?: number;
  limit?: number;
  kind?: string | null;
  subject?: string | null;
}

/** One field; null where the thing did not exist, and for what is empty. Secrets are masked. */
export interface AuditChange {
  field: string;
  before: string | number | boolean | (string | number)[] | null;
  after: string | number | boolean | (string | number)[] | null;
}

export interface AuditItem {
  /** 1, 2, 3 …: a missing number is a removed entry */
  id: number;
  timestamp: string;
  actor: string | null;
  kind: string;
  subject: string | null;
  message: string;
  changes: AuditChange[];
  /** SHA-256 over this entry and the hash of the one before it */
  hash: string;
}

/** Audit entries, newest first. */
export interface AuditPage {
  items: AuditItem[];
  total: number;
  offset: number;
  limit: number;
}

export interface AuditQuery {
  /** substring, upper and lower case alike */
  search?: string | null;
  offset?: number;
  limit?: number;
  actor?: string | null;
  kind?: string | null;
  subject?: string | null;
  /** at or after */
  from?: string | null;
  /** before */
  to?: string | null;
}

/** Means of the stretches; at each, `series` and `other` sum to `total`. */
export interface BandwidthBreakdown {
  timestamps: string[];
  /** length of the stretches, from their timestamps on; null: of the last hour */
  stepS: number | null;
  /** largest of the window first */
  series: BreakdownSeries[];
  other: (number | null)[];
  total: (number | null)[];
}

export interface BouquetChange {
  name?: string | null;
  streamIds?: number[] | null;
}

export interface BouquetCreate {
  name: string;
  streamIds?: number[];
}

export interface BouquetRead {
  id: number;
  name: string;
  streamIds: number[];
}

/** Bouquets by name. */
export interface BouquetsPage {
  items: BouquetRead[];
  total: number;
  offset: number;
  limit: number;
}

export interface BreakdownQuery {
  windowS?: number;
  points?: number;
  from?: string | null;
  /** excluded; now where absent */
  to?: string | null;
  by?: "stream" | "country" | "isp" | "collector";
  /** how many have a series of their own */
  top?: number;
}

export interface BreakdownSeries {
  /** what the filter of that name takes; null: what it is unknown of */
  key: number | string | null;
  name: string | null;
  /** mean of each stretch; null: nothing was measured */
  bps: (number | null)[];
}

/** One hour of one weekday: the most connections at once that it ever had within the window. */
export interface BusyHour {
  /** 1 is Monday (ISO 8601) */
  weekday: number;
  hour: number;
  connections: number;
  bandwidthBps: number | null;
}

/** Hours that had any reading, Monday first. */
export interface BusyHours {
  timeZone: string;
  items: BusyHour[];
}

export interface BusyHoursQuery {
  /** at or after */
  from?: string | null;
  /** before */
  to?: string | null;
  timeZone?: string;
}

/** Categories in their order. */
export interface CategoriesPage {
  items: CategoryRead[];
  total: number;
  offset: number;
  limit: number;
}

export interface CategoriesQuery {
  /** substring, upper and lower case alike */
  search?: string | null;
  offset?: number;
  limit?: number;
  type?: "live" | "movie" | "series" | null;
}

export interface CategoryChange {
  name?: string | null;
  type?: "live" | "movie" | "series" | null;
  position?: number | null;
}

export interface CategoryCreate {
  name: string;
  type?: "live" | "movie" | "series";
  position?: number;
}

export interface CategoryRead {
  id: number;
  name: string;
  type: "live" | "movie" | "series";
  position: number;
}

export interface CollectorChange {
  url?: string | null;
  username?: string | null;
  password?: string | null;
  enabled?: boolean | null;
}

export interface CollectorCreate {
  name: string;
  kind: "mediamtx";
  url: string;
  username?: string | null;
  password?: string | null;
  enabled?: boolean;
}

/** Its password is never shown. */
export interface CollectorRead {
  id: number;
  name: string;
  kind: "mediamtx";
  /** shown to admin alone */
  url: string | null;
  /** shown to admin alone */
  username: string | null;
  enabled: boolean;
  createdAt: string;
}

/** What one reading found; `error` says why there is none. */
export interface CollectorTrial {
  works: boolean;
  error: string | null;
  durationMs: number;
  connections: number | null;
  /** at most ten */
  newest: TriedConnection[];
}

/** Collectors by name, the built-in one left out. */
export interface CollectorsPage {
  items: CollectorRead[];
  total: number;
  offset: number;
  limit: number;
}

export interface ConnectionsExportQuery {
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
  format?: "csv" | "ndjson";
}

/** Which connections. Fields that are absent do not filter; text fields other than `search` match exactly. */
export interface ConnectionsFilter {
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
}

export interface DaysKept {
  /** null: for ever */
  days: number | null;
  /** environment: a PANEL_ variable or panel.toml sets it; null: it can be changed here */
  fixedBy: "environment" | null;
}

/** One PID of a programme. */
export interface ElementaryStream {
  pid: number;
  kind: "video" | "audio" | "subtitles" | "data";
  /** for example H.264 or AAC */
  codec: string | null;
  scrambled: boolean;
  /** ISO 639-2, three letters */
  language: string | null;
  width: number | null;
  height: number | null;
  frameRate: number | null;
  channels: number | null;
  sampleRateHz: number | null;
  bitrateBps: number | null;
  ccErrors: number;
}

export interface ErrorAnswer {
  error: ErrorDetail;
}

export interface ErrorDetail {
  code: "bad_request" | "unauthorized" | "forbidden" | "not_found" | "rate_limited" | "unavailable" | "conflict" | "method_not_allowed" | "internal";
  message: string;
  field?: string | null;
  /** how many there are, where another number was expected */
  matched?: number | null;
}

/** One indicator of ETSI TR 101 290, clause 5.2, counted since the service started. */
export interface ErrorIndicator {
  /** as it is named there, for example Continuity_count_error */
  name: string;
  priority: 1 | 2;
  /** whether the condition lasts */
  standing: boolean;
  count: number;
  /** in the last minute */
  perMinute: number;
  lastAt: string | null;
}

export interface FirstRun {
  /** nobody ever watched, and there is no stream yet or no line */
  needed: boolean;
  steps: FirstRunSteps;
}

export interface FirstRunSteps {
  /** the first operator's, where it was made up; else true */
  passwordChanged: boolean;
  streams: boolean;
  lines: boolean;
  /** whether anybody ever watched */
  played: boolean;
}

export interface GeoDatabase {
  kind: string;
  loaded: boolean;
  type: string | null;
  builtAt: string | null;
  ageDays: number | null;
  error: string | null;
}

export interface GeoDatabaseFetched {
  kind: string;
  /** false: it was the newest already */
  fetched: boolean;
  type: string;
  builtAt: string;
}

export interface GeoDatabases {
  items: GeoDatabase[];
}

/** Taken up by the service within seconds. */
export interface GeoDatabasesFetched {
  items: GeoDatabaseFetched[];
}

export interface GuideImport {
  /** of an XMLTV file, gzipped or not */
  url: string;
}

export interface GuideImported {
  /** of the file that a stream names as its guide id */
  channels: number;
  /** that are now in the guide */
  programmes: number;
  replaced: number;
  /** programmes of channels that no stream names */
  otherChannels: number;
  /** programmes that are over, or too far ahead to be kept */
  outside: number;
  skipped: SkippedLine[];
  skippedInAll: number;
}

/** Told once the bytes of all have stopped for two seconds, or have not. */
export interface KickAllAnswer {
  /** connections as of the newest tick */
  matched: number;
  /** of them, those that were cut; others had ended by themselves or could not be cut */
  kicked: number;
  /** of them, those that could not be cut or were back at once and served */
  failed: number;
}

/** Nobody is kicked where `expected` is off by more than a tenth and more than five: look again first. */
export interface KickAllOrder {
  filter: ConnectionsFilter;
  /** how many were shown to match */
  expected: number;
  reason?: string | null;
  /** how long to refuse what `scope` names */
  cooldownS?: number;
  /** the line, its address with any line, or the line on this player */
  scope?: "line" | "address" | "agent";
}

export interface KickAnswer {
  /** of the receipt, under /api/v1/kicks */
  id: string;
  connectionId: string;
  /** whether the connection was cut */
  kicked: boolean;
  state: "pending" | "cut" | "verified" | "failed";
  requestedAt: string;
  cutAt: string | null;
  /** when its bytes had stopped for two seconds */
  verifiedAt: string | null;
  actor: string;
  reason: string | null;
  scope: "line" | "address" | "agent";
  cooldownUntil: string | null;
}

export interface KickOptions {
  /** how long to refuse what `scope` names */
  cooldownS?: number;
  /** the line, its address with any line, or the line on this player */
  scope?: "line" | "address" | "agent";
  reason?: string | null;
}

/** A Python package that the panel is made of. */
export interface LicencedPackage {
  name: string;
  version: string;
  /** as the package names it; null: it does not */
  licence: string | null;
}

export interface LimitPolicyRead {
  value: "refuse" | "end-oldest" | "same-stream-twice";
  /** environment: a PANEL_ variable or panel.toml sets it; null: it can be changed here */
  fixedBy: "environment" | null;
}

export interface LineChange {
  username?: string | null;
  password?: string | null;
  maxConnections?: number | null;
  expiresAt?: string | null;
  trial?: boolean | null;
  enabled?: boolean | null;
  bouquetIds?: number[] | null;
  allowedCountries?: string[] | null;
  allowedIsps?: string[] | null;
  allowedNetworks?: string[] | null;
  allowedAgents?: string[] | null;
  quotaBytesPerMonth?: number | null;
}

export interface LineCreate {
  username: string;
  /** generated where absent */
  password?: string | null;
  /** 0 is no limit */
  maxConnections?: number;
  expiresAt?: string | null;
  trial?: boolean;
  enabled?: boolean;
  /** none: the line may play every stream */
  bouquetIds?: number[];
  /** ISO 3166-1 alpha-2; none: any, even an unknown one */
  allowedCountries?: string[];
  /** globs of providers' names, or AS numbers: AS3320 */
  allowedIsps?: string[];
  /** addresses and CIDRs */
  allowedNetworks?: string[];
  /** globs of what players call themselves */
  allowedAgents?: string[];
  quotaBytesPerMonth?: number | null;
}

export interface LineDevices {
  lineId: number;
  connections: number;
}

export interface LineRead {
  id: number;
  username: string;
  /** shown to admin alone */
  password: string | null;
  /** 0 is no limit */
  maxConnections: number;
  /** null: never */
  expiresAt: string | null;
  trial: boolean;
  enabled: boolean;
  bouquetIds: number[];
  createdAt: string;
  allowedCountries: string[];
  allowedIsps: string[];
  allowedNetworks: string[];
  allowedAgents: string[];
  /** null: none; used up, the line is refused */
  quotaBytesPerMonth: number | null;
  /** sent this month (UTC), the last tick included */
  bytesThisMonth: number | null;
}

export interface LineReport {
  sessions: number;
  bytesTransferred: number;
  watchedS: number;
  lineId: number | null;
  username: string | null;
  /** that it watched */
  streams: number;
}

export interface LineReportQuery {
  /** at or after */
  from?: string | null;
  /** before */
  to?: string | null;
  offset?: number;
  limit?: number;
}

/** Largest use first. */
export interface LineReports {
  items: LineReport[];
  total: number;
  offset: number;
  limit: number;
}

/** What a line used, oldest first, by days and months in UTC; the last ones are those of now. */
export interface LineUse {
  lineId: number;
  quotaBytesPerMonth: number | null;
  bytesThisMonth: number;
  days: UseOfDay[];
  months: UseOfMonth[];
}

export interface LineUseQuery {
  days?: number;
  months?: number;
}

/** Lines by username. `devices` names those of them that are watching at `timestamp`. */
export interface LinesPage {
  items: LineRead[];
  total: number;
  offset: number;
  limit: number;
  /** null before the first tick */
  timestamp: string | null;
  devices: LineDevices[];
}

export interface LinesQuery {
  /** substring, upper and lower case alike */
  search?: string | null;
  offset?: number;
  limit?: number;
  enabled?: boolean | null;
  trial?: boolean | null;
}

export interface LoginRequest {
  username: string;
  password: string;
}

export interface Me {
  name: string;
  role: "viewer" | "operator" | "admin";
}

/** A request without fields. */
export interface NoQuery {
}

export interface OperatorChange {
  password?: string | null;
  role?: "viewer" | "operator" | "admin" | null;
  enabled?: boolean | null;
}

export interface OperatorCreate {
  name: string;
  password: string;
  role?: "viewer" | "operator" | "admin";
}

export interface OperatorRead {
  id: number;
  name: string;
  role: "viewer" | "operator" | "admin";
  enabled: boolean;
  createdAt: string;
}

/** Operators by name. */
export interface OperatorsPage {
  items: OperatorRead[];
  total: number;
  offset: number;
  limit: number;
}

export interface PageQuery {
  /** substring, upper and lower case alike */
  search?: string | null;
  offset?: number;
  limit?: number;
}

export interface PidBitrate {
  pid: number;
  bitrateBps: number | null;
}

export interface PlaylistEntry {
  line: number;
  name: string;
  type: "live" | "movie" | "series";
  category: string | null;
}

/** Either its address, asked from the server under the rules of sources, or its text. */
export interface PlaylistImport {
  url?: string | null;
  text?: string | null;
  /** only tell what is in it, and change nothing */
  preview?: boolean;
}

/** `found` entries can be delivered; of a preview `added`, `updated` and `unchanged` are null. */
export interface PlaylistImported {
  found: number;
  added: number | null;
  updated: number | null;
  unchanged: number | null;
  /** of a preview the first 20 entries, else none */
  first: PlaylistEntry[];
  /** at most a thousand */
  skipped: SkippedLine[];
  skippedInAll: number;
}

/** A whole day, week or month; that before the present one where no date is given. */
export interface PrintedReportQuery {
  period?: "day" | "week" | "month";
  /** any day within the period */
  date?: string | null;
  timeZone?: string;
}

export interface ProgrammeContents {
  number: number;
  pmtPid: number;
  pcrPid: number | null;
  streams: ElementaryStream[];
}

/** Used in playlists and player answers. */
export interface PublicUrlRead {
  url: string;
  /** request: as this one came */
  origin: "setting" | "request";
  /** environment: a PANEL_ variable or panel.toml sets it; null: it can be changed here */
  fixedBy: "environment" | null;
}

export interface ReportExportQuery {
  /** at or after */
  from?: string | null;
  /** before */
  to?: string | null;
  format?: "csv" | "ndjson";
}

/** The last seven days by default. */
export interface ReportWindow {
  /** at or after */
  from?: string | null;
  /** before */
  to?: string | null;
}

/** Days; null keeps for ever. */
export interface RetentionChange {
  sessions?: number | null;
  samples?: number | null;
  activity?: number | null;
  audit?: number | null;
}

/** How long what is on record is kept; looked at once an hour. */
export interface RetentionRead {
  /** and what is asked for by moment */
  sessions: DaysKept;
  /** sums by the hour and the use of lines; by the minute 30 days at most */
  samples: DaysKept;
  /** and what became of streams */
  activity: DaysKept;
  /** whole days; the rest of the chain stays verifiable */
  audit: DaysKept;
}

/**
 * Score = uptime points x uptime share + error points x max(0, 1 - error rate / worst error rate) + response points
 * x the share of the way from the worst to the best response time, by its median, 0 to 1.
 */
export interface ScoreFormula {
  uptimePoints: number;
  errorPoints: number;
  responsePoints: number;
  worstErrorRate: number;
  bestResponseMs: number;
  worstResponseMs: number;
}

/** The record of a connection; `endedAt` is null while it lives, its figures are then those of the last tick. */
export interface SessionRow {
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
  endedAt: string | null;
  endReason: string | null;
  /** eight times bytes over duration */
  meanBps: number | null;
  /** the highest bitrate between two ticks */
  peakBps: number | null;
  /** by how many seconds data came late while the viewer was short of it, once it ended; null for files */
  stallS: number | null;
  /** counted to the last byte the kernel saw acknowledged */
  bytesExact: boolean;
}

export interface SessionsExportQuery {
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
  /** began at or after */
  from?: string | null;
  /** began before */
  to?: string | null;
  endReason?: "left" | "idle" | "stalled" | "limit" | "kicked" | "expired" | "disabled" | "rule" | "source lost" | "shutdown" | "crash" | null;
  /** stalled for at least so long */
  minStallS?: number | null;
  format?: "csv" | "ndjson";
}

/** Open and closed sessions. */
export interface SessionsPage {
  items: SessionRow[];
  total: number;
  offset: number;
  limit: number;
}

export interface SessionsQuery {
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
  /** began at or after */
  from?: string | null;
  /** began before */
  to?: string | null;
  endReason?: "left" | "idle" | "stalled" | "limit" | "kicked" | "expired" | "disabled" | "rule" | "source lost" | "shutdown" | "crash" | null;
  /** stalled for at least so long */
  minStallS?: number | null;
  sort?: "connectedAt" | "endedAt" | "duration" | "bytesTransferred" | "username" | "streamName" | "meanBps" | "peakBps" | "stallS";
  order?: "asc" | "desc";
  offset?: number;
  limit?: number;
}

export interface SettingsChange {
  retention?: RetentionChange | null;
  limitPolicy?: "refuse" | "end-oldest" | "same-stream-twice" | null;
}

export interface SettingsRead {
  retention: RetentionRead;
  limitPolicy: LimitPolicyRead;
  publicUrl: PublicUrlRead;
}

export interface SkippedLine {
  line: number;
  reason: string;
}

export interface StatusRecord {
  timestamp: string;
  status: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown";
  previous: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown";
  reason: string | null;
}

export interface StreamChange {
  name?: string | null;
  sourceUrl?: string | null;
  backupUrls?: string[] | null;
  type?: "live" | "movie" | "series" | null;
  categoryId?: number | null;
  onDemand?: boolean | null;
  enabled?: boolean | null;
  guideId?: string | null;
  logoUrl?: string | null;
  position?: number | null;
  seriesTitle?: string | null;
  season?: number | null;
  episode?: number | null;
  restartSilenceS?: number | null;
  restartEveryH?: number | null;
  restartErrorsPerMinute?: number | null;
  restartsPerHour?: number | null;
  transcode?: "h264-720p" | "h264-480p" | "audio" | null;
}

/** One check: a look at a source nobody watches, or what a minute of a running one came to. */
export interface StreamCheck {
  timestamp: string;
  verdict: "ok" | "degraded" | "failed";
  /** null: not connected to in that time, or failed */
  responseMs: number | null;
  reason: string | null;
}

/** What the source's transport stream says of itself. */
export interface StreamContents {
  programmes: ProgrammeContents[];
  /** every PID that sends, null packets (8191) included */
  pids: PidBitrate[];
}

export interface StreamCreate {
  name: string;
  sourceUrl: string;
  /** tried in this order */
  backupUrls?: string[];
  type?: "live" | "movie" | "series";
  categoryId?: number | null;
  onDemand?: boolean;
  enabled?: boolean;
  guideId?: string | null;
  logoUrl?: string | null;
  position?: number;
  seriesTitle?: string | null;
  season?: number | null;
  episode?: number | null;
  restartSilenceS?: number | null;
  restartEveryH?: number | null;
  restartErrorsPerMinute?: number | null;
  restartsPerHour?: number | null;
  transcode?: "h264-720p" | "h264-480p" | "audio" | null;
}

export interface StreamHealthDetail {
  seq: number;
  timestamp: string;
  stream: StreamHealthRow;
  formula: ScoreFormula;
  /** of the last hour: without a source or synchronisation */
  severelyErroredS: number | null;
  /** empty while the source is not pulled */
  indicators: ErrorIndicator[];
  /** null while unknown */
  contents: StreamContents | null;
  /** the last 60, oldest first */
  checks: StreamCheck[];
  /** the last hour, one a minute, oldest first */
  points: StreamPoint[];
  /** the last 100, newest first */
  changes: StatusRecord[];
}

export interface StreamListQuery {
  /** substring, upper and lower case alike */
  search?: string | null;
  offset?: number;
  limit?: number;
  status?: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown" | null;
  type?: "live" | "movie" | "series" | null;
  categoryId?: number | null;
}

/** The state of a stream after it was told to start, stop or restart. */
export interface StreamOrderAnswer {
  streamId: number;
  streamName: string;
  status: "online" | "degraded" | "offline" | "starting" | "stopped" | "unknown";
  reason: string | null;
  since: string | null;
}

/** One minute; null where nothing was observed. */
export interface StreamPoint {
  /** its beginning */
  timestamp: string;
  inputBps: number | null;
  /** the most at a tick */
  viewers: number | null;
  observedS: number;
  deliverableS: number;
  erroredS: number;
}

/** A stream as it is kept, with its state as of the newest tick (null before the first). */
export interface StreamRead {
  id: number;
  name: string;
  type: "live" | "movie" | "series";
  categoryId: number | null;
  /** shown to admin alone */
  sourceUrl: string | null;
  /** shown to admin alone */
  backupUrls: string[] | null;
  onDemand: boolean;
  enabled: boolean;
  /** channel id of the programme guide (XMLTV) */
  guideId: string | null;
  logoUrl: string | null;
  position: number;
  createdAt: string;
  /** of an episode, where its name does not tell it */
  seriesTitle: string | null;
  season: number | null;
  episode: number | null;
  restartSilenceS: number | null;
  restartEveryH: number | null;
  restartErrorsPerMinute: number | null;
  restartsPerHour: number | null;
  transcode: "h264-720p" | "h264-480p" | "audio" | null;
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

export interface StreamReport {
  sessions: number;
  bytesTransferred: number;
  watchedS: number;
  streamId: number | null;
  streamName: string | null;
  /** that watched it */
  lines: number;
}

/** Most watched first. */
export interface StreamReports {
  items: StreamReport[];
}

/** The last hour, oldest first; as many places as `minutes`, null where nothing was observed. */
export interface StreamTrend {
  streamId: number;
  inputBps: (number | null)[];
  viewers: (number | null)[];
  /** of the last 60 checks, oldest first */
  checks: ("ok" | "degraded" | "failed")[];
}

export interface StreamTrends {
  timestamp: string;
  minutes: number;
  streams: StreamTrend[];
}

/** `streams` is what `stream:health` says of the same streams at `timestamp`. */
export interface StreamsPage {
  items: StreamRead[];
  total: number;
  offset: number;
  limit: number;
  /** null before the first tick */
  seq: number | null;
  timestamp: string | null;
  streams: StreamHealthRow[];
}

export interface TokenChange {
  name?: string | null;
  expiresAt?: string | null;
}

export interface TokenCreate {
  name: string;
  role?: "viewer" | "operator" | "admin";
  expiresAt?: string | null;
}

export interface TokenCreated {
  id: number;
  name: string;
  role: "viewer" | "operator" | "admin";
  createdAt: string;
  /** null: never */
  expiresAt: string | null;
  revokedAt: string | null;
  /** shown this once; only its hash is kept */
  token: string;
}

export interface TokenRead {
  id: number;
  name: string;
  role: "viewer" | "operator" | "admin";
  createdAt: string;
  /** null: never */
  expiresAt: string | null;
  revokedAt: string | null;
}

/** Tokens, oldest first, revoked ones included. */
export interface TokensPage {
  items: TokenRead[];
  total: number;
  offset: number;
  limit: number;
}

export interface TrendsQuery {
  /** of which streams; else all, in their order */
  ids?: string | null;
  offset?: number;
  limit?: number;
}

export interface TriedConnection {
  username: string | null;
  streamName: string | null;
  protocol: string;
  ip: string | null;
  userAgent: string | null;
  connectedAt: string | null;
  bytesTransferred: number | null;
}

export interface UnusedStream {
  streamId: number;
  streamName: string;
  streamType: "live" | "movie" | "series";
  /** the newest session on record; null: none */
  lastWatchedAt: string | null;
}

/** Streams nobody watched within the window, by name. */
export interface UnusedStreams {
  items: UnusedStream[];
}

export interface Usage {
  runStartedAt: string;
  /** since this run of the service began */
  run: UsageFigures;
  /** since midnight, UTC */
  today: UsageFigures;
  /** since the installation began */
  total: UsageFigures;
  /** newest first */
  callers: UsageOfCaller[];
  /** most asked first */
  names: UsageOfName[];
}

/** Latencies are upper bounds, at most 19 % above the true percentile; null where nothing was asked. */
export interface UsageFigures {
  /** over HTTP */
  requests: number;
  /** requests over Socket.IO */
  events: number;
  /** refused or failed, of both */
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}

/** One operator or token (by name) in one hour or day. */
export interface UsageOfCaller {
  /** over HTTP */
  requests: number;
  /** requests over Socket.IO */
  events: number;
  /** refused or failed, of both */
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** when the hour or day begins, UTC */
  timestamp: string;
  caller: string;
}

/** One kind of request, within the window. */
export interface UsageOfName {
  /** over HTTP */
  requests: number;
  /** requests over Socket.IO */
  events: number;
  /** refused or failed, of both */
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  channel: "http" | "socket";
  /** method and route, or event */
  name: string;
}

/** The window of `callers` and `names`: the last day by default. Hours older than 30 days are kept as days. */
export interface UsageQuery {
  by?: "hour" | "day";
  caller?: string | null;
  /** at or after */
  from?: string | null;
  /** before */
  to?: string | null;
}

export interface UseOfDay {
  day: string;
  bytes: number;
  /** of all its connections together */
  watchedS: number;
}

export interface UseOfMonth {
  /** YYYY-MM */
  month: string;
  bytes: number;
  watchedS: number;
}
