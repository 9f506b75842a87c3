import { expect, it } from "vitest";
import type { SettingsRead } from "../../contract/rest";
import { changeOf, fieldOf } from "./kept";

const kept = (days: number | null) => ({ days, fixedBy: null });
const NOW: SettingsRead = {
  retention: { sessions: kept(30), samples: kept(731), activity: kept(30), audit: kept(null) },
  limitPolicy: { value: "refuse", fixedBy: null },
  publicUrl: { url: "http://panel.example", origin: "request", fixedBy: null },
};

function form(fields: Record<string, string>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
}

it("sends what was changed alone; empty is for ever", () => {
  expect(changeOf(NOW, form({ sessions: "30", samples: "", activity: " 90 ", audit: "" }))).toEqual({
    retention: { samples: null, activity: 90 },
  });
  expect(changeOf(NOW, form({ sessions: "30", limitPolicy: "end-oldest" }))).toEqual({ limitPolicy: "end-oldest" });
});

it("sends nothing where nothing was changed, and leaves out what is not on the page", () => {
  expect(changeOf(NOW, form({ sessions: "30", limitPolicy: "refuse" }))).toBeNull();
  expect(fieldOf(NOW.retention.audit)).toBe("");
});
