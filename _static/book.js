// Buttons that copy a citation. Without this script the same text stands in the page, and behind its links.
(function () {
  "use strict";

  // Old addresses: the page names where each of its places went; the fragment decides which one is meant.
  const place = document.querySelector(".moved #" + CSS.escape(location.hash.slice(1) || "-") + " a");
  if (place) location.replace(place.href);

  function copied(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Pages served without TLS have no clipboard, but may copy what is selected.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed"));
  }

  function addButtons(control) {
    const status = document.createElement("p");
    status.className = "copy-status";
    status.setAttribute("role", "status");
    for (const source of control.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      const text = source.textContent.trim();
      const name = source.dataset.copy;
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy " + name);
      button.addEventListener("click", function () {
        copied(text).then(
          () => { status.textContent = name + " copied"; },
          () => { status.textContent = "The browser does not allow copying; select the text instead"; }
        );
      });
      if (source.tagName === "PRE") source.before(button);
      else source.append(" ", button);
    }
    control.append(status);
  }

  // A page holds a dozen controls; each gets its buttons when it is opened first.
  document.addEventListener("toggle", function (event) {
    const control = event.target;
    if (control.matches("details.cite") && control.open && !control.querySelector("button.copy")) {
      addButtons(control.querySelector(".cite-body"));
    }
  }, true);
})();
