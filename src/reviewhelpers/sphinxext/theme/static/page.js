// The two lists of contents, the section in view, and the keys of the page.
(function () {
  "use strict";

  const root = document.documentElement;

  // Folded where the screen is narrow, open where the lists have a column of their own.
  function unfold(selector, query) {
    const list = document.querySelector(selector + " > details");
    if (!list) return;
    const wide = matchMedia(query);
    const set = () => { list.open = wide.matches; };
    wide.addEventListener("change", set);
    set();
  }

  unfold(".contents", "(min-width: 60rem)");
  unfold(".here", "(min-width: 68.75rem)");

  // What a browser keeps for a reader; it may forbid to.
  function kept(store, key, value) {
    try {
      if (value === undefined) return window[store].getItem(key);
      window[store].setItem(key, value);
    } catch {
      return null;
    }
  }

  // Parts that a reader opened stay open while they read.
  const column = document.querySelector(".contents");
  const parts = [...column.querySelectorAll("details details")];
  const opened = (kept("sessionStorage", "parts") || "").split(" ");
  parts.forEach((part, number) => {
    part.open ||= opened.includes(String(number));
    part.addEventListener("toggle", () => {
      kept("sessionStorage", "parts", parts.flatMap((each, at) => each.open ? [at] : []).join(" "));
    });
  });

  // A list longer than its column shows what is current.
  function reveal(list, current) {
    if (!current || list.scrollHeight <= list.clientHeight) return;
    const at = current.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (at < 0 || at > list.clientHeight - 40) list.scrollTop += at - list.clientHeight / 3;
  }
  reveal(column, column.querySelector("[aria-current]"));

  // The section in view: the last one that began above the upper third of the window.
  const here = document.querySelector(".here");
  const sections = [...(here ? here.querySelectorAll("a") : [])]
    .map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link])
    .filter(([place]) => place);
  function inView() {
    const ended = innerHeight + scrollY > root.scrollHeight - 4;
    const begun = sections.filter(([place]) => place.getBoundingClientRect().top < innerHeight / 3);
    return ended ? sections.at(-1) : begun.at(-1);
  }
  let waiting = false;
  function mark() {
    waiting = false;
    const [, current] = inView() || [];
    for (const [, link] of sections) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (current) reveal(here, current);
  }
  if (sections.length) {
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    mark();
  }

  // Other scripts add their keys; what each does is listed. Single characters can be switched off.
  const keys = window.pageKeys = [];
  const OWN_ARROWS = "pre, math, .table-scroll, figure, dialog, [role=slider], [role=application], [contenteditable], .explorer";
  addEventListener("keydown", (event) => {
    const { target } = event;
    const held = event.ctrlKey || event.metaKey;
    if (event.defaultPrevented || event.altKey || !target.closest) return;
    if (!held && target.closest("input, select, textarea")) return;
    if (!held && event.key.length === 1 && kept("localStorage", "keys") === "off") return;
    if (event.key.startsWith("Arrow") && (event.shiftKey || target.closest(OWN_ARROWS))) return;
    if (document.querySelector("dialog[open]")) return;
    const pressed = (held ? "Ctrl+" : "") + event.key;
    const key = keys.find(({ press }) => press.includes(pressed));
    if (!key) return;
    event.preventDefault();
    key.run();
  });

  // What few readers need loads on use.
  const loading = {};
  const address = document.currentScript.src;
  function load(name) {
    loading[name] ??= new Promise((done) => {
      const script = Object.assign(document.createElement("script"), { src: window.asset(name, address) });
      script.addEventListener("load", done);
      document.head.append(script);
    });
    return loading[name];
  }
  const tool = (name, ...all) => load("page-tools.js").then(() => window.pageTools[name](...all));

  const find = document.getElementById("find");
  function loadSearch() {
    if (window.openSearch) return;
    // Fixed at once, else the page would scroll to what is typed.
    window.openSearch = () => (find.form.classList.add("open"), find.focus({ preventScroll: true }));
    load("search.js");
  }
  find.addEventListener("focus", loadSearch);
  // Firefox sends no form from a folder: 'self' in the policy names none to it.
  find.form.addEventListener("submit", (event) => {
    event.preventDefault();
    location = find.form.action.split(/[?#]/)[0] + "?" + new URLSearchParams({ q: find.value });
  });
  keys.push({ press: ["/", "Ctrl+k"], does: "Search the book", run: () => (loadSearch(), window.openSearch()) });

  for (const [key, rel, does] of [["ArrowLeft", "prev", "Previous page"], ["ArrowRight", "next", "Next page"]]) {
    const link = document.querySelector(`.turn a[rel=${rel}]`);
    if (link) keys.push({ press: [key], does, run: () => link.click() });
  }

  const showKeys = () => tool("showKeys", keys, kept);
  keys.push({ press: ["?"], does: "Show these keys", run: showKeys });
  const last = document.querySelector(".end p:last-child");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Keys" });
  button.addEventListener("click", showKeys);
  last.append(" ", button);

  const report = document.querySelector("a.report");
  if (report) {
    report.hidden = false;
    report.href ||= "#report";
    report.addEventListener("click", (event) => {
      event.preventDefault();
      const [section] = inView() || [];
      tool("report", report, section ? section.id : "");
    });
  }

  // A figure opens in place, larger. A tap on a point of it tells the point instead, which other scripts see to first.
  for (const bar of document.querySelectorAll("figure.drawn .bar")) {
    const figure = bar.closest("figure");
    const number = figure.querySelector(".caption-number");
    const enlarge = Object.assign(document.createElement("button"), { type: "button", textContent: "Enlarge" });
    if (number) enlarge.setAttribute("aria-label", "Enlarge " + number.textContent.trim());
    enlarge.addEventListener("click", () => load("enlarge.js").then(() => window.enlarge(figure)));
    bar.prepend(enlarge);
  }
  addEventListener("click", (event) => {
    const figure = event.target.closest?.("a.enlarge")?.closest("figure");
    if (!figure || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load("enlarge.js").then(() => window.enlarge(figure));
  });

  // Previews load when a pointer or the focus first comes to the text; what it came to is told again to what loaded.
  const comes = ["pointerover", "focusin"];
  function preview(event) {
    if (!event.target.closest?.("article")) return;
    comes.forEach((kind) => document.removeEventListener(kind, preview));
    load("previews.js").then(() => event.target.dispatchEvent(new event.constructor(event.type, event)));
  }
  comes.forEach((kind) => document.addEventListener(kind, preview));

  // What copies citations loads with the first of their panels that opens, or where an address leads into one.
  const PANELS = "details:is(.cite, .rebuild)";
  function cite() {
    document.removeEventListener("toggle", opens, true);
    load("cite.js").then(() => {
      for (const panel of document.querySelectorAll(PANELS + "[open]")) panel.dispatchEvent(new Event("toggle"));
    });
  }
  const opens = ({ target }) => target.open && target.matches(PANELS) && cite();
  const leads = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details.cite") && cite();
  document.addEventListener("toggle", opens, true);
  addEventListener("hashchange", leads);
  if (root.dataset.moved || document.querySelector(".moved")) cite();
  else leads();

  // Code is copied as it stands.
  if (document.querySelector("article .highlight pre")) load("copy-code.js");

  // The sign beside a heading leads to it, and gives its address to share.
  for (const sign of document.querySelectorAll("article .headerlink")) {
    const named = sign.closest("h1, h2, h3, h4, h5, h6, dt, figcaption");
    if (named) sign.setAttribute("aria-label", "Share: " + named.textContent.replace(/#$/, "").trim());
  }
  document.addEventListener("click", (event) => {
    const sign = event.target.closest?.("article .headerlink");
    if (sign && !event.ctrlKey && !event.metaKey && !event.shiftKey) tool("share", sign);
  });
})();
