import { type ReactNode, useState } from "react";
import { type FieldProblem, FormDialog } from "./FormDialog";

/** What a part of a form shows and changes. */
export interface DraftPart<Draft> {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  problemOf: FieldProblem;
}

export interface DraftFormProps<Draft> {
  title: string;
  submit: string;
  initial: Draft;
  onSubmit: (draft: Draft) => Promise<void>;
  onClose: () => void;
}

/** A dialog in which a draft of a record is edited, then sent. */
export function DraftForm<Draft>(props: DraftFormProps<Draft> & { children: (part: DraftPart<Draft>) => ReactNode }) {
  const { title, submit, initial, onSubmit, onClose, children } = props;
  const [draft, setDraft] = useState(initial);
  const set = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  return (
    <FormDialog title={title} submit={submit} size="lg" onSubmit={() => onSubmit(draft)} onClose={onClose}>
      {(problemOf) => children({ draft, set, problemOf })}
    </FormDialog>
  );
}
