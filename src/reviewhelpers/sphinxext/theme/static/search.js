// The search: results as one types below the field of every page, or in full on the page that searches. The index and
// what ranks it load when a reader first types; they are scripts, since a page from a folder may fetch nothing.
(function () {
  "use strict";
  const here = document.currentScript.src;
  const root = new URL("../", here).href;
  const field = document.getElementById("find");
  const form = field.form;
  const full = document.getElementById("search-results");
  const GROUPS = {
    page: "Pages", figure: "Figures and tables", exercise: "Exercises", term: "Terms", value: "Values", work: "Works",
    function: "Functions",
  };
  const GROUP_OF = { section: "page", table: "figure" };
  const NAMES = { figure: "Figure", table: "Table", exercise: "Exercise" };
  // Results of a group, and of all groups, below the field; on the page that searches there are more.
  const EACH = full ? 12 : 4;
  const ALL = full ? Infinity : 18;
  let book = null;
  let query = "";

  // Loading -------------------------------------------------------------------------------------------------------

  function load(path) {
    return new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: new URL(path, here), async: false });
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
  }

  async function start() {
    let held;
    window.searchPlaces = (found) => { held = found; };
    try {
      await Promise.all(["minisearch.js", "search-words.js", "search-engine.js", "../searchindex.js"].map(load));
      const made = window.bookSearch.build(held);
      // In pieces, between which the page answers.
      await made.index.addAllAsync(made.places, { chunkSize: 150 });
      book = made;
      update();
    } catch {
      tell("The search could not be loaded.");
    }
  }

  // What is shown -------------------------------------------------------------------------------------------------

  function element(tag, name, ...inner) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inner);
    return made;
  }

  const status = document.getElementById("search-status") || element("p", "found-status");
  status.setAttribute("role", "status");
  function tell(text) {
    // Said again and again, it would disturb who listens.
    if (status.textContent !== text) status.textContent = text;
  }

  // Results by group, the group of the best first; within a group the best first.
  function grouped(found) {
    const groups = new Map();
    for (const place of found) {
      const kind = GROUP_OF[place.kind] || place.kind;
      if (!groups.has(kind)) groups.set(kind, []);
      groups.get(kind).push(place);
    }
    return groups;
  }

  function link(place) {
    const title = (NAMES[place.kind] && place.number ? `${NAMES[place.kind]} ${place.number}. ` : "") + place.title;
    const others = place.kind === "term" && place.names.length ? ` (${place.names.join(", ")})` : "";
    const made = element("a", "", element("span", "found-title", title + others));
    made.href = root + place.address;
    // The browser shows the sentence itself, where it can.
    made.addEventListener("click", () => { made.href = root + place.address + passage(place); });
    return made;
  }

  function about(place) {
    const made = [];
    if (place.page !== place.title && place.kind !== "term" && place.kind !== "work") made.push(element("span", "where", place.page));
    const words = window.bookSearch.quote(book, place, query, full ? 240 : 110);
    if (place.kind === "work") {
      const key = place.names.at(-1);
      words.push([" [", false], [key, key.startsWith(query.toLowerCase())], ["]", false]);
    }
    if (words.length) {
      made.push(element("span", "quote", ...words.map(([text, meant]) => (meant ? element("mark", "", text) : text))));
    }
    return made;
  }

  function passage(place) {
    if (!("fragmentDirective" in document) || !["page", "section"].includes(place.kind)) return "";
    const words = window.bookSearch.quote(book, place, query).filter(([text]) => !/^[\s…]*$/.test(text));
    const at = words.findIndex(([, meant]) => meant);
    if (at < 0) return "";
    const text = words.slice(Math.max(0, at - 1), at + 4).map(([word]) => word).join(" ");
    return `${place.anchor ? "" : "#"}:~:text=${encodeURIComponent(text).replace(/-/g, "%2D")}`;
  }

  function update() {
    query = field.value.trim();
    if (full || query) show();
    else clear();
  }

  function show() {
    if (!book) {
      tell("Loading …");
      return;
    }
    const found = window.bookSearch.search(book, query);
    const count = found.length === 1 ? "1 place" : found.length + " places";
    if (full) list(found);
    else choose(found);
    tell(query ? (found.length ? count : "Nothing") + " found." : "");
  }

  // On the page that searches: lists with headings.
  function list(found) {
    full.replaceChildren(...[...grouped(found)].map(([kind, places]) => {
      const items = element("ol", "");
      const add = (some) => items.append(...some.map((place) => {
        const text = about(place);
        const item = element("li", "", link(place));
        for (const part of text) item.append(" ", part);
        return item;
      }));
      add(places.slice(0, EACH));
      const group = element("section", "", element("h2", "", GROUPS[kind]), items);
      if (places.length > EACH) {
        const more = element("button", "", `Show all ${places.length} under “${GROUPS[kind]}”`);
        more.type = "button";
        more.addEventListener("click", () => {
          more.remove();
          add(places.slice(EACH));
          items.children[EACH].querySelector("a").focus();
        });
        group.append(more);
      }
      return group;
    }));
  }

  // Below the field: a list that arrows move through while the field keeps the focus.
  const box = element("div", "found");
  let chosen = -1;

  function choose(found) {
    let left = ALL;
    const options = [];
    const groups = [...grouped(found)].map(([kind, places]) => {
      const some = places.slice(0, Math.min(EACH, left));
      left -= some.length;
      if (!some.length) return "";
      const head = element("p", "found-kind", GROUPS[kind]);
      head.id = "found-" + kind;
      const group = element("div", "", head, ...some.map((place) => {
        const option = link(place);
        option.append(...about(place));
        options.push(option);
        return option;
      }));
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", head.id);
      return group;
    });
    const rest = element("a", "found-all", found.length ? `All ${found.length} places` : "Nothing found; open the search page");
    rest.href = `${form.action.split(/[?#]/)[0]}?${new URLSearchParams({ q: field.value })}`;
    options.push(rest);
    options.forEach((option, at) => {
      // A place on this page leaves no other sign that the search is over.
      option.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        close();
        field.blur();
      });
      option.id = "found-" + at;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    });
    box.replaceChildren(...groups, rest);
    box.scrollTop = 0;
    mark(-1);
    open();
  }

  const options = () => [...box.querySelectorAll("[role=option]")];

  function mark(at) {
    const all = options();
    all[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    const option = all[at];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  // Opening and closing -------------------------------------------------------------------------------------------

  const header = form.parentElement;
  let before = null;  // what had the focus when a key opened the search

  function open() {
    if (full || form.classList.contains("open")) return;
    // The form leaves its place for the top of the window; the page below does not move.
    header.style.minHeight = header.offsetHeight + "px";
    form.classList.add("open");
    field.setAttribute("aria-expanded", "true");
  }

  function close() {
    form.classList.remove("open");
    header.style.minHeight = "";
    if (!full) field.setAttribute("aria-expanded", "false");
    mark(-1);
    tell("");
  }

  function clear() {
    box.replaceChildren();
    mark(-1);
    tell("");
  }

  window.openSearch = function () {
    before = form.contains(document.activeElement) ? before || document.body : document.activeElement;
    open();
    field.focus({ preventScroll: true });
    field.select();
    update();
  };

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 80);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (full) {
        if (down) full.querySelector("a")?.focus();
        return;
      }
      clearTimeout(waiting);
      if (query !== field.value.trim() || !form.classList.contains("open")) update();
      const count = options().length;
      // One place before the first is the field itself.
      mark((chosen + 1 + (down ? 1 : count) + count + 1) % (count + 1) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    } else if (event.key === "Escape" && form.classList.contains("open")) {
      event.preventDefault();
      close();
      if (before && before !== document.body) before.focus({ preventScroll: true });
      else if (before) field.blur();
      before = null;
    }
  });

  if (full) {
    full.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const links = step ? [...full.querySelectorAll("a")] : [];
      const at = links.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      (links[at + step] || (step < 0 ? field : links[at])).focus();
    });
    field.value = new URLSearchParams(location.search).get("q") || "";
    if (!field.value) field.focus();
  } else {
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("search.css", here) });
    document.head.append(sheet);
    box.id = "found";
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", "Places found");
    form.append(box, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-controls": box.id, "aria-expanded": "false", "aria-autocomplete": "list",
    })) field.setAttribute(name, value);
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) close();
    });
    // A press on a result, or on the edge of the list, leaves the focus where it is.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("mousedown", (event) => event.preventDefault());
    // A key that loaded this script has opened the form.
    if (form.classList.contains("open")) {
      form.classList.remove("open");
      before = document.body;
      open();
    }
    if (document.activeElement === field) update();
  }
  start();
})();
