// Loads the script that tells the points of figures, after its styles, when a reader first points at a figure, and has
// it see that event.
(function () {
  "use strict";
  const address = new URL(document.currentScript.dataset.script, document.currentScript.src).href;
  const kinds = ["pointerover", "focusin", "click"];
  let loaded;
  let touched = false;

  function start(event) {
    const { target, type, pointerType } = event;
    if (type === "pointerover") touched = pointerType !== "mouse";
    if (!target.closest("[data-points]")) return;
    // A tap tells a point, where a click of the mouse leads to the picture.
    if (type === "click" && touched && event.detail) event.preventDefault();
    loaded ??= new Promise((done) => {
      const script = document.createElement("script");
      script.addEventListener("load", () => {
        kinds.forEach((kind) => document.removeEventListener(kind, start));
        done();
      });
      script.src = address;
      const link = document.createElement("link");
      for (const kind of ["load", "error"]) link.addEventListener(kind, () => document.head.append(script));
      Object.assign(link, { rel: "stylesheet", href: address.replace(".js", ".css") });
      document.head.append(link);
    });
    if (type !== "click" || event.defaultPrevented) {
      loaded.then(() => target.dispatchEvent(new event.constructor(type, event)));
    }
  }

  kinds.forEach((kind) => document.addEventListener(kind, start));
})();
