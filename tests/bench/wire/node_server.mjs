// Socket.IO's own server: node node_server.mjs FOLDER_OF_PACKAGES PAGES_JSON
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [packages, pagesFile] = process.argv.slice(2);
const { Server } = createRequire(`${packages}/`)("socket.io");
const pages = JSON.parse(readFileSync(pagesFile, "utf8"));
const http = createServer();
const io = new Server(http, { pingInterval: 1_000_000, pingTimeout: 1_000_000 });
io.on("connection", (socket) => socket.join("operators"));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

http.listen(0, "127.0.0.1", () => console.log(http.address().port));
for await (const line of createInterface({ input: process.stdin })) {
  const [, times, gapS] = line.split(" ");
  const took = [];
  for (let number = 0; number < Number(times); number += 1) {
    const began = performance.now();
    io.to("operators").emit("connections:update", pages[number % pages.length]);
    took.push(performance.now() - began);
    await pause(Number(gapS) * 1000);
  }
  took.sort((a, b) => a - b);
  console.log(JSON.stringify({ emitMs: took[took.length >> 1] }));
}
