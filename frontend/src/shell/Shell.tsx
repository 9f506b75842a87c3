import { AppShell, Burger, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import type { Me as Operator } from "../contract/rest";
import { useNews } from "../news/useNews";
import { FirstSteps } from "./FirstSteps";
import { LinkBadge } from "./LinkBadge";
import { Navigation } from "./Navigation";
import { Notices } from "./Notices";
import { NoticesMenu } from "./NoticesMenu";
import { OperatorMenu } from "./OperatorMenu";
import { SchemeButton } from "./SchemeButton";
import classes from "./Shell.module.css";
import { TabState } from "./TabState";
import { useShortcuts } from "./useShortcuts";

const Palette = lazy(() => import("./Palette"));
const RegionDialog = lazy(() => import("./RegionDialog"));
const Help = lazy(() => import("./Help"));

interface ShellProps {
  title: string;
  operator: Operator;
  children: ReactNode;
}

/** What surrounds every page of somebody who is logged in. */
export function Shell({ title, operator, children }: ShellProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [above, setAbove] = useState<"palette" | "help" | "region" | null>(null);
  const onPalette = useCallback(() => setAbove("palette"), []);
  const onHelp = useCallback(() => setAbove("help"), []);
  useNews();
  useShortcuts({ onHelp, onPalette });
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "sm", sm: "md" }}
      layout="alt"
    >
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <AppShell.Header className={classes.header}>
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={opened ? "Close the menu" : "Open the menu"}
          aria-expanded={opened}
        />
        <h1 className={classes.title}>{title}</h1>
        <FindButton onClick={onPalette} />
        <LinkBadge />
        <SchemeButton />
        <NoticesMenu />
        <OperatorMenu operator={operator} onRegion={() => setAbove("region")} />
        <TabState title={title} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Pages" withBorder>
        <Navigation opened={opened} onNavigate={close} onClose={toggle} />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="main" tabIndex={-1}>
        <FirstSteps />
        {children}
      </AppShell.Main>
      <Notices />
      <Suspense>
        {above === "palette" && <Palette onClose={() => setAbove(null)} />}
        {above === "region" && <RegionDialog onClose={() => setAbove(null)} />}
        {above === "help" && <Help onClose={() => setAbove(null)} />}
      </Suspense>
    </AppShell>
  );
}

/** The palette for whoever does not know the key. */
function FindButton({ onClick }: { onClick: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      className={classes.find}
      visibleFrom="sm"
      rightSection={<kbd className={classes.key}>ctrl k</kbd>}
      onClick={onClick}
    >
      Find
    </Button>
  );
}
