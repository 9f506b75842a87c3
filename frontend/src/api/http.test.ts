import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ApiError, queryString, request } from "./http";

let server: Server;
let origin: string;
let asked: { method: string | undefined; headers: IncomingMessage["headers"]; body: string }[];

const ANSWERS: Record<string, { status: number; headers?: Record<string, string>; body: string }> = {
  "/ok": { status: 200, body: '{"name":"admin"}' },
  "/empty": { status: 204, body: "" },
  "/refused": { status: 400, body: '{"error":{"code":"bad_request","message":"limit: too large"}}' },
  "/throttled": {
    status: 429,
    headers: { "Retry-After": "30" },
    body: '{"error":{"code":"rate_limited","message":"slow"}}',
  },
  "/proxy": { status: 502, body: "<html>Bad Gateway</html>" },
};

beforeAll(async () => {
  server = createServer((message, response) => {
    let body = "";
    message.on("data", (chunk) => {
      body += chunk;
    });
    message.on("end", () => {
      asked.push({ method: message.method, headers: message.headers, body });
      const answer = ANSWERS[message.url ?? ""] ?? { status: 404, body: "" };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  asked = [];
});

afterAll(() => {
  server.close();
});

describe("request", () => {
  it("gives the answer and says that the panel's own page asks", async () => {
    expect(await request(`${origin}/ok`)).toEqual({ name: "admin" });
    expect(asked[0]?.headers["x-requested-with"]).toBe("panel");
  });

  it("sends a body as JSON", async () => {
    await request(`${origin}/ok`, { method: "POST", body: { username: "bob" } });
    expect(asked[0]).toMatchObject({ method: "POST", body: '{"username":"bob"}' });
    expect(asked[0]?.headers["content-type"]).toBe("application/json");
  });

  it("takes an answer without content", async () => {
    expect(await request(`${origin}/empty`, { method: "POST" })).toBeUndefined();
  });

  it.each([
    ["/refused", { status: 400, code: "bad_request", message: "limit: too large", retryAfterS: null }],
    ["/throttled", { status: 429, code: "rate_limited", retryAfterS: 30 }],
    ["/proxy", { status: 502, code: "unavailable", message: "The server answered 502." }],
  ])("%s is an ApiError", async (path, expected) => {
    const error = await request(`${origin}${path}`).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject(expected);
  });

  it("is an ApiError without a status when nobody answers", async () => {
    const error = await request("http://127.0.0.1:9/").catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 0, code: "unavailable" });
  });
});

it("queryString leaves out what is not set", () => {
  expect(queryString({ search: "a b", streamId: null, limit: 100 })).toBe("?search=a+b&limit=100");
  expect(queryString({})).toBe("");
});
