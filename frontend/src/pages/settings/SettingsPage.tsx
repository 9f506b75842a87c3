import type { ComponentType } from "react";
import { Link, useParams } from "wouter";
import frame from "../../components/Page.module.css";
import { MissingPage } from "../MissingPage";
import { About } from "./About";
import { Bouquets } from "./Bouquets";
import { Categories } from "./Categories";
import { Collectors } from "./Collectors";
import { Imports } from "./Imports";
import { Operators } from "./Operators";
import { Places } from "./Places";
import { Service } from "./Service";
import classes from "./SettingsPage.module.css";
import { Tokens } from "./Tokens";

const PARTS: readonly { path: string; label: string; part: ComponentType }[] = [
  { path: "operators", label: "Operators", part: Operators },
  { path: "tokens", label: "Tokens", part: Tokens },
  { path: "categories", label: "Categories", part: Categories },
  { path: "bouquets", label: "Bouquets", part: Bouquets },
  { path: "collectors", label: "Collectors", part: Collectors },
  { path: "import", label: "Import", part: Imports },
  { path: "places", label: "Places", part: Places },
  { path: "service", label: "Service", part: Service },
  { path: "about", label: "About", part: About },
];

/** What is set up once and changed seldom. */
export default function SettingsPage() {
  const { part } = useParams<{ part?: string }>();
  const here = PARTS.find(({ path }) => path === (part ?? "operators"));
  if (!here) return <MissingPage />;
  const Part = here.part;
  return (
    <div className={frame.page}>
      <nav className={classes.tabs} aria-label="Settings">
        {PARTS.map(({ path, label }) => (
          <Link
            key={path}
            href={`/settings/${path}`}
            className={classes.tab}
            aria-current={path === here.path ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Part />
    </div>
  );
}
