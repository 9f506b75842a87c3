import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import classes from "./Command.module.css";

interface CommandProps {
  text: string;
  /** what it is, for whoever hears the button and does not see it */
  what?: string;
}

/** A command to type or an address to hand on, with a button that copies it. */
export function Command({ text, what }: CommandProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <div className={classes.command}>
      <code>{text}</code>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => clipboard.copy(text)}
        aria-label={`Copy ${what ?? `the command: ${text}`}`}
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
