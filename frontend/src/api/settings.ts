import type { SettingsChange, SettingsRead } from "../contract/rest";
import { request } from "./http";

const SETTINGS = "/api/v1/settings";

export function readSettings(signal: AbortSignal): Promise<SettingsRead> {
  return request(SETTINGS, { signal });
}

export function changeSettings(body: SettingsChange): Promise<SettingsRead> {
  return request(SETTINGS, { method: "PATCH", body });
}
