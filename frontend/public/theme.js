// Runs before the first paint, so that a page never flashes in the other colour scheme.
(() => {
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  let chosen = "auto";
  try {
    chosen = window.localStorage.getItem("mantine-color-scheme-value") ?? "auto";
  } catch {
    chosen = "auto";
  }
  const scheme = chosen === "light" || chosen === "dark" ? chosen : media.matches ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
