import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
}

const ID = "virtual:licences";
const RESOLVED = `\0${ID}`;
const FOLDER = "node_modules/";

function shipped(): { name: string; version: string; licence: string }[] {
  const lock = JSON.parse(readFileSync(new URL("./package-lock.json", import.meta.url), "utf8"));
  const packages: Record<string, Locked> = lock.packages;
  return Object.entries(packages)
    .filter(([path, { dev }]) => path.startsWith(FOLDER) && !dev && !path.includes("/@types/"))
    .map(([path, { version, license }]) => ({
      name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
      version: version ?? "",
      licence: license ?? "see the package",
    }));
}

/** The packages of the lock file that become part of the pages, for the page that credits them. */
export function licences(): Plugin {
  return {
    name: "licences",
    resolveId: (id) => (id === ID ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? `export const licences = ${JSON.stringify(shipped())};` : null),
  };
}
