// Long tables can be filtered and sorted. Without this script they stand whole, in the printed order.
(function () {
  "use strict";

  const FEW = 6;  // rows that an eye takes in without help
  const RAISED = "⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹";
  // A number at the start of a cell, behind what qualifies it; a range counts by its first end.
  const NUMBER = new RegExp(
    "^(?:(?:up to|about|at least|at most|from|ca\\.?|[<>≤≥≈~=×])\\s*)*\\(?" +
    "([-−–+]?\\d+(?:[.,]\\d+)*)(?:\\s*×\\s*10([" + RAISED + "]+))?(?![\\w.])", "i");

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // One spelling for what a reader types and what a cell prints: CO₂ is CO2, é is e, − is -.
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‐-―−]/g, "-").replace(/\s+/g, " ")
      .trim().toLowerCase();
  }

  function said(cell) {
    return (cell.querySelector("summary") || cell).textContent.trim();
  }

  function number(text) {
    const found = NUMBER.exec(text);
    if (!found) return null;
    const power = (found[2] || "⁰").replace(/./gu, (sign) => "-+0123456789"[RAISED.indexOf(sign)]);
    return Number(found[1].replace(/[−–]/, "-").replace(/,/g, "") + "e" + power);
  }

  function compare(direction) {
    const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    // Whichever way one sorts, numbers come first, then texts, then what is empty.
    const rank = (key) => (key.text === "" ? 2 : key.value === null ? 1 : 0);
    return (one, other) => rank(one) - rank(other) || direction *
      (rank(one) === 0 ? one.value - other.value : collator.compare(one.text, other.text));
  }

  // Heads of groups stand among the rows, but for an order in which no group is together.
  function makeSortable(table, body, rows, all) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", className: "sort" });
      button.append(...(head.querySelector("p") || head).childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
        for (const one of heads) one.removeAttribute("aria-sort");
        if (next) head.setAttribute("aria-sort", next);
        const order = compare(next === "descending" ? -1 : 1);
        const keys = new Map(rows.map((row) => {
          const text = said(row.cells[column]);
          return [row, { text: plain(text), value: number(text) }];
        }));
        body.append(...(next ? [...rows].sort((a, b) => order(keys.get(a), keys.get(b))) : all));
        // Heads that follow no longer have rows below them.
        showHeads(table);
      });
    });
  }

  // The head of a group shows while a row of it does, in the printed order.
  function showHeads(table) {
    const sorted = table.querySelector("[aria-sort]");
    for (const head of table.querySelectorAll("tr.group")) {
      let row = head.nextElementSibling;
      while (row && row.hidden && !row.matches(".group")) row = row.nextElementSibling;
      head.hidden = Boolean(sorted) || !row || row.matches(".group");
    }
  }

  function makeFilter(region, table, rows) {
    const label = make("label");
    const field = make("input", { type: "search", autocomplete: "off" });
    const status = make("span");
    const bar = make("p", { className: "filter-rows" });
    const more = make("button", { type: "button", textContent: "Columns, CSV, link" });
    label.append("Filter rows ", field);
    status.setAttribute("role", "status");
    more.onclick = () => tools().then((its) => its.open(more, table));
    bar.append(label, " ", status, more);
    region.before(bar);
    // Rows that tell how something was done stand aside on request.
    const only = make("input", { type: "checkbox" });
    if (rows.some((row) => row.matches(".aside"))) {
      const asked = make("label");
      asked.append(only, " Findings only");
      label.after(" ", asked);
      only.addEventListener("change", filter);
    }

    function filter() {
      const words = plain(field.value).split(" ");
      let left = 0;
      for (const row of rows) {
        const text = plain(row.textContent);
        row.hidden = !words.every((word) => text.includes(word)) || (only.checked && row.matches(".aside"));
        if (!row.hidden) left += 1;
      }
      status.textContent = left + " of " + rows.length + " rows";
      showHeads(table);
    }
    field.addEventListener("input", filter);
    filter();
    return function clear() {
      field.value = "";
      only.checked = false;
      filter();
    };
  }

  // Where rows are cards, some browsers no longer tell listeners what is a table; roles do.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  function sayRoles(table) {
    for (const one of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
      one.setAttribute("role", ROLES[one.tagName] || (one.scope === "col" ? "columnheader" : "rowheader"));
    }
  }

  const clears = new Map();

  // Columns, a file and a link are for those who ask for them: their script is loaded then.
  const { src, dataset } = document.currentScript;
  let loaded;
  const tools = () => loaded ??= new Promise((done) => {
    document.head.append(make("script", { src: new URL(dataset.tools, src), onload: () => done(tableTools) }));
  });

  // An address that names a place in a hidden row means that row, not the filter.
  function reveal(hash) {
    let id = hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* not escaped: taken as it stands */ }
    const place = id && document.getElementById(id);
    const hidden = place && place.closest("tr[hidden]");
    if (hidden && clears.has(hidden.closest("table"))) {
      clears.get(hidden.closest("table"))();
      place.scrollIntoView();
    }
  }

  function start() {
    for (const table of document.querySelectorAll("figure.table-figure table")) {
      if (table.matches(".cards")) sayRoles(table);
      const body = table.tBodies[0];
      const all = body ? [...body.rows] : [];
      const rows = all.filter((row) => !row.matches(".group"));
      if (rows.length <= FEW || !table.tHead) continue;
      makeSortable(table, body, rows, all);
      clears.set(table, makeFilter(table.closest(".table-scroll") || table, table, rows));
    }
    const restore = () => {
      reveal(location.hash);
      if (/^#tab-[^&]+&/.test(location.hash)) tools().then((its) => its.restore());
    };
    restore();
    window.addEventListener("hashchange", restore);
    // A link to the place already in the address changes no address.
    document.addEventListener("click", (event) => {
      if (event.target.closest("a[href]")?.href === location.href) reveal(location.hash);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
