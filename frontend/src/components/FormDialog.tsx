import { Button, Modal } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError } from "../api/http";
import classes from "./Dialog.module.css";

/** What the server says of one field, if it refused that one. */
export type FieldProblem = (field: string) => string | undefined;

interface FormDialogProps {
  title: string;
  submit: string;
  danger?: boolean;
  /** sends what the named fields hold; a refusal is shown and the dialog stays */
  onSubmit: (form: FormData) => Promise<void>;
  onClose: () => void;
  size?: string;
  children: (problemOf: FieldProblem) => ReactNode;
}

/** A form in a dialog, closed by its success, by Escape or by Cancel. */
export function FormDialog({ title, submit, danger, onSubmit, onClose, size, children }: FormDialogProps) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ApiError | null>(null);

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
    try {
      await onSubmit(form);
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  }

  const problemOf: FieldProblem = (field) => (refusal?.field === field ? refusal.message : undefined);
  return (
    <Modal classNames={{ title: classes.title }} opened onClose={onClose} title={title} centered size={size ?? "md"}>
      <form className={classes.form} onSubmit={(event) => void send(event)} noValidate={false}>
        {children(problemOf)}
        {refusal !== null && (
          <p role="alert" className={classes.problem}>
            {refusal.message}
          </p>
        )}
        <div className={classes.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" size="sm" loading={busy} {...(danger ? { className: classes.danger } : {})}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
