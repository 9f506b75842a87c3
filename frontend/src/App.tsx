import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation, useSearchParams } from "wouter";
import type { Operator } from "./api/types";
import { askStanding, useStanding } from "./operator";
import { LoginPage } from "./pages/login/LoginPage";
import { destination } from "./pages/login/problem";
import { MissingPage } from "./pages/MissingPage";
import { WaitingPage } from "./pages/WaitingPage";
import { feed } from "./realtime/current";
import { useStore } from "./realtime/store";
import { Shell } from "./shell/Shell";

const DashboardPage = lazy(() => import("./pages/dashboard/DashboardPage"));
const ConnectionsPage = lazy(() => import("./pages/connections/ConnectionsPage"));

const RETRY_MS = 2000;

/**
 * The feed runs unless it is known that nobody is logged in: its handshake tells that without an error in the
 * browser's console, which a refused HTTP request would leave there.
 */
export function App() {
  const standing = useStanding((store) => store.standing);
  const wanted = standing.state !== "out";

  useEffect(() => {
    if (!wanted) return;
    feed.start();
    return feed.stop;
  }, [wanted]);

  switch (standing.state) {
    case "unknown":
      return <Asking />;
    case "out":
      return <Outside />;
    case "in":
      return <Inside operator={standing.operator} />;
  }
}

/** Waits for the server's first word, then asks for the operator's name until it is told. */
function Asking() {
  const answers = useStore((store) => store.socket === "up" || store.rest === "up");
  const silent = useStore((store) => store.rest === "down");

  useEffect(() => {
    if (!answers) return;
    void askStanding();
    const timer = setInterval(() => void askStanding(), RETRY_MS);
    return () => clearInterval(timer);
  }, [answers]);

  return silent ? <WaitingPage /> : null;
}

function Outside() {
  const [path] = useLocation();
  if (path === "/login") return <LoginPage />;
  const here = window.location.pathname + window.location.search;
  return <Redirect to={here === "/" ? "/login" : `/login?next=${encodeURIComponent(here)}`} replace />;
}

function Inside({ operator }: { operator: Operator }) {
  const [search] = useSearchParams();

  return (
    <Switch>
      <Route path="/login">
        <Redirect to={destination(search.get("next"))} replace />
      </Route>
      <Route path="/">
        <Shell title="Dashboard" operator={operator}>
          <Suspense>
            <DashboardPage />
          </Suspense>
        </Shell>
      </Route>
      <Route path="/connections">
        <Shell title="Connections" operator={operator}>
          <Suspense>
            <ConnectionsPage />
          </Suspense>
        </Shell>
      </Route>
      <Route>
        <Shell title="Not found" operator={operator}>
          <MissingPage />
        </Shell>
      </Route>
    </Switch>
  );
}
