// What a reader can do with a long table beside filtering and sorting: choose columns, take along what is shown, and link
// to it. Loaded by tables.js when someone asks for it, or follows such a link.
(function () {
  "use strict";

  const figureOf = (table) => table.closest("figure.table-figure");
  // The bar of tables.js.
  const bar = (figure) => figure.querySelector("p.filter-rows");
  const field = (figure) => bar(figure)?.querySelector("[type=search]");
  const only = (figure) => bar(figure)?.querySelector("[type=checkbox]");
  const heads = (table) => [...table.tHead.rows[0].cells];
  const rowsOf = (table) => [...table.tBodies[0].rows].filter((row) => !row.matches(".group"));
  const name = (head) => head.textContent.trim();

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // Columns -----------------------------------------------------------------------------------------

  const isShown = (head) => !head.hidden;

  function showColumn(table, column, shown) {
    heads(table)[column].hidden = !shown;
    for (const row of rowsOf(table)) row.cells[column].hidden = !shown;
    const box = figureOf(table).querySelectorAll(".choose-columns input")[column - 1];
    if (box) box.checked = shown;
  }

  // A file --------------------------------------------------------------------------------------------

  // What a cell says, without what opens below it. A text that a spreadsheet would run gets an apostrophe in front.
  function cell(one) {
    const text = (one.querySelector("summary") || one).textContent.replace(/\s+/g, " ").trim();
    const inert = /^[=+\-@＝＋－＠]/.test(text) && !/^[-+]?\d[\d.,]*(e[-+]?\d+)?$/i.test(text) ? "'" + text : text;
    return /[",;]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
  }

  function csv(table) {
    const shown = heads(table).map(isShown);
    const rows = [table.tHead.rows[0], ...rowsOf(table).filter((row) => !row.hidden)];
    return rows.map((row) => [...row.cells].filter((_, column) => shown[column]).map(cell).join(",") + "\n").join("");
  }

  function save(table) {
    const file = new Blob([csv(table)], { type: "text/csv;charset=utf-8" });
    const link = element("a", { href: URL.createObjectURL(file), download: `${figureOf(table).id}-shown.csv` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // A link --------------------------------------------------------------------------------------------

  function hash(table) {
    const figure = figureOf(table);
    const said = new URLSearchParams();
    if (field(figure)?.value) said.set("filter", field(figure).value);
    if (only(figure)?.checked) said.set("findings", "only");
    heads(table).forEach((head, column) => {
      const order = head.getAttribute("aria-sort");
      if (order) said.set("sort", (order === "descending" ? "-" : "") + (column + 1));
    });
    const left = heads(table).flatMap((head, column) => (isShown(head) ? [] : [column + 1]));
    if (left.length) said.set("without", left.join("-"));
    return `#${figure.id}&${said || "all"}`;
  }

  // Shows a table as the address says.
  function restore() {
    const [id, ...rest] = location.hash.slice(1).split("&");
    const figure = document.getElementById(id)?.closest("figure.table-figure");
    const table = figure?.querySelector("table");
    if (!table || !field(figure)) return;
    const said = new URLSearchParams(rest.join("&"));
    field(figure).value = said.get("filter") || "";
    field(figure).dispatchEvent(new Event("input", { bubbles: true }));
    if (only(figure) && only(figure).checked !== (said.get("findings") === "only")) only(figure).click();
    const sort = Number(said.get("sort")) || 0;
    const left = (said.get("without") || "").split("-").map(Number);
    heads(table).forEach((head, column) => {
      if (column) showColumn(table, column, !left.includes(column + 1));
      const wanted = Math.abs(sort) === column + 1 ? (sort < 0 ? "descending" : "ascending") : null;
      // The heads themselves know how to sort: rising, falling, as printed.
      for (let tries = 3; wanted && head.getAttribute("aria-sort") !== wanted && tries; tries -= 1) {
        head.querySelector("button").click();
      }
    });
    figure.scrollIntoView();
  }

  // What the button below which it stands opens and closes.
  function open(button, table) {
    const below = bar(figureOf(table)).nextElementSibling;
    const panel = below.matches(".table-panel") ? below : make(table);
    if (panel !== below) below.before(panel);
    else panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", !panel.hidden);
    if (!panel.hidden) panel.querySelector("input, button").focus();
  }

  function make(table) {
    const boxes = heads(table).slice(1).map((head, index) => element("label", {},
      element("input", { type: "checkbox", checked: isShown(head),
        onchange: (event) => showColumn(table, index + 1, event.target.checked) }), " ", name(head)));
    const fieldset = element("fieldset", { className: "choose-columns filter-rows" },
      element("legend", { className: "only-read", textContent: "Columns" }), ...boxes);
    const link = element("a", { textContent: "Link to what is shown", href: hash(table) });
    for (const kind of ["focus", "pointerenter", "click"]) {
      link.addEventListener(kind, () => { link.href = hash(table); });
    }
    return element("div", { className: "table-panel" }, fieldset, element("p", { className: "filter-rows" },
      element("button", { type: "button", textContent: "CSV of what is shown", onclick: () => save(table) }), link));
  }

  window.tableTools = { csv, hash, open, restore };
})();
