// The reference client with one address, token and list of transports; prints what it gets as lines of JSON.
import { createRequire } from "node:module";

const [url, token, transports, client] = process.argv.slice(2);
const { io } = createRequire(import.meta.url)(client);
const tell = (...what) => console.log(JSON.stringify(what));
const options = { auth: { token }, reconnection: false };
const socket = io(url, transports ? { ...options, transports: transports.split(",") } : options);

socket.onAny((event, ...args) => tell("event", event, args.length, args.at(-1).seq));
socket.on("connect_error", (error) => {
  tell("refused", error.message, error.data);
  process.exit(0);
});
socket.on("disconnect", (reason) => {
  tell("gone", reason);
  process.exit(0);
});
socket.on("connect", async () => {
  tell("connected");
  tell("answer", await socket.timeout(3000).emitWithAck("request:connections", { limit: 5 }));
  tell("answer", await socket.timeout(3000).emitWithAck("request:dashboard"));
  tell("answer", await socket.timeout(3000).emitWithAck("request:connections", { limit: "all" }));
  tell("answer", await socket.timeout(3000).emitWithAck("no:such:request"));
  tell("transport", socket.io.engine.transport.name, socket.io.engine.transport.ws?.extensions ?? null);
});
