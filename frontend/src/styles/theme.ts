import { createTheme } from "@mantine/core";

const CLOSE = { "aria-label": "Close" };

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  primaryColor: "brand",
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  colors: {
    brand: [
      "#eef4ff",
      "#dbe6fd",
      "#b3caf8",
      "#88abf4",
      "#6390f0",
      "#4b7fee",
      "#3f76ee",
      "#3065d4",
      "#265abe",
      "#154da8",
    ],
    dark: [
      "#e4e8ee",
      "#c0c8d4",
      "#9aa6b5",
      "#7d8998",
      "#323b47",
      "#28303a",
      "#1c222a",
      "#12161c",
      "#0e1116",
      "#090b0e",
    ],
  },
  // Theirs are <header> elements, which outside a page's main part would each be its banner.
  components: {
    Modal: { defaultProps: { attributes: { header: { role: "presentation" } }, closeButtonProps: CLOSE } },
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } }, closeButtonProps: CLOSE } },
  },
  headings: { fontWeight: "600", sizes: { h1: { fontSize: "1.125rem" }, h2: { fontSize: "0.8125rem" } } },
});
