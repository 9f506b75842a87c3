import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "../api/http";
import { logout } from "../api/panel";
import type { Operator } from "../api/types";
import { setStanding } from "../operator";

export function OperatorMenu({ operator }: { operator: Operator }) {
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
    <Menu position="bottom-end" closeOnItemClick={false} onClose={() => setFailure(null)}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" fw={500}>
          {operator.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Role: {operator.role}</Menu.Label>
        <Menu.Item onClick={() => void leave()}>Log out</Menu.Item>
        {failure !== null && <Menu.Label role="alert">{failure}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
