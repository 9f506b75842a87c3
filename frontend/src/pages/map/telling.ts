import type { CityShare, CountryShare } from "../../contract/events";
import { counted, percent } from "../../format/number";
import { bitrate } from "../../format/volume";

/** What is said of a country with viewers, and which share of all they are. */
export function countryText({ country, countryCode, connections, bandwidthBps }: CountryShare, all: number): string {
  const rate = bandwidthBps === null ? "" : `, ${bitrate(bandwidthBps)}`;
  const share = all > 0 ? ` (${percent((connections / all) * 100)})` : "";
  return `${country ?? countryCode ?? "Unknown place"}: ${counted(connections, "connection", "connections")}${share}${rate}`;
}

export function cityText({ city, countryCode, connections }: CityShare): string {
  const name = [city, countryCode].filter((part) => part !== null).join(", ");
  return `${name}: ${counted(connections, "connection", "connections")}`;
}

/** Tells cities apart: databases know several of one name. */
export function cityKey({ city, countryCode, latitude, longitude }: CityShare): string {
  return `${countryCode} ${city} ${latitude} ${longitude}`;
}
