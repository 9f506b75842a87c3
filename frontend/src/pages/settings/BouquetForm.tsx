import { Checkbox, TextInput } from "@mantine/core";
import { useCallback, useState } from "react";
import { changeBouquet, createBouquet } from "../../api/catalog";
import { listStreams } from "../../api/streams";
import { useAnswer } from "../../api/useAnswer";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import { textIn } from "../../components/fields";
import { Loaded } from "../../components/Loaded";
import type { BouquetRead } from "../../contract/rest";
import { counted, full } from "../../format/number";
import { notify } from "../../notices";
import classes from "./SettingsPage.module.css";

interface BouquetFormProps {
  /** null: a new one */
  bouquet: BouquetRead | null;
  onDone: () => void;
  onClose: () => void;
}

/** The most that are offered at once; a search finds the others. */
const OFFERED = 200;

export function BouquetForm({ bouquet, onDone, onClose }: BouquetFormProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(bouquet?.streamIds));

  async function save(form: FormData): Promise<void> {
    const body = { name: textIn(form, "name"), streamIds: [...chosen] };
    await (bouquet ? changeBouquet(bouquet.id, body) : createBouquet(body));
    notify("good", `${body.name} was ${bouquet ? "changed" : "added"}`);
    onDone();
  }

  function toggle(id: number): void {
    setChosen((known) => {
      const next = new Set(known);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  return (
    <FormDialog
      title={bouquet ? "Change this bouquet" : "Add a bouquet"}
      submit={bouquet ? "Save" : "Add"}
      onSubmit={save}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          <TextInput
            label="Name"
            name="name"
            required
            data-autofocus
            maxLength={128}
            defaultValue={bouquet?.name ?? ""}
            error={problemOf("name")}
          />
          <StreamChoice chosen={chosen} toggle={toggle} />
        </>
      )}
    </FormDialog>
  );
}

function StreamChoice({ chosen, toggle }: { chosen: ReadonlySet<number>; toggle: (id: number) => void }) {
  const [search, setSearch] = useState("");
  const asked = useAnswer(
    useCallback((signal: AbortSignal) => listStreams({ search: search || null, limit: OFFERED }, signal), [search]),
  );
  return (
    <>
      <TextInput
        label={`Streams: ${counted(chosen.size, "is", "are")} in it`}
        type="search"
        placeholder="Search streams"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Loaded asked={asked}>
        {({ items, total }) => (
          <div className={classes.streams}>
            {items.map(({ id, name }) => (
              <Checkbox key={id} size="xs" label={name} checked={chosen.has(id)} onChange={() => toggle(id)} />
            ))}
            {total > items.length && (
              <p className={dialog.quiet}>{full(total - items.length)} more match; search for them.</p>
            )}
            {total === 0 && <p className={dialog.quiet}>No stream matches.</p>}
          </div>
        )}
      </Loaded>
    </>
  );
}
