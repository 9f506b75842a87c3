import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SOURCES = join(import.meta.dirname, "..");
const PHYSICAL =
  /^\s*(?:(?:margin|padding|border|scroll-margin)-(?:left|right)|left|right)\b|(?:text-align|float): *(?:left|right)/m;
/** Four values name each side by itself, so the third of them may differ where a page is mirrored. */
const FOUR_SIDES = /^\s*(?:margin|padding): *(\S+) +(\S+) +(\S+) +(?!\2;)(\S+);/m;

const sheets = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".css"));

it.each(sheets)("%s names sides by the direction of reading", (path) => {
  const sheet = readFileSync(join(SOURCES, path), "utf8");
  expect(PHYSICAL.exec(sheet)?.[0]).toBeUndefined();
  expect(FOUR_SIDES.exec(sheet)?.[0]).toBeUndefined();
});
