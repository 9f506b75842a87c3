import { expect, it } from "vitest";
import { bodyOf, type Draft, NEW_DRAFT } from "./draft";

it("sends nothing for what was left empty", () => {
  expect(bodyOf({ ...NEW_DRAFT, name: "News", sourceUrl: "http://source.example/a.ts" })).toEqual({
    name: "News",
    sourceUrl: "http://source.example/a.ts",
    backupUrls: [],
    type: "live",
    categoryId: null,
    guideId: null,
    onDemand: false,
    transcode: null,
    restartSilenceS: null,
    restartErrorsPerMinute: null,
  });
});

it("reads addresses one a line, and numbers", () => {
  const draft: Draft = {
    ...NEW_DRAFT,
    backupUrls: " http://b.example/1.ts\n\nhttp://b.example/2.ts ",
    categoryId: "4",
    transcode: "audio",
    restartSilenceS: "20",
  };
  expect(bodyOf(draft)).toMatchObject({
    backupUrls: ["http://b.example/1.ts", "http://b.example/2.ts"],
    categoryId: 4,
    transcode: "audio",
    restartSilenceS: 20,
  });
});
