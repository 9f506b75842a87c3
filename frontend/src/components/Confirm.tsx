import type { ReactNode } from "react";
import classes from "./Dialog.module.css";
import { FormDialog } from "./FormDialog";

interface ConfirmProps {
  title: string;
  /** what happens, naming what it happens to */
  children: ReactNode;
  /** the verb on the button */
  action: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, children, action, onConfirm, onClose }: ConfirmProps) {
  return (
    <FormDialog title={title} submit={action} danger onSubmit={onConfirm} onClose={onClose}>
      {() => <div className={classes.text}>{children}</div>}
    </FormDialog>
  );
}
