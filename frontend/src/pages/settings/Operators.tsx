import { NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { changeOperator, createOperator, listOperators, removeOperator } from "../../api/access";
import { useAnswer } from "../../api/useAnswer";
import { attempt } from "../../components/attempt";
import { Confirm } from "../../components/Confirm";
import type { TableColumn } from "../../components/DataTable";
import { FormDialog } from "../../components/FormDialog";
import { choiceIn, textIn } from "../../components/fields";
import { StatusMark } from "../../components/StatusMark";
import type { OperatorRead } from "../../contract/rest";
import { dateTime } from "../../format/time";
import { notify } from "../../notices";
import { useReloadOnChange } from "../../realtime/hooks";
import { type Role, useMay } from "../../role";
import { actionsOf, RowButton, SettingsList } from "./SettingsList";

const ROLES: readonly [Role, ...Role[]] = ["viewer", "operator", "admin"];
const ROLE_CHOICES = [
  { value: "viewer", label: "viewer: looks" },
  { value: "operator", label: "operator: also kicks, starts and stops" },
  { value: "admin", label: "admin: everything" },
];

const COLUMNS: readonly TableColumn<OperatorRead>[] = [
  { key: "name", label: "Name", width: "12rem", cell: ({ name }) => <b>{name}</b> },
  { key: "role", label: "Role", width: "7rem", cell: ({ role }) => role },
  {
    key: "state",
    label: "State",
    width: "8rem",
    cell: ({ enabled }) => <StatusMark tone={enabled ? "good" : "bad"}>{enabled ? "enabled" : "disabled"}</StatusMark>,
  },
  { key: "created", label: "Created", width: "10rem", cell: ({ createdAt }) => dateTime(createdAt) },
];

type Doing = { what: "add" } | { what: "change" | "remove"; operator: OperatorRead } | null;

export function Operators() {
  const asked = useAnswer(listOperators);
  useReloadOnChange("operator", asked.reload);
  const [doing, setDoing] = useState<Doing>(null);
  const mayChange = useMay("admin");
  const close = () => setDoing(null);

  async function turn(operator: OperatorRead): Promise<void> {
    await attempt(async () => {
      await changeOperator(operator.id, { enabled: !operator.enabled });
      asked.reload();
    });
  }

  const actions = actionsOf<OperatorRead>("14rem", (operator) => (
    <>
      <RowButton
        label={`${operator.enabled ? "Disable" : "Enable"} ${operator.name}`}
        onClick={() => void turn(operator)}
      >
        {operator.enabled ? "Disable" : "Enable"}
      </RowButton>
      <RowButton label={`Change ${operator.name}`} onClick={() => setDoing({ what: "change", operator })}>
        Change
      </RowButton>
      <RowButton label={`Remove ${operator.name}`} onClick={() => setDoing({ what: "remove", operator })}>
        Remove
      </RowButton>
    </>
  ));

  return (
    <>
      <SettingsList
        about="Operators log in here. A disabled one is logged out at once, with every page that is open."
        caption="Operators"
        asked={asked}
        columns={mayChange ? [...COLUMNS, actions] : COLUMNS}
        empty="No operators"
        add="Add operator"
        onAdd={() => setDoing({ what: "add" })}
        isQuiet={({ enabled }) => !enabled}
      />
      {doing?.what === "add" && <OperatorForm onDone={asked.reload} onClose={close} />}
      {doing?.what === "change" && <OperatorForm operator={doing.operator} onDone={asked.reload} onClose={close} />}
      {doing?.what === "remove" && (
        <Confirm
          title="Remove this operator?"
          action="Remove"
          onConfirm={async () => {
            await removeOperator(doing.operator.id);
            notify("good", `${doing.operator.name} was removed`);
            asked.reload();
          }}
          onClose={close}
        >
          <b>{doing.operator.name}</b> can no longer log in and is logged out at once.
        </Confirm>
      )}
    </>
  );
}

interface OperatorFormProps {
  /** absent: a new one */
  operator?: OperatorRead;
  onDone: () => void;
  onClose: () => void;
}

function OperatorForm({ operator, onDone, onClose }: OperatorFormProps) {
  async function send(form: FormData): Promise<void> {
    const password = String(form.get("password"));
    const role = choiceIn(form, "role", ROLES);
    if (operator) await changeOperator(operator.id, { role, ...(password === "" ? {} : { password }) });
    else await createOperator({ name: textIn(form, "name"), password, role });
    notify("good", operator ? `${operator.name} was changed` : `${textIn(form, "name")} was added`);
    onDone();
  }

  return (
    <FormDialog
      title={operator ? `Change ${operator.name}` : "Add an operator"}
      submit={operator ? "Save" : "Add"}
      onSubmit={send}
      onClose={onClose}
    >
      {(problemOf) => (
        <>
          {!operator && (
            <TextInput
              label="Name"
              name="name"
              required
              data-autofocus
              autoComplete="off"
              maxLength={64}
              error={problemOf("name")}
            />
          )}
          <PasswordInput
            label={operator ? "New password" : "Password"}
            description={operator ? "Empty: as it is" : "Eight characters or more"}
            name="password"
            autoComplete="new-password"
            required={!operator}
            minLength={8}
            error={problemOf("password")}
          />
          <NativeSelect
            label="Role"
            name="role"
            defaultValue={operator?.role ?? "viewer"}
            data={ROLE_CHOICES}
            error={problemOf("role")}
          />
        </>
      )}
    </FormDialog>
  );
}
