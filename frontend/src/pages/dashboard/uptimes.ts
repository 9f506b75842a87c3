import { useEffect, useRef, useState } from "react";
import { ApiError } from "../../api/http";
import { readStream } from "../../api/streams";
import type { StreamStatusChange } from "../../contract/events";
import { useLive } from "../../realtime/hooks";
import { serverNowMs } from "../../realtime/serverNow";

/** By stream, when its source came, in milliseconds since 1970; null: it is not there. */
export type Beginnings = ReadonlyMap<number, number | null>;

/** A stream that is up for so many seconds at a moment began so long before it. */
export function begunMs(uptimeS: number | null, nowMs: number): number | null {
  return uptimeS === null ? null : nowMs - uptimeS * 1000;
}

/** What a change of a status says of when its stream began. */
export function withChange(known: Beginnings, { streamId, uptimeS, timestamp }: StreamStatusChange): Beginnings {
  return new Map(known).set(streamId, begunMs(uptimeS, Date.parse(timestamp)));
}

/** When these streams began: each is asked for once in a run of the service, and told anew when its status changes. */
export function useBeginnings(ids: readonly number[]): Beginnings {
  const [known, setKnown] = useState<Beginnings>(() => new Map());
  const change = useLive((live) => live.statusChange);
  const startedAt = useLive((live) => live.dashboard?.startedAt ?? null);
  const asked = useRef({ startedAt, ids: new Set<number>() });
  const wanted = ids.join(" ");

  useEffect(() => {
    if (change !== null) setKnown((before) => withChange(before, change));
  }, [change]);

  useEffect(() => {
    if (asked.current.startedAt !== startedAt) {
      asked.current = { startedAt, ids: new Set() };
      setKnown(new Map());
    }
    const { ids: begun } = asked.current;
    const missing =
      wanted === ""
        ? []
        : wanted
            .split(" ")
            .map(Number)
            .filter((id) => !begun.has(id));
    for (const id of missing) {
      begun.add(id);
      readStream(id).then(
        ({ uptimeS }) => {
          const beganMs = begunMs(uptimeS, serverNowMs());
          setKnown((before) => (before.has(id) ? before : new Map(before).set(id, beganMs)));
        },
        (error: unknown) => {
          // It may be gone, or the server silent; it is asked for again when the list has changed.
          begun.delete(id);
          if (!(error instanceof ApiError)) throw error;
        },
      );
    }
  }, [wanted, startedAt]);
  return known;
}
