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

interface NextScheme {
  icon: ReactNode;
  /** what is chosen, and what comes next */
  meaning: string;
  step: () => void;
}

/** Steps through the colour schemes: like the system, light, dark. */
export function useNextScheme(): NextScheme {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { label, icon, next } = SCHEMES[colorScheme];
  return {
    icon,
    meaning: `Colours: ${label}. Change to ${SCHEMES[next].label}`,
    step: () => setColorScheme(next),
  };
}

/** Where the page is narrow the operator's menu has it instead. */
export function SchemeButton() {
  const { icon, meaning, step } = useNextScheme();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      visibleFrom="sm"
      onClick={step}
      aria-label={meaning}
      title={meaning}
    >
      {icon}
    </ActionIcon>
  );
}
