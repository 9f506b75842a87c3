// What many panels do: one request to the source for each viewer. node relay.mjs SOURCE_PORT
import http from "node:http";

const source = { host: "127.0.0.1", port: Number(process.argv[2]), path: "/channel.ts", agent: false };

const server = http.createServer((request, response) => {
  const upstream = http.get(source, (answer) => {
    response.writeHead(200, { "Content-Type": "video/mp2t" });
    answer.pipe(response);
  });
  upstream.on("error", () => response.destroy());
  response.on("close", () => upstream.destroy());
});
server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => console.log(server.address().port));
