import { StatusMark, type Tone } from "../components/StatusMark";
import { duration } from "../format/time";
import { useLink } from "../realtime/hooks";
import type { LinkState } from "../realtime/link";
import classes from "./LinkBadge.module.css";

interface Wording {
  tone: Tone;
  label: string;
  meaning: string;
}

const WORDING: Record<LinkState, Wording> = {
  connecting: { tone: "idle", label: "Connecting", meaning: "Waiting for the first data." },
  live: { tone: "good", label: "Live", meaning: "The socket is open and every tick arrives." },
  cached: {
    tone: "warn",
    label: "Cached",
    meaning:
      "The socket is down, so this page asks every 10 seconds over HTTP. A proxy in front of the panel may not let WebSocket or /socket.io/ through.",
  },
  reconnecting: {
    tone: "bad",
    label: "Reconnecting",
    meaning: "The server does not answer. What you see is the last it said; this page goes on trying.",
  },
};

/** Says how fresh the page is. Screen readers hear the word when it changes, never the running age. */
export function LinkBadge() {
  const { state, ageS } = useLink();
  const { tone, label, meaning } = WORDING[state];
  const showsAge = (state === "cached" || state === "reconnecting") && ageS !== null;
  return (
    <span className={classes.badge} data-link={state} title={meaning}>
      <StatusMark tone={tone}>
        <span role="status">{label}</span>
        {showsAge && <span className="number">· {duration(ageS)} old</span>}
      </StatusMark>
    </span>
  );
}
