// Buttons that copy a citation or code, and the day on which a page was read. Without this script the same text stands
// in the page, and behind its links.
(function () {
  "use strict";

  // Old addresses: the page names where each of its places went; the fragment decides which one is meant.
  const place = location.hash && document.querySelector(".moved #" + CSS.escape(location.hash.slice(1)) + " a");
  const moved = place ? place.href : document.documentElement.dataset.moved;
  if (moved) location.replace(moved);

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  // What a citation or code is on the clipboard: text, and for word processors the same with its italics.
  function kinds(source) {
    const whole = source.cloneNode(true);
    for (const button of whole.querySelectorAll("button")) button.remove();
    const found = { "text/plain": whole.textContent.trim() };
    if (source.tagName !== "PRE") {
      for (const span of whole.querySelectorAll("span")) span.replaceWith(...span.childNodes);
      found["text/html"] = whole.innerHTML.trim();
    }
    return found;
  }

  // Pages served without TLS have no clipboard, but may say what is copied where something is selected.
  function byCommand(found) {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.value = found["text/plain"];
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    function fill(event) {
      for (const [kind, text] of Object.entries(found)) event.clipboardData.setData(kind, text);
      event.preventDefault();
    }
    document.addEventListener("copy", fill);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    field.remove();
    focused.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed"));
  }

  function copied(source) {
    const found = kinds(source);
    if (!window.ClipboardItem || !navigator.clipboard || !window.isSecureContext) return byCommand(found);
    const blobs = Object.entries(found).map(([type, text]) => [type, new Blob([text], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]).catch(() => byCommand(found));
  }

  function addButtons(control) {
    const status = document.createElement("p");
    status.className = "copy-status";
    status.setAttribute("role", "status");
    for (const source of control.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      const name = source.dataset.copy;
      button.type = "button";
      // The style sheet says its word, so that who selects the text by hand does not take it along.
      button.className = "copy";
      button.setAttribute("aria-label", "Copy " + name);
      button.addEventListener("click", function () {
        copied(source).then(
          () => { status.textContent = name + " copied"; },
          () => { status.textContent = "The browser does not allow copying; select the text instead"; }
        );
      });
      if (source.tagName === "PRE") source.before(button);
      else source.append(button);
    }
    control.append(status);
  }

  // The day on which the reader read the page: today, unless another one is chosen.
  function addDay(control) {
    const line = control.querySelector("p.day");
    if (!line) return;
    const label = document.createElement("label");
    const wanted = document.createElement("input");
    const day = document.createElement("input");
    const now = new Date();
    wanted.type = "checkbox";
    day.type = "date";
    day.setAttribute("aria-label", "Day of reading");
    day.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    function set() {
      const [YYYY, MM, DD] = day.value.split("-");
      const said = { YYYY, MM, DD, Mon: MONTHS[MM - 1], D: String(Number(DD)) };
      for (const place of control.querySelectorAll("[data-day]")) {
        const form = wanted.checked && day.value ? place.dataset.day : "";
        place.textContent = form.replace(/YYYY|MM|DD|Mon|D/g, (sign) => said[sign]);
      }
    }
    wanted.addEventListener("change", set);
    day.addEventListener("change", () => {
      wanted.checked = true;
      set();
    });
    label.append(wanted, " Add it");
    line.append(" ", label, " ", day);
  }

  function prepare(control) {
    // The panel is what stands behind the summary.
    const panel = control.lastElementChild;
    if (!panel.querySelector("[data-copy]") || panel.querySelector("button.copy")) return;
    addButtons(panel);
    addDay(panel);
  }

  // A page holds a dozen controls; each gets its buttons when it is opened first.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details") && event.target.open) prepare(event.target);
  }, true);

  // Who is led to what a control holds finds it unfolded, also where the browser does not see to it.
  function unfold() {
    const place = document.getElementById(location.hash.slice(1));
    const control = place && place.closest("details.cite");
    if (!control) return;
    for (let fold = place; fold !== control.parentElement; fold = fold.parentElement) {
      if (fold.matches("details")) fold.open = true;
    }
    prepare(control);
    place.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
