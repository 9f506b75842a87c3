import { Button } from "@mantine/core";
import { useState } from "react";
import { geoDatabases, updateGeoDatabases } from "../../api/imports";
import { useAnswer } from "../../api/useAnswer";
import { attempt } from "../../components/attempt";
import { Command } from "../../components/Command";
import { DataTable, type TableColumn } from "../../components/DataTable";
import { Loaded } from "../../components/Loaded";
import frame from "../../components/Page.module.css";
import { StatusMark } from "../../components/StatusMark";
import toolbar from "../../components/Toolbar.module.css";
import type { GeoDatabase } from "../../contract/rest";
import { counted } from "../../format/number";
import { fullTime } from "../../format/time";
import { UNKNOWN } from "../../format/unknown";
import { notify } from "../../notices";
import { useMay } from "../../role";
import classes from "./SettingsPage.module.css";

const RELOAD_MS = 30_000;

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

/** What was fetched is taken up by the service within this time. */
const TAKEN_UP_MS = 6000;

/** The databases that tell where an address is. */
export function Places() {
  const asked = useAnswer(geoDatabases, RELOAD_MS);
  const mayChange = useMay("admin");
  const [busy, setBusy] = useState(false);
  const { reload } = asked;

  async function update(): Promise<void> {
    setBusy(true);
    await attempt(async () => {
      const fetched = (await updateGeoDatabases()).items.filter((database) => database.fetched);
      const kinds = fetched.map(({ kind }) => kind).join(" and ");
      notify("good", fetched.length === 0 ? "The newest are there already" : `Fetched: ${kinds}`);
      setTimeout(reload, TAKEN_UP_MS);
    });
    setBusy(false);
  }

  return (
    <>
      <div className={toolbar.bar}>
        <p className={classes.about}>
          Where viewers are is looked up in these. Without them places are unknown. A newer file is taken up by itself.
        </p>
        {mayChange && (
          <div className={toolbar.end}>
            <Button size="xs" loading={busy} onClick={() => void update()}>
              Fetch the newest of DB-IP
            </Button>
          </div>
        )}
      </div>
      {busy && (
        <p role="status" className={classes.about}>
          Fetching. This may take minutes.
        </p>
      )}
      <Loaded asked={asked}>
        {({ items }) => (
          <div className={frame.frame}>
            <DataTable caption="Geo databases" columns={COLUMNS} rows={items} keyOf={({ kind }) => kind} />
          </div>
        )}
      </Loaded>
      <p className={classes.about}>The same from a terminal, for a timer:</p>
      <Command text="panel geo update" />
    </>
  );
}
