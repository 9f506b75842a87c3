import { NativeSelect, TextInput } from "@mantine/core";
import dialog from "../../components/Dialog.module.css";
import type { FieldProblem } from "../../components/FormDialog";
import type { KickOptions } from "../../contract/rest";

/** Why, and who is refused for how long afterwards, as they stand in the form. */
export interface Terms {
  reason: string;
  cooldown: string;
  scope: NonNullable<KickOptions["scope"]>;
}

export const NO_TERMS: Terms = { reason: "", cooldown: "0", scope: "line" };

export function optionsOf({ reason, cooldown, scope }: Terms): KickOptions {
  return { reason: reason.trim() || null, cooldownS: Number(cooldown), scope };
}

const COOLDOWNS = [
  { value: "0", label: "not at all" },
  { value: "60", label: "1 minute" },
  { value: "600", label: "10 minutes" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
];
const SCOPES = [
  { value: "line", label: "the line" },
  { value: "address", label: "the address, with any line" },
  { value: "agent", label: "the line on this player" },
] as const;
/** From here on the count has to be typed: a mistake would be felt by many. */
const TYPED_FROM = 10;

interface KickTermsProps {
  count: number;
  terms: Terms;
  onChange: (terms: Terms) => void;
  problemOf?: FieldProblem;
}

export function KickTerms({ count, terms, onChange, problemOf }: KickTermsProps) {
  return (
    <>
      <TextInput
        label="Reason"
        description="Kept in the activity with your name"
        maxLength={200}
        data-autofocus
        value={terms.reason}
        onChange={(event) => onChange({ ...terms, reason: event.currentTarget.value })}
      />
      <div className={dialog.pair}>
        <NativeSelect
          label="Refuse afterwards for"
          data={COOLDOWNS}
          value={terms.cooldown}
          error={problemOf?.("cooldownS")}
          onChange={(event) => onChange({ ...terms, cooldown: event.currentTarget.value })}
        />
        <NativeSelect
          label="What to refuse"
          disabled={terms.cooldown === "0"}
          data={[...SCOPES]}
          value={terms.scope}
          onChange={(event) => {
            const scope = SCOPES.find(({ value }) => value === event.currentTarget.value)?.value;
            if (scope) onChange({ ...terms, scope });
          }}
        />
      </div>
      {count >= TYPED_FROM && (
        <TextInput
          key={count}
          label={`Type ${count} to confirm`}
          required
          inputMode="numeric"
          pattern={String(count)}
          title={`The number of connections, ${count}`}
          autoComplete="off"
        />
      )}
    </>
  );
}
