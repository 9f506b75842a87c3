import { AppShell, Burger } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useEffect } from "react";
import type { Me as Operator } from "../contract/rest";
import { useLink } from "../realtime/hooks";
import { LinkBadge } from "./LinkBadge";
import { Navigation } from "./Navigation";
import { Notices } from "./Notices";
import { OperatorMenu } from "./OperatorMenu";
import { SchemeButton } from "./SchemeButton";
import classes from "./Shell.module.css";

interface ShellProps {
  title: string;
  operator: Operator;
  children: ReactNode;
}

/** What surrounds every page of somebody who is logged in. */
export function Shell({ title, operator, children }: ShellProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
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
        <LinkBadge />
        <SchemeButton />
        <OperatorMenu operator={operator} />
        <DocumentTitle title={title} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Pages" withBorder>
        <Navigation opened={opened} onNavigate={close} onClose={toggle} />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="main" tabIndex={-1}>
        {children}
      </AppShell.Main>
      <Notices />
    </AppShell>
  );
}

/** The browser's tab says when the page is not live. */
function DocumentTitle({ title }: { title: string }) {
  const { state } = useLink();
  const text = state === "reconnecting" ? `(!) ${title} · Panel` : `${title} · Panel`;
  useEffect(() => {
    document.title = text;
  }, [text]);
  return null;
}
