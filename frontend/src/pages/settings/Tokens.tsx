import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { createToken, listTokens, revokeToken } from "../../api/access";
import { useAnswer } from "../../api/useAnswer";
import { Command } from "../../components/Command";
import { Confirm } from "../../components/Confirm";
import type { TableColumn } from "../../components/DataTable";
import dialog from "../../components/Dialog.module.css";
import { FormDialog } from "../../components/FormDialog";
import { choiceIn, textIn } from "../../components/fields";
import { StatusMark } from "../../components/StatusMark";
import type { TokenCreated, TokenRead } from "../../contract/rest";
import { dateTime, fullTime } from "../../format/time";
import { fromField } from "../../format/zoned";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { type Role, useMay } from "../../role";
import { actionsOf, RowButton, SettingsList } from "./SettingsList";

const ROLES: readonly [Role, ...Role[]] = ["viewer", "operator", "admin"];

function isOver({ revokedAt, expiresAt }: TokenRead): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= Date.now());
}

const COLUMNS: readonly TableColumn<TokenRead>[] = [
  { key: "name", label: "Name", width: "12rem", cell: ({ name }) => <b>{name}</b> },
  { key: "role", label: "Role", width: "7rem", cell: ({ role }) => role },
  {
    key: "state",
    label: "State",
    width: "8rem",
    title: ({ revokedAt }) => (revokedAt === null ? undefined : fullTime(revokedAt)),
    cell: (token) => (
      <StatusMark tone={isOver(token) ? "idle" : "good"}>
        {token.revokedAt !== null ? "revoked" : isOver(token) ? "expired" : "valid"}
      </StatusMark>
    ),
  },
  { key: "created", label: "Created", width: "10rem", cell: ({ createdAt }) => dateTime(createdAt) },
  {
    key: "expires",
    label: "Expires",
    width: "10rem",
    cell: ({ expiresAt }) => (expiresAt === null ? "never" : dateTime(expiresAt)),
  },
];

/** Tokens for scripts and other systems. */
export function Tokens() {
  const asked = useAnswer(listTokens);
  useReloadOnChange("token", asked.reload);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<TokenCreated | null>(null);
  const [revoking, setRevoking] = useState<TokenRead | null>(null);
  const mayChange = useMay("admin");

  async function create(form: FormData): Promise<void> {
    const expires = textIn(form, "expires");
    const token = await createToken({
      name: textIn(form, "name"),
      role: choiceIn(form, "role", ROLES),
      expiresAt: expires === "" ? null : fromField(expires),
    });
    setMade(token);
    asked.reload();
  }

  const actions = actionsOf<TokenRead>("6rem", (token) =>
    token.revokedAt === null ? (
      <RowButton label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
        Revoke
      </RowButton>
    ) : null,
  );

  return (
    <>
      <SettingsList
        about="Tokens let scripts and other systems in, with a role. Each is shown once; only its hash is kept."
        caption="Tokens"
        asked={asked}
        columns={mayChange ? [...COLUMNS, actions] : COLUMNS}
        empty="No tokens yet"
        add="Create token"
        onAdd={() => setAdding(true)}
        isQuiet={isOver}
      />
      {adding && (
        <FormDialog title="Create a token" submit="Create" onSubmit={create} onClose={() => setAdding(false)}>
          {(problemOf) => (
            <>
              <TextInput label="Name" name="name" required data-autofocus maxLength={64} error={problemOf("name")} />
              <div className={dialog.pair}>
                <NativeSelect label="Role" name="role" data={[...ROLES]} error={problemOf("role")} />
                <TextInput label="Expires" name="expires" type="datetime-local" error={problemOf("expiresAt")} />
              </div>
            </>
          )}
        </FormDialog>
      )}
      {made !== null && <Made token={made} onClose={() => setMade(null)} />}
      {revoking !== null && (
        <Confirm
          title="Revoke this token?"
          action="Revoke"
          onConfirm={async () => {
            await revokeToken(revoking.id);
            notify("good", `${revoking.name} was revoked`);
            asked.reload();
          }}
          onClose={() => setRevoking(null)}
        >
          Whatever uses <b>{revoking.name}</b> is cut off at once and for good.
        </Confirm>
      )}
    </>
  );
}

/** The only sight of a token. */
function Made({ token, onClose }: { token: TokenCreated; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`The token ${token.name}`} centered closeOnClickOutside={false}>
      <div className={dialog.form}>
        <p className={dialog.text}>Copy it now. It is shown this once.</p>
        <Command text={token.token} what="the token" />
        <div className={dialog.actions}>
          <Button size="sm" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Modal>
  );
}
