import type { Tone } from "../../components/StatusMark";
import type { ConnectionRow } from "../../contract/events";

type Cause = NonNullable<ConnectionRow["cause"]>;

interface Wording {
  tone: Tone;
  word: string;
  meaning: string;
}

const WORDING: Record<Cause, Wording> = {
  none: { tone: "good", word: "none", meaning: "It gets everything in time." },
  source: { tone: "bad", word: "source", meaning: "The stream’s source delivers too little; all its viewers suffer." },
  server: { tone: "bad", word: "server", meaning: "This machine or its network does not keep up." },
  "own network": { tone: "warn", word: "own network", meaning: "The viewer’s own network or player takes too little." },
};

/** What hinders a connection, in words; null where the collector cannot tell. */
export function causeOf({ cause }: Pick<ConnectionRow, "cause">): Wording | null {
  return cause === null ? null : WORDING[cause];
}
