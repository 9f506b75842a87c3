import { expect, it } from "vitest";
import { playerLinks } from "./links";

it("escapes what stands in an address", () => {
  const [playlist] = playerLinks("https://panel.example", "anna", "p+ss&word");
  expect(playlist?.address).toBe(
    "https://panel.example/get.php?username=anna&password=p%2Bss%26word&type=m3u_plus&output=ts",
  );
});
