import { Button, Menu } from "@mantine/core";
import { useState } from "react";
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
      setFailure(error instanceof Error ? error.message : "The server does not answer.");
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
