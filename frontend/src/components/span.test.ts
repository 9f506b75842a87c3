import { describe, expect, it } from "vitest";
import { LONGEST_S, momentOf, parseSpan, shifted, spanBetween, stretched } from "./span";

const NOW_S = 1_800_000_000;

describe("what is marked", () => {
  it("may be drawn either way", () => {
    expect(spanBetween(NOW_S - 100.4, NOW_S - 500.4, NOW_S)).toEqual({ fromS: NOW_S - 500, toS: NOW_S - 100 });
  });
  it("is a minute at least and ends now at the latest", () => {
    expect(spanBetween(NOW_S - 1, NOW_S, NOW_S)).toEqual({ fromS: NOW_S - 60, toS: NOW_S });
  });
});

it("is seen closer and from farther with the middle kept", () => {
  const span = { fromS: NOW_S - 7200, toS: NOW_S - 3600 };
  expect(stretched(span, 0.5, NOW_S)).toEqual({ fromS: NOW_S - 6300, toS: NOW_S - 4500 });
  expect(stretched(stretched(span, 0.5, NOW_S), 2, NOW_S)).toEqual(span);
  expect(stretched(span, 1e9, NOW_S)).toEqual({ fromS: NOW_S - LONGEST_S, toS: NOW_S });
});

it("moves by its own length, but not past now", () => {
  const span = { fromS: NOW_S - 900, toS: NOW_S - 600 };
  expect(shifted(span, -0.5, NOW_S)).toEqual({ fromS: NOW_S - 1050, toS: NOW_S - 750 });
  expect(shifted(span, 5, NOW_S)).toEqual({ fromS: NOW_S - 300, toS: NOW_S });
});

describe("the address", () => {
  const parse = (text: string) => parseSpan(new URLSearchParams(text));
  it("tells a span", () => {
    const span = { fromS: NOW_S, toS: NOW_S + 90 };
    expect(parse(`from=${momentOf(span.fromS)}&to=${momentOf(span.toS)}`)).toEqual(span);
  });
  it("tells none by halves, backwards, too short or too long", () => {
    for (const text of [
      "",
      "from=2026-11-20T12:00:00Z",
      "from=yesterday&to=today",
      "from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z",
      "from=2026-11-20T12:00:00Z&to=2026-11-20T12:00:10Z",
      "from=2016-11-20T12:00:00Z&to=2026-11-20T12:00:10Z",
    ]) {
      expect(parse(text)).toBeNull();
    }
  });
});
