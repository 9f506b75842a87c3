import { useRef } from "react";
import { listStreams } from "../../api/streams";
import { useAnswer } from "../../api/useAnswer";
import dialog from "../../components/Dialog.module.css";
import { full } from "../../format/number";
import classes from "./SettingsPage.module.css";

const EVERY_MS = 1000;

async function countStreams(signal: AbortSignal): Promise<number> {
  return (await listStreams({ limit: 1 }, signal)).total;
}

/** How many new streams an import under way has brought so far; the panel keeps them a thousand at a time. */
export function ImportProgress({ found }: { found: number | null }) {
  const { answer: count } = useAnswer(countStreams, EVERY_MS);
  const before = useRef<number | null>(null);
  before.current ??= count;
  const taken = count === null || before.current === null ? 0 : Math.max(0, count - before.current);
  return (
    <div className={dialog.form}>
      <progress
        className={classes.progress}
        aria-label="New streams so far"
        {...(found === null ? {} : { max: found, value: Math.min(taken, found) })}
      />
      <p className={dialog.quiet} role="status">
        {taken === 0 ? "Taking in the playlist." : "Taking in the playlist: new streams appear as they are kept."}
      </p>
      {found !== null && (
        <p className={`${dialog.quiet} number`}>
          {full(taken)} new so far, {full(found)} in the playlist
        </p>
      )}
    </div>
  );
}
