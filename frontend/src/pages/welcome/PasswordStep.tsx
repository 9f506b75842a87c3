import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changeOperator, listOperators } from "../../api/access";
import { ApiError } from "../../api/http";
import { login } from "../../api/panel";
import dialog from "../../components/Dialog.module.css";
import { setStanding } from "../../operator";
import { feed } from "../../realtime/current";
import classes from "./WelcomePage.module.css";

interface PasswordStepProps {
  /** who sits here */
  name: string;
  onDone: () => void;
  onLater: () => void;
}

/** A new password ends every login of an operator, this one too, so it is followed by a new one. */
async function changeOwnPassword(name: string, password: string): Promise<void> {
  const { items } = await listOperators(AbortSignal.timeout(10_000));
  const own = items.find((operator) => operator.name === name);
  if (own === undefined) throw new ApiError(404, "not_found", "Your account is not there any more.");
  feed.stop();
  try {
    await changeOperator(own.id, { password });
    setStanding({ state: "in", operator: await login(name, password) });
  } finally {
    feed.start();
  }
}

/** A password of one's own in place of the generated one. */
export function PasswordStep({ name, onDone, onLater }: PasswordStepProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    setBusy(true);
    setProblem(null);
    try {
      await changeOwnPassword(name, password);
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.quiet}>The one you logged in with was generated, and is in the log of the first start.</p>
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <PasswordInput
        label="New password"
        description="Eight characters or more"
        name="password"
        autoComplete="new-password"
        required
        minLength={8}
        error={problem}
      />
      <div className={dialog.actions}>
        <Button variant="default" size="sm" onClick={onLater}>
          Keep the generated one
        </Button>
        <Button type="submit" size="sm" loading={busy}>
          Change the password
        </Button>
      </div>
    </form>
  );
}
