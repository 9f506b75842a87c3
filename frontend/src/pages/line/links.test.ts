import { expect, it } from "vitest";
import { playerLinks, streamLink } from "./links";

it("escapes what stands in an address", () => {
  const [playlist] = playerLinks("https://panel.example", "anna", "p+ss&word");
  expect(playlist?.address).toBe(
    "https://panel.example/get.php?username=anna&password=p%2Bss%26word&type=m3u_plus&output=ts",
  );
});

it("names a stream by its type", () => {
  const of = (type: "live" | "movie" | "series") => streamLink("http://panel.example", "anna", "a b", { id: 7, type });
  expect(of("live")).toBe("http://panel.example/live/anna/a%20b/7.ts");
  expect(of("movie")).toBe("http://panel.example/movie/anna/a%20b/7.mp4");
  expect(of("series")).toBe("http://panel.example/series/anna/a%20b/7.mkv");
});
