import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Asked } from "../api/useAnswer";
import classes from "./Page.module.css";

interface LoadedProps<T> {
  asked: Asked<T>;
  children: (answer: T) => ReactNode;
}

/** What was asked for, or why it is not here; an answer that could not be refreshed stays, and says so. */
export function Loaded<T>({ asked, children }: LoadedProps<T>) {
  const { answer, problem, pending, reload } = asked;
  return (
    <>
      {problem !== null && (
        <div role="alert" className={classes.problem}>
          <span>{answer === null ? problem.message : `Not refreshed, so this may be old: ${problem.message}`}</span>
          <Button size="compact-sm" variant="default" loading={pending} onClick={reload}>
            Try again
          </Button>
        </div>
      )}
      {answer !== null && children(answer)}
      {answer === null && problem === null && <p className={classes.waiting}>Waiting for the first data.</p>}
    </>
  );
}
