import { Button } from "@mantine/core";
import { Section } from "../../components/Section";
import { StatusMark, type Tone } from "../../components/StatusMark";
import { full } from "../../format/number";
import { clockTime, fullTime } from "../../format/time";
import classes from "./KickReceipts.module.css";
import { clearReceipts, type Receipt, useKicks } from "./kicks";

const TONES: Record<Receipt["state"], Tone> = {
  asked: "idle",
  pending: "idle",
  cut: "idle",
  verified: "good",
  failed: "bad",
  refused: "warn",
};

const WORDS: Record<Receipt["state"], string> = {
  asked: "being cut",
  pending: "being cut",
  cut: "cut, watching for two seconds",
  verified: "verified",
  failed: "failed",
  refused: "not kicked",
};

function tally(receipts: readonly Receipt[]): string {
  const count = (...states: Receipt["state"][]) => receipts.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [count("verified"), "verified"],
    [count("failed"), "failed"],
    [count("refused"), "not kicked"],
    [count("asked", "pending", "cut"), "under way"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${full(number)} ${word}`)
    .join(", ");
}

/** What became of the kicks: verified means that no byte reached the viewer for two seconds. */
export function KickReceipts() {
  const receipts = useKicks((store) => store.receipts);
  if (receipts.length === 0) return null;
  return (
    <Section
      title="Kicks"
      aside={
        <span className={classes.head}>
          <span role="status">{tally(receipts)}</span>
          <Button size="compact-xs" variant="default" onClick={clearReceipts}>
            Clear
          </Button>
        </span>
      }
    >
      <ul className={classes.list}>
        {receipts.map((receipt) => (
          <Entry key={receipt.connectionId} receipt={receipt} />
        ))}
      </ul>
    </Section>
  );
}

function Entry({ receipt: { name, state, detail, verifiedAt } }: { receipt: Receipt }) {
  return (
    <li className={classes.entry} data-kick={state}>
      <span className={classes.name}>{name}</span>
      <StatusMark tone={TONES[state]}>{WORDS[state]}</StatusMark>
      <span className={classes.detail} title={verifiedAt === null ? undefined : fullTime(verifiedAt)}>
        {verifiedAt === null ? detail : `no byte since ${clockTime(verifiedAt)}`}
      </span>
    </li>
  );
}
