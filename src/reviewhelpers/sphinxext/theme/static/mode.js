// Light or dark, before anything is painted: else a dark page would flash white first.
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      const mode = localStorage.getItem("mode");
      return mode === "light" || mode === "dark" ? mode : "system";
    } catch {
      // A browser may forbid storage; the page then follows the system.
      return "system";
    }
  }

  function show(mode) {
    root.dataset.theme = mode === "system" ? (dark.matches ? "dark" : "light") : mode;
  }

  // Scripts that load others on use ask here for their address, whose version changes with the content.
  const assets = document.currentScript.dataset.assets.split(" ");
  window.asset = (name, beside) => new URL(assets.find((each) => each.startsWith(name + "?")) || name, beside).href;

  show(chosen());
  dark.addEventListener("change", () => show(chosen()));

  document.addEventListener("DOMContentLoaded", function () {
    const field = document.getElementById("mode");
    field.value = chosen();
    field.addEventListener("change", function () {
      show(field.value);
      try {
        localStorage.setItem("mode", field.value);
      } catch {
        // Then the choice holds for this page only.
      }
    });
    addEventListener("storage", function () {
      field.value = chosen();
      show(field.value);
    });
  });
})();
