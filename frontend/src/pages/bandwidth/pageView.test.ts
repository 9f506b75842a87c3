import { expect, it } from "vitest";
import { formatPageView, parsePageView } from "./pageView";

it("keeps what is looked at and by what it is split", () => {
  for (const address of ["", "by=isp", "range=86400&measure=maximum&by=country"]) {
    expect(formatPageView(parsePageView(new URLSearchParams(address))).toString()).toBe(address);
  }
  expect(parsePageView(new URLSearchParams("by=colour")).by).toBe("stream");
});
