import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { kick } from "../../api/connections";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import type { ConnectionRow } from "../../contract/events";
import type { KickOptions } from "../../contract/rest";
import { full } from "../../format/number";
import { kickAll, nameOf } from "./kicks";

interface KickDialogProps {
  rows: readonly ConnectionRow[];
  onKick: () => void;
  onClose: () => void;
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
const NAMED = 5;
/** From here on the count has to be typed: a mistake would be felt by many. */
const TYPED_FROM = 10;

/** Names whom it ends, asks why and for how long, and sends the kicks; their receipts appear on the page. */
export function KickDialog({ rows, onKick, onClose }: KickDialogProps) {
  const [reason, setReason] = useState("");
  const [cooldown, setCooldown] = useState("0");
  const [scope, setScope] = useState<NonNullable<KickOptions["scope"]>>("line");
  const count = rows.length;

  async function send(): Promise<void> {
    void kickAll(rows, { reason: reason.trim() || null, cooldownS: Number(cooldown), scope }, kick);
    onKick();
  }

  return (
    <FormDialog
      title={count === 1 ? "Kick this connection?" : `Kick ${full(count)} connections?`}
      submit={count === 1 ? "Kick" : `Kick ${full(count)}`}
      danger
      onSubmit={send}
      onClose={onClose}
    >
      {() => (
        <>
          <ul className={dialog.names}>
            {rows.slice(0, NAMED).map((row) => (
              <li key={row.id}>{nameOf(row)}</li>
            ))}
            {count > NAMED && <li>and {full(count - NAMED)} more</li>}
          </ul>
          <TextInput
            label="Reason"
            description="Kept in the activity with your name"
            maxLength={200}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={dialog.pair}>
            <NativeSelect
              label="Refuse afterwards for"
              data={COOLDOWNS}
              value={cooldown}
              onChange={(event) => setCooldown(event.currentTarget.value)}
            />
            <NativeSelect
              label="What to refuse"
              disabled={cooldown === "0"}
              data={[...SCOPES]}
              value={scope}
              onChange={(event) =>
                setScope(SCOPES.find(({ value }) => value === event.currentTarget.value)?.value ?? scope)
              }
            />
          </div>
          {count >= TYPED_FROM && (
            <TextInput
              label={`Type ${count} to confirm`}
              required
              inputMode="numeric"
              pattern={String(count)}
              title={`The number of connections, ${count}`}
              autoComplete="off"
            />
          )}
        </>
      )}
    </FormDialog>
  );
}
