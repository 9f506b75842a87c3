import { type ReactNode, useState } from "react";

interface FlashProps {
  /** what is compared: the shown text may stay the same while the number changes */
  value: string | number | null;
  title?: string;
  children: ReactNode;
}

/** Tints its content for a moment whenever the value changes after it was first shown. */
export function Flash({ value, title, children }: FlashProps) {
  const [known, setKnown] = useState(value);
  const [changes, setChanges] = useState(0);
  if (known !== value) {
    setKnown(value);
    setChanges(changes + 1);
  }
  return (
    <span key={changes} className={changes > 0 ? "number flash" : "number"} title={title}>
      {children}
    </span>
  );
}
