// What the page offers on demand: the list of its keys, a report of an error, the address of a heading.
(function () {
  "use strict";

  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: window.asset("page-tools.css", document.currentScript.src),
  });
  document.head.append(style);

  function element(name, properties, ...inner) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inner);
    return made;
  }

  // A dialog with a title and a button that closes it; Esc and a click beside it close it, too.
  function open(title, ...inner) {
    const close = element("button", { type: "button", className: "close" }, "Close");
    const heading = element("h2", { id: "dialog-title" }, title);
    const dialog = element("dialog", { className: "tool" }, heading, ...inner, close);
    dialog.setAttribute("aria-labelledby", "dialog-title");
    const before = document.activeElement;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    dialog.addEventListener("close", () => (dialog.remove(), before?.focus?.({ preventScroll: true })));
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  let said;
  function say(text) {
    if (!said) {
      said = element("p", { className: "tool-said" });
      said.setAttribute("role", "status");
      document.body.append(said);
    }
    said.textContent = "";
    // A change is told; the same text twice would be none.
    setTimeout(() => { said.textContent = text; }, 50);
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { said.textContent = ""; }, 6000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Pages of a folder have no clipboard of their own; a selected field has.
      const field = element("textarea", { value: text, readOnly: true, className: "only-read" });
      (document.querySelector("dialog[open]") || document.body).append(field);
      const before = document.activeElement;
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      before?.focus?.({ preventScroll: true });
      return done;
    }
  }

  const NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
  const ALOUD = { ArrowLeft: "Left arrow", ArrowRight: "Right arrow", ArrowUp: "Up arrow", ArrowDown: "Down arrow" };

  function keyName(key) {
    const last = key.replace("Ctrl+", "");
    const made = element("kbd", {}, key.replace(last, NAMES[last] || (last.length === 1 ? last.toUpperCase() : last)));
    if (ALOUD[last]) made.setAttribute("aria-label", key.replace(last, ALOUD[last]));
    return made;
  }

  function showKeys(keys, kept) {
    const rows = keys.map(({ press, does }) => {
      const cell = element("td", {});
      press.forEach((key, number) => cell.append(number ? " or " : "", keyName(key)));
      return element("tr", {}, cell, element("td", {}, does));
    });
    const box = element("input", { type: "checkbox", checked: kept("localStorage", "keys") !== "off" });
    box.addEventListener("change", () => kept("localStorage", "keys", box.checked ? "on" : "off"));
    const head = element("tr", {}, element("th", { scope: "col" }, "Key"), element("th", { scope: "col" }, "What it does"));
    open(
      "Keys of this page",
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)),
      element("label", {}, box, " Single characters are keys (switch off if you speak to your computer)")
    );
  }

  // The address under which others find a place: the published one, where the book has one.
  function published(id) {
    const canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href.split("#")[0]) + (id ? "#" + id : "");
  }

  function report(link, id) {
    const heading = id && document.getElementById(id).querySelector("h1, h2, h3, h4");
    const section = heading ? heading.textContent.replace(/#$/, "").trim() : "";
    if (link.getAttribute("href") !== "#report") {
      const address = new URL(link.href);
      // The address of a reader's own folder is nobody's business.
      const place = link.dataset.page + (id ? "#" + id : "");
      address.searchParams.set("page", location.protocol === "file:" ? place : published(id));
      address.searchParams.set("system", navigator.userAgent);
      address.searchParams.set("commit", link.dataset.edition);
      window.open(address, "_blank", "noopener");
      return;
    }
    const lines = [
      `Page: ${link.dataset.page}${id ? "#" + id : ""}`,
      ...(section ? [`Section: ${section}`] : []),
      link.dataset.edition || "Version: not said",
      `Browser: ${navigator.userAgent}`,
      "What is wrong: ",
      "What is right, and where that is printed: ",
    ];
    const field = element("textarea", { value: lines.join("\n"), rows: 8, id: "report-text" });
    const button = element("button", { type: "button" }, "Copy the report");
    const status = element("p", {});
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      status.textContent = await copy(field.value)
        ? "Copied. Send it to whoever gave you this copy of the book."
        : "The browser does not allow copying; select the text instead.";
    });
    open(
      "Report an error",
      element("label", { htmlFor: "report-text" }, "Say what is wrong; the place and the version are filled in."),
      field, button, status
    );
    field.focus();
  }

  async function share(sign) {
    const address = published(decodeURIComponent(sign.hash.slice(1)));
    if (matchMedia("(pointer: coarse)").matches && navigator.share) {
      try {
        await navigator.share({ title: document.title, url: address });
        return;
      } catch (error) {
        if (error.name === "AbortError") return;
      }
    }
    say(await copy(address) ? "Address copied: " + address : "The address stands in the browser's address line.");
  }

  window.pageTools = { showKeys, report, share };
})();
