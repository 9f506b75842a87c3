import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { AutoIcon, MoonIcon, SunIcon } from "../components/icons";

interface Scheme {
  label: string;
  icon: ReactNode;
  next: MantineColorScheme;
}

const SCHEMES: Record<MantineColorScheme, Scheme> = {
  auto: { label: "like the system", icon: <AutoIcon />, next: "light" },
  light: { label: "light", icon: <SunIcon />, next: "dark" },
  dark: { label: "dark", icon: <MoonIcon />, next: "auto" },
};

/** Steps through the colour schemes: like the system, light, dark. */
export function SchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { label, icon, next } = SCHEMES[colorScheme];
  const meaning = `Colours: ${label}. Change to ${SCHEMES[next].label}`;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      onClick={() => setColorScheme(next)}
      aria-label={meaning}
      title={meaning}
    >
      {icon}
    </ActionIcon>
  );
}
