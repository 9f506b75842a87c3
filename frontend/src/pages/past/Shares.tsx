import { useCallback } from "react";
import { Link } from "wouter";
import { groupsAt } from "../../api/past";
import { useAnswer } from "../../api/useAnswer";
import { AreaTable } from "../../components/AreaTable";
import { Loaded } from "../../components/Loaded";
import type { ConnectionGroup } from "../../contract/events";
import { UNKNOWN } from "../../format/unknown";
import { type FilterName, listedAt, type Past } from "./moment";
import classes from "./Past.module.css";

const SHOWN = 8;
const KINDS = [
  { by: "stream", filter: "streamId", title: "Streams then", label: "Stream" },
  { by: "line", filter: "lineId", title: "Lines then", label: "Line" },
  { by: "country", filter: "countryCode", title: "Countries then", label: "Country" },
  { by: "isp", filter: "isp", title: "ISPs then", label: "ISP" },
] as const;

/** What the dashboard would have told of who was on: the largest of each kind. */
export function Shares({ past }: { past: Past }) {
  return (
    <div className={classes.shares}>
      {KINDS.map((kind) => (
        <Kind key={kind.by} kind={kind} past={past} />
      ))}
    </div>
  );
}

interface KindProps {
  kind: (typeof KINDS)[number];
  past: Past;
}

function Kind({ kind: { by, filter, title, label }, past }: KindProps) {
  const { at } = past;
  const load = useCallback((signal: AbortSignal) => groupsAt({ by, at, limit: SHOWN }, signal), [by, at]);
  return (
    <Loaded asked={useAnswer(load)}>
      {({ items }) => (
        <AreaTable
          title={title}
          label={label}
          nobody="Nobody was on then."
          rows={items}
          keyOf={({ key }) => String(key)}
          name={(group) => <Name group={group} filter={filter} past={past} />}
        />
      )}
    </Loaded>
  );
}

interface NameProps {
  group: ConnectionGroup;
  filter: FilterName;
  past: Past;
}

function Name({ group: { key, name }, filter, past }: NameProps) {
  if (key === null) return <span title="Not known">{UNKNOWN}</span>;
  return (
    <Link href={listedAt(past, { [filter]: String(key) })} title="Who was on then">
      {name ?? String(key)}
    </Link>
  );
}
