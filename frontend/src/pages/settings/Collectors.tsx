import { NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { changeCollector, createCollector, listCollectors, removeCollector, tryCollector } from "../../api/collectors";
import { useAnswer } from "../../api/useAnswer";
import { attempt } from "../../components/attempt";
import { Confirm } from "../../components/Confirm";
import type { TableColumn } from "../../components/DataTable";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import { choiceIn, textIn } from "../../components/fields";
import { StatusMark } from "../../components/StatusMark";
import type { CollectorCreate, CollectorRead } from "../../contract/rest";
import { counted } from "../../format/number";
import { milliseconds } from "../../format/time";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { actionsOf, RowButton, SettingsList } from "./SettingsList";

const KINDS: readonly [CollectorCreate["kind"], ...CollectorCreate["kind"][]] = ["mediamtx"];

const COLUMNS: readonly TableColumn<CollectorRead>[] = [
  { key: "name", label: "Name", width: "12rem", cell: ({ name }) => <b>{name}</b> },
  { key: "kind", label: "Kind", width: "8rem", cell: ({ kind }) => kind },
  {
    key: "state",
    label: "State",
    width: "7rem",
    cell: ({ enabled }) => <StatusMark tone={enabled ? "good" : "idle"}>{enabled ? "enabled" : "disabled"}</StatusMark>,
  },
  {
    key: "url",
    label: "Address",
    width: "16rem",
    title: ({ url }) => url ?? "Shown to admin alone",
    cell: ({ url }) => url ?? "–",
  },
];

/** Other delivering servers whose viewers are counted beside the gateway's. */
export function Collectors() {
  const asked = useAnswer(listCollectors);
  useReloadOnChange("collector", asked.reload);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<CollectorRead | null>(null);
  const mayChange = useMay("admin");

  async function test({ id, name }: CollectorRead): Promise<void> {
    await attempt(async () => {
      const { works, error, durationMs, connections } = await tryCollector(id);
      const found = connections === null ? "" : `, ${counted(connections, "connection", "connections")}`;
      notify(
        works ? "good" : "bad",
        works
          ? `${name} answers in ${milliseconds(durationMs)}${found}`
          : `${name} cannot be read: ${error ?? "no reason told"}`,
      );
    });
  }

  async function turn(collector: CollectorRead): Promise<void> {
    await attempt(async () => {
      await changeCollector(collector.id, { enabled: !collector.enabled });
      asked.reload();
    });
  }

  async function create(form: FormData): Promise<void> {
    const name = textIn(form, "name");
    await createCollector({
      name,
      kind: choiceIn(form, "kind", KINDS),
      url: textIn(form, "url"),
      username: textIn(form, "username") || null,
      password: textIn(form, "password") || null,
    });
    notify("good", `${name} was added`);
    asked.reload();
  }

  const actions = actionsOf<CollectorRead>("14rem", (collector) => (
    <>
      <RowButton label={`Test ${collector.name}`} onClick={() => void test(collector)}>
        Test
      </RowButton>
      <RowButton
        label={`${collector.enabled ? "Disable" : "Enable"} ${collector.name}`}
        onClick={() => void turn(collector)}
      >
        {collector.enabled ? "Disable" : "Enable"}
      </RowButton>
      <RowButton label={`Remove ${collector.name}`} onClick={() => setRemoving(collector)}>
        Remove
      </RowButton>
    </>
  ));

  return (
    <>
      <SettingsList
        about="Other servers that deliver streams; their viewers are counted beside those of the built-in gateway."
        caption="Collectors"
        asked={asked}
        columns={mayChange ? [...COLUMNS, actions] : COLUMNS}
        empty="None but the built-in gateway"
        add="Add collector"
        onAdd={() => setAdding(true)}
        isQuiet={({ enabled }) => !enabled}
      />
      {adding && (
        <FormDialog title="Add a collector" submit="Add" onSubmit={create} onClose={() => setAdding(false)}>
          {(problemOf) => (
            <>
              <div className={dialog.pair}>
                <TextInput label="Name" name="name" required data-autofocus maxLength={64} error={problemOf("name")} />
                <NativeSelect label="Kind" name="kind" data={[...KINDS]} error={problemOf("kind")} />
              </div>
              <TextInput
                label="Address"
                name="url"
                type="url"
                required
                placeholder="http://127.0.0.1:9997"
                error={problemOf("url")}
              />
              <div className={dialog.pair}>
                <TextInput label="Username" name="username" autoComplete="off" error={problemOf("username")} />
                <PasswordInput
                  label="Password"
                  name="password"
                  autoComplete="new-password"
                  error={problemOf("password")}
                />
              </div>
            </>
          )}
        </FormDialog>
      )}
      {removing !== null && (
        <Confirm
          title="Remove this collector?"
          action="Remove"
          onConfirm={async () => {
            await removeCollector(removing.id);
            asked.reload();
          }}
          onClose={() => setRemoving(null)}
        >
          The viewers that <b>{removing.name}</b> counts are no longer seen here.
        </Confirm>
      )}
    </>
  );
}
