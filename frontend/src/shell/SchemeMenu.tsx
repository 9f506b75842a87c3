import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { AutoIcon, MoonIcon, SunIcon } from "./icons";

const SCHEMES: Record<MantineColorScheme, { label: string; icon: ReactNode }> = {
  light: { label: "Light", icon: <SunIcon /> },
  dark: { label: "Dark", icon: <MoonIcon /> },
  auto: { label: "Like the system", icon: <AutoIcon /> },
};
const ORDER: readonly MantineColorScheme[] = ["light", "dark", "auto"];

export function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Colours: ${SCHEMES[colorScheme].label}`}>
          {SCHEMES[colorScheme].icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ORDER.map((scheme) => (
          <Menu.Item
            key={scheme}
            leftSection={SCHEMES[scheme].icon}
            onClick={() => setColorScheme(scheme)}
            aria-current={scheme === colorScheme}
          >
            {SCHEMES[scheme].label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
