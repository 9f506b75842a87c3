import { Button } from "@mantine/core";
import { useState } from "react";
import { changeLine } from "../../api/lines";
import { attempt } from "../../components/attempt";
import { Confirm } from "../../components/Confirm";
import type { LineRead } from "../../contract/rest";
import { counted } from "../../format/number";
import { notify } from "../../notices";

interface LineSwitchProps {
  line: LineRead;
  /** how many devices are watching; null: not known here */
  devices: number | null;
  size: "xs" | "compact-xs";
  onDone: () => void;
}

/** Enables or disables a line. Disabling lets go whoever watches, so it asks unless nobody does. */
export function LineSwitch({ line, devices, size, onDone }: LineSwitchProps) {
  const [asking, setAsking] = useState(false);
  const verb = line.enabled ? "Disable" : "Enable";

  async function turn(): Promise<void> {
    await changeLine(line.id, { enabled: !line.enabled });
    notify("good", `${line.username} is ${line.enabled ? "disabled" : "enabled"}`);
    onDone();
  }

  return (
    <>
      <Button
        size={size}
        variant="default"
        aria-label={`${verb} ${line.username}`}
        onClick={() => (line.enabled && devices !== 0 ? setAsking(true) : void attempt(turn))}
      >
        {verb}
      </Button>
      {asking && (
        <Confirm title="Disable this line?" action="Disable" onConfirm={turn} onClose={() => setAsking(false)}>
          <b>{line.username}</b> may watch no more until it is enabled again.{" "}
          {devices === null
            ? "Whoever watches with it is let go."
            : `It is let go on ${counted(devices, "device", "devices")}.`}
        </Confirm>
      )}
    </>
  );
}
