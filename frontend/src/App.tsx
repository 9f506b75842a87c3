import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation, useSearchParams } from "wouter";
import type { Me as Operator } from "./contract/rest";
import { askStanding, useStanding } from "./operator";
import { LoginPage } from "./pages/login/LoginPage";
import { destination } from "./pages/login/problem";
import { MissingPage } from "./pages/MissingPage";
import { WaitingPage } from "./pages/WaitingPage";
import { feed } from "./realtime/current";
import { Shell } from "./shell/Shell";

const DashboardPage = lazy(() => import("./pages/dashboard/DashboardPage"));
const ConnectionsPage = lazy(() => import("./pages/connections/ConnectionsPage"));

const RETRY_MS = 2000;

export function App() {
  const standing = useStanding((store) => store.standing);

  useEffect(() => {
    if (standing.state === "unknown") void askStanding();
    if (standing.state !== "unreachable") return;
    const timer = setTimeout(() => void askStanding(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [standing]);

  switch (standing.state) {
    case "unknown":
      return null;
    case "unreachable":
      return <WaitingPage />;
    case "out":
      return <Outside />;
    case "in":
      return <Inside operator={standing.operator} />;
  }
}

function Outside() {
  const [path] = useLocation();
  if (path === "/login") return <LoginPage />;
  const here = window.location.pathname + window.location.search;
  return <Redirect to={here === "/" ? "/login" : `/login?next=${encodeURIComponent(here)}`} replace />;
}

function Inside({ operator }: { operator: Operator }) {
  const [search] = useSearchParams();

  useEffect(() => {
    feed.start();
    return feed.stop;
  }, []);

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
