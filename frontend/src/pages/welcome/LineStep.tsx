import { Button } from "@mantine/core";
import { useState } from "react";
import { createLine } from "../../api/lines";
import { notify } from "../../notices";
import { bodyOf, type Draft, NEW_DRAFT } from "../lines/draft";
import { LineForm } from "../lines/LineForm";
import classes from "./WelcomePage.module.css";

/** The first subscriber's account. */
export function LineStep({ onDone }: { onDone: () => void }) {
  const [adding, setAdding] = useState(false);

  async function add(draft: Draft): Promise<void> {
    const made = await createLine(bodyOf(draft));
    notify("good", `The line ${made.username} was added`);
    onDone();
  }

  return (
    <div className={classes.form}>
      <p className={classes.quiet}>A line is a subscriber’s account: the name and password that a player asks for.</p>
      <div className={classes.ways}>
        <Button size="sm" onClick={() => setAdding(true)}>
          Add a line
        </Button>
      </div>
      {adding && (
        <LineForm title="Add a line" submit="Add" initial={NEW_DRAFT} onSubmit={add} onClose={() => setAdding(false)} />
      )}
    </div>
  );
}
