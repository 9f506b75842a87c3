import { type ComponentType, lazy } from "react";

export interface PageRoute {
  path: string;
  title: string;
  page: ComponentType;
}

/** Every page behind the login; each is fetched when it is first opened. */
export const ROUTES: readonly PageRoute[] = [
  { path: "/", title: "Dashboard", page: lazy(() => import("./pages/dashboard/DashboardPage")) },
  { path: "/connections", title: "Connections", page: lazy(() => import("./pages/connections/ConnectionsPage")) },
  { path: "/map", title: "Map", page: lazy(() => import("./pages/map/MapPage")) },
  { path: "/bandwidth", title: "Bandwidth", page: lazy(() => import("./pages/bandwidth/BandwidthPage")) },
  { path: "/streams", title: "Streams", page: lazy(() => import("./pages/streams/StreamsPage")) },
  { path: "/streams/:id", title: "Stream", page: lazy(() => import("./pages/stream/StreamPage")) },
  { path: "/lines", title: "Lines", page: lazy(() => import("./pages/lines/LinesPage")) },
  { path: "/lines/:id", title: "Line", page: lazy(() => import("./pages/line/LinePage")) },
  { path: "/sessions", title: "Sessions", page: lazy(() => import("./pages/sessions/SessionsPage")) },
  { path: "/activity", title: "Activity", page: lazy(() => import("./pages/activity/ActivityPage")) },
  { path: "/past", title: "Time machine", page: lazy(() => import("./pages/past/PastPage")) },
  { path: "/welcome", title: "First steps", page: lazy(() => import("./pages/welcome/WelcomePage")) },
  { path: "/settings/:part?", title: "Settings", page: lazy(() => import("./pages/settings/SettingsPage")) },
];
