import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { licences } from "./licences";

const panel = process.env.PANEL_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), licences()],
  // Fonts inlined as data: addresses would be refused by the content security policy.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  server: { proxy: { "/api": panel, "/socket.io": { target: panel, ws: true } } },
});
