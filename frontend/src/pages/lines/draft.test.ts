import { expect, it } from "vitest";
import type { LineRead } from "../../contract/rest";
import { bodyOf, draftOf, NEW_DRAFT } from "./draft";

const LINE: LineRead = {
  id: 1,
  username: "anna",
  password: "s3cret",
  maxConnections: 2,
  expiresAt: "2030-01-01T10:30:00.000Z",
  trial: false,
  enabled: true,
  bouquetIds: [3],
  createdAt: "2026-03-01T12:00:00.000Z",
  allowedCountries: ["DE", "AT"],
  allowedIsps: ["Deutsche Telekom*"],
  allowedNetworks: ["192.0.2.0/24"],
  allowedAgents: ["VLC/*", "Kodi*"],
  quotaBytesPerMonth: 250_000_000_000,
  bytesThisMonth: 0,
};

it("changes nothing that was not touched", () => {
  const { id: _id, enabled: _enabled, createdAt: _createdAt, bytesThisMonth: _sent, ...rest } = LINE;
  expect(bodyOf(draftOf(LINE))).toEqual(rest);
});

it("leaves a password to the server where none is given", () => {
  expect(bodyOf({ ...NEW_DRAFT, username: " bob " })).not.toHaveProperty("password");
  expect(bodyOf({ ...NEW_DRAFT, username: " bob " })).toMatchObject({ username: "bob", expiresAt: null });
});

it("reads lists as people type them", () => {
  expect(
    bodyOf({ ...NEW_DRAFT, allowedCountries: "de, at  ch", allowedIsps: "Deutsche Telekom*\n\n AS3320 " }),
  ).toMatchObject({
    allowedCountries: ["de", "at", "ch"],
    allowedIsps: ["Deutsche Telekom*", "AS3320"],
  });
});
