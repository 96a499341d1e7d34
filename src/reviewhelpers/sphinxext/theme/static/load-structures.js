// Loads the script that turns the structures of figures when a reader first asks for it.
(function () {
  "use strict";
  const address = new URL(document.currentScript.dataset.script, document.currentScript.src).href;
  let asked = false;

  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".in-3d:not(.move) button");
    if (!button || asked) return;
    asked = true;
    const script = document.createElement("script");
    script.addEventListener("load", () => button.click());
    script.addEventListener("error", () => { asked = false; });
    script.src = address;
    document.head.append(script);
  });
})();
