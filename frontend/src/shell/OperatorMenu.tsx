import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "../api/http";
import { logout } from "../api/panel";
import type { Me as Operator } from "../contract/rest";
import { setStanding } from "../operator";
import { useNextScheme } from "./SchemeButton";
import classes from "./Shell.module.css";

interface OperatorMenuProps {
  operator: Operator;
  onRegion: () => void;
}

export function OperatorMenu({ operator, onRegion }: OperatorMenuProps) {
  const scheme = useNextScheme();
  const [failure, setFailure] = useState<string | null>(null);

  async function leave(): Promise<void> {
    try {
      await logout();
      setStanding({ state: "out" });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) setStanding({ state: "out" });
      else setFailure(error.message);
    }
  }

  return (
    <Popover position="bottom-end" shadow="md" withinPortal={false} trapFocus onClose={() => setFailure(null)}>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-sm" className={classes.operator}>
          {operator.name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.account} aria-label="Your account">
        <span>
          {operator.name}, role {operator.role}
        </span>
        <Button variant="default" size="xs" hiddenFrom="sm" onClick={scheme.step}>
          {scheme.meaning}
        </Button>
        <Button variant="default" size="xs" onClick={onRegion}>
          Numbers, dates, time zone
        </Button>
        <Button variant="default" size="xs" onClick={() => void leave()}>
          Log out
        </Button>
        {failure !== null && <span role="alert">{failure}</span>}
      </Popover.Dropdown>
    </Popover>
  );
}
