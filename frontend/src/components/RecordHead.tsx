import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { notify } from "../notices";
import { useMay } from "../role";
import { Confirm } from "./Confirm";
import classes from "./RecordHead.module.css";

interface RecordHeadProps {
  /** what it is, for example "line" */
  noun: string;
  name: string;
  /** how it fares, beside its name */
  children?: ReactNode;
  actions: ReactNode;
  /** the dialog that changes it */
  form: (close: () => void) => ReactNode;
  /** what its removal means, as it goes on after the name */
  consequence: string;
  remove: () => Promise<void>;
  /** told before it is removed, and when it was not: whoever watches it stops, or goes on */
  onRemoving: (removing: boolean) => void;
  /** the page of all of its kind, where its removal leads */
  list: string;
}

/** The head of one record's page: its name, what may be done, and the dialogs to change and to remove it. */
export function RecordHead(props: RecordHeadProps) {
  const { noun, name, children, actions, form, consequence, remove, onRemoving, list } = props;
  const [doing, setDoing] = useState<"change" | "remove" | null>(null);
  const [, goTo] = useLocation();
  const mayChange = useMay("admin");
  const close = () => setDoing(null);

  async function removed(): Promise<void> {
    onRemoving(true);
    try {
      await remove();
    } catch (error) {
      onRemoving(false);
      throw error;
    }
    notify("good", `${name} was removed`);
    goTo(list, { replace: true });
  }

  return (
    <div className={classes.head}>
      <h2 className={classes.name}>{name}</h2>
      {children}
      <div className={classes.actions}>
        {actions}
        {mayChange && (
          <>
            <Button size="xs" variant="default" onClick={() => setDoing("change")}>
              Change
            </Button>
            <Button size="xs" variant="default" onClick={() => setDoing("remove")}>
              Remove
            </Button>
          </>
        )}
      </div>
      {doing === "change" && form(close)}
      {doing === "remove" && (
        <Confirm title={`Remove this ${noun}?`} action="Remove" onConfirm={removed} onClose={close}>
          <b>{name}</b> {consequence}
        </Confirm>
      )}
    </div>
  );
}
