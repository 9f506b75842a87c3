import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { login } from "../../api/panel";
import { setStanding } from "../../operator";
import classes from "./LoginPage.module.css";
import { loginProblem } from "./problem";

export function LoginPage() {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    document.title = "Log in · Panel";
  }, []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      setStanding({ state: "in", operator: await login(username, password) });
    } catch (error) {
      setProblem(loginProblem(error));
      setPassword("");
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <img src="/favicon.svg" width="32" height="32" alt="" />
          <h1>Log in to Panel</h1>
        </div>
        <form onSubmit={(event) => void submit(event)}>
          {problem !== null && (
            <div role="alert" className={classes.problem}>
              {problem}
            </div>
          )}
          <TextInput
            label="Name"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            data-autofocus
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy} fullWidth>
            Log in
          </Button>
        </form>
      </div>
    </main>
  );
}
