import type {
  GeoDatabases,
  GeoDatabasesFetched,
  GuideImported,
  PlaylistImport,
  PlaylistImported,
} from "../contract/rest";
import { request } from "./http";

export function importPlaylist(body: PlaylistImport): Promise<PlaylistImported> {
  return request("/api/v1/imports/playlist", { method: "POST", body });
}

export function importGuide(url: string): Promise<GuideImported> {
  return request("/api/v1/imports/guide", { method: "POST", body: { url } });
}

/** Fetches the newest free ones, which may take minutes. */
export function updateGeoDatabases(): Promise<GeoDatabasesFetched> {
  return request("/api/v1/geo-databases/update", { method: "POST" });
}

export function geoDatabases(signal: AbortSignal): Promise<GeoDatabases> {
  return request("/api/v1/geo-databases", { signal });
}
