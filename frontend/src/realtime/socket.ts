import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "../contract/events";

export type PanelSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Retries for ever; the longest wait leaves room to be live again within six seconds of the server's return. */
const LONGEST_WAIT_MS = 4000;

export function createSocket(): PanelSocket {
  return io({
    path: "/socket.io/",
    autoConnect: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: LONGEST_WAIT_MS,
    randomizationFactor: 0.5,
    timeout: 8000,
  });
}

/** Whether a refused handshake says that nobody is logged in. */
export function isUnauthorized(error: Error): boolean {
  if (!("data" in error)) return false;
  const { data } = error;
  return typeof data === "object" && data !== null && "code" in data && data.code === "unauthorized";
}
