import { lazy, Suspense, useEffect } from "react";
import { matchRoute, Redirect, Route, useLocation, useRouter, useSearchParams } from "wouter";
import type { Me as Operator } from "./contract/rest";
import { askStanding, useStanding } from "./operator";
import { isKiosk } from "./pages/dashboard/kiosk";
import { LoginPage } from "./pages/login/LoginPage";
import { destination } from "./pages/login/problem";
import { MissingPage } from "./pages/MissingPage";
import { WaitingPage } from "./pages/WaitingPage";
import { feed } from "./realtime/current";
import { ROUTES } from "./routes";
import { Shell } from "./shell/Shell";

const KioskPage = lazy(() => import("./pages/dashboard/KioskPage"));

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
  const [path] = useLocation();
  const { parser } = useRouter();

  useEffect(() => {
    feed.start();
    return feed.stop;
  }, []);

  const here = ROUTES.find((route) => matchRoute(parser, route.path, path)[0]);
  if (path === "/login") return <Redirect to={destination(search.get("next"))} replace />;
  if (path === "/" && isKiosk(search)) {
    return (
      <Suspense>
        <KioskPage />
      </Suspense>
    );
  }
  return (
    <Shell title={here?.title ?? "Not found"} operator={operator}>
      <Suspense>
        {here ? (
          <Route path={here.path}>
            <here.page />
          </Route>
        ) : (
          <MissingPage />
        )}
      </Suspense>
    </Shell>
  );
}
