import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "../contract/events";

export type PanelSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Retries for ever; the longest wait leaves room to be live again within six seconds of the server's return. */
const LONGEST_WAIT_MS = 4000;

const PATH = "/socket.io/";
const ADMISSION_DEADLINE_MS = 3000;

/** Begins with HTTP polling, which every proxy lets through, and moves to a websocket as soon as one opens. */
export function createSocket(): PanelSocket {
  return io({
    path: PATH,
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: LONGEST_WAIT_MS,
    randomizationFactor: 0.5,
    timeout: 8000,
  });
}

/**
 * Whether the server surely refuses this browser. A handshake over a websocket tells it without the error in the
 * browser's console that a refused HTTP request would leave there. Where websockets do not pass, nothing is sure.
 */
export function isSurelyRefused(): Promise<boolean> {
  const socket: PanelSocket = io({
    path: PATH,
    forceNew: true,
    transports: ["websocket"],
    reconnection: false,
    timeout: ADMISSION_DEADLINE_MS,
  });
  return new Promise<boolean>((resolve) => {
    socket.on("connect", () => resolve(false));
    socket.on("connect_error", (error) => resolve(isUnauthorized(error)));
  }).finally(() => socket.disconnect());
}

/** Whether a refused handshake says that nobody is logged in. */
export function isUnauthorized(error: Error): boolean {
  if (!("data" in error)) return false;
  const { data } = error;
  return typeof data === "object" && data !== null && "code" in data && data.code === "unauthorized";
}
