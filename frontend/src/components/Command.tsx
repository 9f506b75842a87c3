import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import classes from "./Command.module.css";

/** A command to type, with a button that copies it. */
export function Command({ text }: { text: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <div className={classes.command}>
      <code>{text}</code>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => clipboard.copy(text)}
        aria-label={`Copy the command: ${text}`}
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
