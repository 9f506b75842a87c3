import "./region/languageTag";
import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { DirectionProvider, MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { isPseudo, region } from "./region/region";
import { theme } from "./styles/theme";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

document.documentElement.dir = region.direction;
if (isPseudo(region)) {
  const { showPseudo } = await import("./region/pseudo");
  showPseudo(document.body);
}

createRoot(root).render(
  <StrictMode>
    <DirectionProvider initialDirection={region.direction} detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <App />
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);
