import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { listBouquets } from "../../api/catalog";
import { useAnswer } from "../../api/useAnswer";
import dialog from "../../components/Dialog.module.css";
import { DraftForm, type DraftFormProps, type DraftPart } from "../../components/DraftForm";
import type { Draft } from "./draft";

type PartProps = DraftPart<Draft>;

/** Adds a line or changes one. */
export function LineForm(props: DraftFormProps<Draft>) {
  return (
    <DraftForm {...props}>
      {(part) => (
        <>
          <Account {...part} />
          <Bouquets {...part} />
          <Rules {...part} />
        </>
      )}
    </DraftForm>
  );
}

function Account({ draft, set, problemOf }: PartProps) {
  return (
    <>
      <div className={dialog.pair}>
        <TextInput
          label="Username"
          required
          data-autofocus
          autoComplete="off"
          maxLength={64}
          value={draft.username}
          error={problemOf("username")}
          onChange={(event) => set({ username: event.currentTarget.value })}
        />
        <TextInput
          label="Password"
          placeholder="generated"
          autoComplete="off"
          maxLength={128}
          value={draft.password}
          error={problemOf("password")}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      </div>
      <div className={dialog.pair}>
        <TextInput
          label="Connections at most"
          description="0 is no limit"
          required
          inputMode="numeric"
          pattern="[0-9]+"
          value={draft.maxConnections}
          error={problemOf("maxConnections")}
          onChange={(event) => set({ maxConnections: event.currentTarget.value })}
        />
        <TextInput
          label="Expires"
          description="Empty: never"
          type="datetime-local"
          value={draft.expiresAt}
          error={problemOf("expiresAt")}
          onChange={(event) => set({ expiresAt: event.currentTarget.value })}
        />
      </div>
      <Checkbox label="Trial" checked={draft.trial} onChange={(event) => set({ trial: event.currentTarget.checked })} />
    </>
  );
}

function Bouquets({ draft, set }: Omit<PartProps, "problemOf">) {
  const bouquets = useAnswer(listBouquets).answer?.items ?? [];
  if (bouquets.length === 0) return null;
  const chosen = new Set(draft.bouquetIds);
  const toggle = (id: number) =>
    set({ bouquetIds: chosen.has(id) ? draft.bouquetIds.filter((known) => known !== id) : [...draft.bouquetIds, id] });
  return (
    <Checkbox.Group label="Bouquets" description="None: it may play every stream" value={draft.bouquetIds.map(String)}>
      <div className={dialog.choices}>
        {bouquets.map(({ id, name }) => (
          <Checkbox key={id} value={String(id)} label={name} onChange={() => toggle(id)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function Rules({ draft, set, problemOf }: PartProps) {
  const oneALine = { autosize: true, minRows: 1, maxRows: 4 };
  return (
    <details className={dialog.more}>
      <summary>From where and with what it may watch</summary>
      <div className={dialog.form}>
        <TextInput
          label="Countries"
          description="Two letters each, for example DE, AT; empty: any"
          value={draft.allowedCountries}
          error={problemOf("allowedCountries")}
          onChange={(event) => set({ allowedCountries: event.currentTarget.value })}
        />
        <Textarea
          label="Providers"
          description="One a line: a name with * for any text, or AS3320"
          {...oneALine}
          value={draft.allowedIsps}
          error={problemOf("allowedIsps")}
          onChange={(event) => set({ allowedIsps: event.currentTarget.value })}
        />
        <Textarea
          label="Networks"
          description="Addresses or networks, for example 192.0.2.0/24"
          {...oneALine}
          value={draft.allowedNetworks}
          error={problemOf("allowedNetworks")}
          onChange={(event) => set({ allowedNetworks: event.currentTarget.value })}
        />
        <Textarea
          label="Players"
          description="One a line: what the player calls itself, with * for any text"
          {...oneALine}
          value={draft.allowedAgents}
          error={problemOf("allowedAgents")}
          onChange={(event) => set({ allowedAgents: event.currentTarget.value })}
        />
      </div>
    </details>
  );
}
