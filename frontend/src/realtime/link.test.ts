import { describe, expect, it } from "vitest";
import { type LinkFacts, linkState } from "./link";

const NOW_MS = 100_000;

function facts(changed: Partial<LinkFacts>): LinkFacts {
  return { socket: "up", rest: "untried", tickSeenAtMs: NOW_MS - 4000, intervalS: 5, ...changed };
}

describe("linkState", () => {
  it.each<[string, Partial<LinkFacts>, string]>([
    ["before anything is known", { socket: "connecting", tickSeenAtMs: null }, "connecting"],
    ["socket up with ticks", {}, "live"],
    ["socket up, last tick just young enough", { tickSeenAtMs: NOW_MS - 14_999 }, "live"],
    ["socket up, three intervals without a tick", { tickSeenAtMs: NOW_MS - 15_000 }, "reconnecting"],
    ["the same, and HTTP answers", { tickSeenAtMs: NOW_MS - 15_000, rest: "up" }, "cached"],
    ["socket just lost, HTTP not tried yet", { socket: "down" }, "live"],
    ["socket lost, HTTP answers", { socket: "down", rest: "up" }, "cached"],
    ["socket lost, HTTP does not answer", { socket: "down", rest: "down" }, "reconnecting"],
    ["socket back while HTTP was down", { rest: "down" }, "live"],
    ["never connected, HTTP answers", { socket: "down", rest: "up", tickSeenAtMs: null }, "cached"],
    ["never connected, nothing answers", { socket: "down", rest: "down", tickSeenAtMs: null }, "reconnecting"],
  ])("%s", (_name, changed, state) => expect(linkState(facts(changed), NOW_MS)).toBe(state));

  it("measures freshness in the server's own intervals", () => {
    expect(linkState(facts({ tickSeenAtMs: NOW_MS - 100_000, intervalS: 60 }), NOW_MS)).toBe("live");
  });
});
