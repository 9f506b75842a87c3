import { useState } from "react";
import { listBouquets, removeBouquet } from "../../api/catalog";
import { useAnswer } from "../../api/useAnswer";
import { Confirm } from "../../components/Confirm";
import type { TableColumn } from "../../components/DataTable";
import type { BouquetRead } from "../../contract/rest";
import { full } from "../../format/number";
import { useReloadOnChange } from "../../realtime/hooks";
import { useMay } from "../../role";
import { BouquetForm } from "./BouquetForm";
import { actionsOf, RowButton, SettingsList } from "./SettingsList";

const COLUMNS: readonly TableColumn<BouquetRead>[] = [
  { key: "name", label: "Name", width: "16rem", cell: ({ name }) => <b>{name}</b> },
  { key: "streams", label: "Streams", width: "6rem", right: true, cell: ({ streamIds }) => full(streamIds.length) },
];

type Doing = { what: "add" } | { what: "change" | "remove"; bouquet: BouquetRead } | null;

/** What lines may play is packaged here. */
export function Bouquets() {
  const asked = useAnswer(listBouquets);
  useReloadOnChange("bouquet", asked.reload);
  const [doing, setDoing] = useState<Doing>(null);
  const mayChange = useMay("admin");
  const close = () => setDoing(null);

  const actions = actionsOf<BouquetRead>("10rem", (bouquet) => (
    <>
      <RowButton label={`Change ${bouquet.name}`} onClick={() => setDoing({ what: "change", bouquet })}>
        Change
      </RowButton>
      <RowButton label={`Remove ${bouquet.name}`} onClick={() => setDoing({ what: "remove", bouquet })}>
        Remove
      </RowButton>
    </>
  ));

  return (
    <>
      <SettingsList
        about="Packages of streams. A line that has bouquets may play theirs alone; one without may play every stream."
        caption="Bouquets"
        asked={asked}
        columns={mayChange ? [...COLUMNS, actions] : COLUMNS}
        empty="No bouquets yet"
        add="Add bouquet"
        onAdd={() => setDoing({ what: "add" })}
      />
      {doing?.what === "add" && <BouquetForm bouquet={null} onDone={asked.reload} onClose={close} />}
      {doing?.what === "change" && <BouquetForm bouquet={doing.bouquet} onDone={asked.reload} onClose={close} />}
      {doing?.what === "remove" && (
        <Confirm
          title="Remove this bouquet?"
          action="Remove"
          onConfirm={async () => {
            await removeBouquet(doing.bouquet.id);
            asked.reload();
          }}
          onClose={close}
        >
          <b>{doing.bouquet.name}</b> is removed; its streams stay. A bouquet that lines still have is not removed.
        </Confirm>
      )}
    </>
  );
}
