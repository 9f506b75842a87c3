import { type ReactNode, useId } from "react";
import { CheckIcon } from "../../components/icons";
import classes from "./WelcomePage.module.css";

interface StepProps {
  /** counted from 1 */
  number: number;
  title: string;
  state: "done" | "current" | "later";
  /** what was reached, once it is done */
  reached: string;
  children: ReactNode;
}

/** One of the first steps: what it asks for while it is the current one. */
export function Step({ number, title, state, reached, children }: StepProps) {
  const id = useId();
  return (
    <li className={classes.step} data-step={state} aria-current={state === "current" ? "step" : undefined}>
      <span className={classes.place} aria-hidden>
        {state === "done" ? <CheckIcon /> : number}
      </span>
      <section className={classes.body} aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {state === "done" && <p className={classes.quiet}>{reached}</p>}
        {state === "current" && children}
      </section>
    </li>
  );
}
