import { geoDatabases } from "../../api/imports";
import { useAnswer } from "../../api/useAnswer";
import { Command } from "../../components/Command";
import { DataTable, type TableColumn } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { StatusMark } from "../../components/StatusMark";
import type { GeoDatabase } from "../../contract/rest";
import { counted } from "../../format/number";
import { fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import classes from "./SettingsPage.module.css";

const COLUMNS: readonly TableColumn<GeoDatabase>[] = [
  { key: "kind", label: "Database", width: "8rem", cell: ({ kind }) => <b>{kind}</b> },
  {
    key: "loaded",
    label: "State",
    width: "8rem",
    cell: ({ loaded }) => <StatusMark tone={loaded ? "good" : "idle"}>{loaded ? "loaded" : "not loaded"}</StatusMark>,
  },
  { key: "type", label: "Type", width: "12rem", cell: ({ type }) => type ?? UNKNOWN },
  {
    key: "age",
    label: "Age",
    width: "8rem",
    title: ({ builtAt }) => fullTime(builtAt),
    cell: ({ ageDays }) => (ageDays === null ? UNKNOWN : counted(ageDays, "day", "days")),
  },
  {
    key: "error",
    label: "Problem",
    width: "14rem",
    title: ({ error }) => error ?? "none",
    cell: ({ error }) => error ?? "none",
  },
];

/** The databases that tell where an address is. */
export function Places() {
  const asked = useAnswer(geoDatabases);
  return (
    <>
      <p className={classes.about}>
        Where viewers are is looked up in these. Without them places are unknown. A newer file is taken up by itself.
      </p>
      <Command text="panel geo update" />
      <Loaded asked={asked}>
        {({ items }) => (
          <div className={frame.frame}>
            <DataTable caption="Geo databases" columns={COLUMNS} rows={items} keyOf={({ kind }) => kind} />
          </div>
        )}
      </Loaded>
    </>
  );
}
