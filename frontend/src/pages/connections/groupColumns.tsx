import { Country } from "../../components/Country";
import type { TableColumn } from "../../components/DataTable";
import { Flash } from "../../components/Flash";
import type { ConnectionGroup } from "../../contract/events";
import { countryName } from "../../format/country";
import { full } from "../../format/number";
import { bitrate, bytes } from "../../format/volume";
import table from "./ConnectionsTable.module.css";
import classes from "./Groups.module.css";
import { GROUP_WORDS, type GroupBy } from "./grouping";

/** The columns of groups of `matched` connections; a click on a group's name shows its connections. */
export function groupColumns(
  by: GroupBy,
  matched: number,
  enter: (by: GroupBy, key: string) => void,
): TableColumn<ConnectionGroup>[] {
  return [
    {
      key: "name",
      label: GROUP_WORDS[by],
      width: "14rem",
      sortable: true,
      title: ({ name }) => name ?? undefined,
      cell: (group) => <Name by={by} group={group} enter={enter} />,
    },
    {
      key: "connections",
      label: "Connections",
      width: "7rem",
      right: true,
      sortable: true,
      cell: ({ connections }) => <Flash value={connections}>{full(connections)}</Flash>,
    },
    {
      key: "share",
      label: "Share",
      width: "12rem",
      cell: ({ connections }) => <Share share={matched === 0 ? 0 : connections / matched} />,
    },
    {
      key: "bandwidthBps",
      label: "Bandwidth",
      width: "7rem",
      right: true,
      sortable: true,
      title: ({ bandwidthBps }) => (bandwidthBps === null ? undefined : `${full(bandwidthBps)} bit/s`),
      cell: ({ bandwidthBps }) => <Flash value={bandwidthBps}>{bitrate(bandwidthBps)}</Flash>,
    },
    {
      key: "bytes",
      label: "Delivered",
      width: "7rem",
      right: true,
      sortable: true,
      title: (group) => (group.bytes === null ? undefined : `${full(group.bytes)} bytes`),
      cell: (group) => <Flash value={group.bytes}>{bytes(group.bytes)}</Flash>,
    },
  ];
}

interface NameProps {
  by: GroupBy;
  group: ConnectionGroup;
  enter: (by: GroupBy, key: string) => void;
}

function Name({ by, group: { key, name }, enter }: NameProps) {
  if (key === null) return <span className={classes.unknown}>Not known</span>;
  const text = name ?? String(key);
  return (
    <button
      type="button"
      className={table.filter}
      data-strong
      aria-description="Show its connections"
      onClick={() => enter(by, String(key))}
    >
      {by === "country" ? <Country code={String(key)} name={name ?? countryName(String(key))} /> : text}
    </button>
  );
}

/** A bar, and its number for whoever does not see it. */
function Share({ share }: { share: number }) {
  const text = share > 0 && share < 0.001 ? "< 0.1 %" : `${full(share * 100)} %`;
  return (
    <span className={classes.share}>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span className="number">{text}</span>
    </span>
  );
}
