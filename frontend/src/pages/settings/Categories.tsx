import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { changeCategory, createCategory, listCategories, removeCategory } from "../../api/catalog";
import { useAnswer } from "../../api/useAnswer";
import { Confirm } from "../../components/Confirm";
import type { TableColumn } from "../../components/DataTable";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import { choiceIn, textIn } from "../../components/fields";
import type { CategoryRead } from "../../contract/rest";
import { full } from "../../format/number";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { actionsOf, RowButton, SettingsList } from "./SettingsList";

const TYPES = ["live", "movie", "series"] as const;

const COLUMNS: readonly TableColumn<CategoryRead>[] = [
  { key: "name", label: "Name", width: "16rem", cell: ({ name }) => <b>{name}</b> },
  { key: "type", label: "Type", width: "7rem", cell: ({ type }) => type },
  { key: "position", label: "Position", width: "6rem", right: true, cell: ({ position }) => full(position) },
];

type Doing = { what: "add" } | { what: "change" | "remove"; category: CategoryRead } | null;

/** How players arrange what they show. */
export function Categories() {
  const asked = useAnswer(listCategories);
  useReloadOnChange("category", asked.reload);
  const [doing, setDoing] = useState<Doing>(null);
  const mayChange = useMay("admin");
  const close = () => setDoing(null);
  const changed = doing?.what === "change" ? doing.category : null;

  async function save(form: FormData): Promise<void> {
    const body = {
      name: textIn(form, "name"),
      type: choiceIn(form, "type", TYPES),
      position: Number(textIn(form, "position")),
    };
    await (changed ? changeCategory(changed.id, body) : createCategory(body));
    notify("good", `${body.name} was ${changed ? "changed" : "added"}`);
    asked.reload();
  }

  const actions = actionsOf<CategoryRead>("10rem", (category) => (
    <>
      <RowButton label={`Change ${category.name}`} onClick={() => setDoing({ what: "change", category })}>
        Change
      </RowButton>
      <RowButton label={`Remove ${category.name}`} onClick={() => setDoing({ what: "remove", category })}>
        Remove
      </RowButton>
    </>
  ));

  return (
    <>
      <SettingsList
        about="Players show streams under these, in the order of their positions."
        caption="Categories"
        asked={asked}
        columns={mayChange ? [...COLUMNS, actions] : COLUMNS}
        empty="No categories yet"
        add="Add category"
        onAdd={() => setDoing({ what: "add" })}
      />
      {(doing?.what === "add" || changed !== null) && (
        <FormDialog
          title={changed ? "Change this category" : "Add a category"}
          submit={changed ? "Save" : "Add"}
          onSubmit={save}
          onClose={close}
        >
          {(problemOf) => (
            <>
              <TextInput
                label="Name"
                name="name"
                required
                data-autofocus
                maxLength={128}
                defaultValue={changed?.name ?? ""}
                error={problemOf("name")}
              />
              <div className={dialog.pair}>
                <NativeSelect label="Type" name="type" data={[...TYPES]} defaultValue={changed?.type ?? "live"} />
                <TextInput
                  label="Position"
                  name="position"
                  required
                  inputMode="numeric"
                  pattern="[0-9]+"
                  defaultValue={String(changed?.position ?? 0)}
                  error={problemOf("position")}
                />
              </div>
            </>
          )}
        </FormDialog>
      )}
      {doing?.what === "remove" && (
        <Confirm
          title="Remove this category?"
          action="Remove"
          onConfirm={async () => {
            await removeCategory(doing.category.id);
            asked.reload();
          }}
          onClose={close}
        >
          <b>{doing.category.name}</b> is removed. Streams stay; a category that still has some is not removed.
        </Confirm>
      )}
    </>
  );
}
