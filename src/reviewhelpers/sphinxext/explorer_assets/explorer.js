// The explorer: what the form and the address say decides which points, rows and reasons are shown.
// All text comes from data.js, which the build makes from the tested helpers; the files before this one judge and draw.
(function () {
  "use strict";

  const { records, axes, pairs, rules, choices, pages, own, start, judge, chart, files, reader } = window.explorer;
  const { CATEGORY, drawMark, place } = chart;
  const root = document.querySelector(".explorer");
  const find = (selector) => root.querySelector(selector);
  const form = find("form");
  const boxes = [...form.querySelectorAll("[name=defect]")];
  const FILTERS = ["reaction", "product", "metal", "source"];
  const FIELDS = { metal: "metals", source: "sources" };
  const SORTS = ["name", "product", "x", "y"];
  const START = { x: start.x, y: start.y, sort: "-y", point: "", with: "" };
  const MOST_FAULTS = 12;
  const NARROW = matchMedia("(max-width: 600px)");
  let state;
  let drawn;
  let origin = ".table-scroll";

  // Elements --------------------------------------------------------------------------------------

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (typeof value === "function") element.addEventListener(name, value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;
  const byId = (id) => records.find((record) => record.id === id);
  const short = (axis) => axes[axis].head.split(" / ")[0];

  // State and address -----------------------------------------------------------------------------

  function stateOfAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    const among = (name, known) => (known.includes(said.get(name)) ? said.get(name) : "");
    const ids = records.map((record) => record.id);
    const found = {
      x: among("x", Object.keys(axes)) || START.x,
      y: among("y", Object.keys(axes)) || START.y,
      sort: among("sort", SORTS.flatMap((key) => [key, "-" + key])) || START.sort,
      point: among("point", ids),
      with: among("with", ids),
      // Addresses of earlier editions told it by another name.
      inferred: said.get("inferred") !== "no" && said.get("scale") !== "stated",
      defects: Object.keys(choices.defect),
    };
    // Names need a line each, so systems stand upwards.
    if (found.x === CATEGORY) [found.x, found.y] = [found.y, CATEGORY];
    if (found.x === found.y) found.x = Object.keys(axes).find((key) => key !== found.y && key !== CATEGORY);
    if (!found.point || found.with === found.point) found.with = "";
    for (const name of FILTERS) found[name] = among(name, Object.keys(choices[name]));
    if (said.has("defect")) {
      const kept = said.get("defect").split(",");
      found.defects = found.defects.filter((key) => kept.includes(key));
    }
    return found;
  }

  function addressOfState() {
    const said = new URLSearchParams();
    for (const name of [...FILTERS, "x", "y", "sort", "point", "with"]) {
      if (state[name] !== (START[name] || "")) said.set(name, state[name]);
    }
    if (!state.inferred) said.set("inferred", "no");
    if (state.defects.length < boxes.length) said.set("defect", state.defects.join(","));
    return said.toString() ? "#" + said : "#across-explore-view";
  }

  function fillForm() {
    for (const name of [...FILTERS, "x", "y"]) form.elements[name].value = state[name];
    for (const box of boxes) box.checked = state.defects.includes(box.value);
    form.elements.inferred.checked = state.inferred;
  }

  function readForm(changed) {
    const before = { x: state.x, y: state.y };
    for (const name of [...FILTERS, "x", "y"]) state[name] = form.elements[name].value;
    state.inferred = form.elements.inferred.checked;
    state.defects = boxes.filter((box) => box.checked).map((box) => box.value);
    if (state.x !== state.y) return;
    // One quantity cannot stand on both axes: the other axis takes what this one had.
    if (changed === "x") state.y = before.x;
    else state.x = before.y === CATEGORY ? Object.keys(axes).find((axis) => axis !== state.y) : before.y;
  }

  // What is shown ---------------------------------------------------------------------------------

  const fits = {
    defect: (record) => state.defects.includes(record.defect) || !(record.defect in choices.defect),
    ...Object.fromEntries(FILTERS.map((name) => [name, (record) => !state[name] || holds(record, name, state[name])])),
  };

  function holds(record, name, value) {
    return [].concat(record[FIELDS[name] || name]).includes(value);
  }

  function chosen(but) {
    const asked = Object.keys(fits).filter((name) => name !== but);
    return records.filter((record) => asked.every((name) => fits[name](record)));
  }

  const uncounted = (record, axis) => axis === "potential" && !state.inferred && record.scale === "inferred";
  const has = (record, axis) => axis === CATEGORY || ("value" in record.merits[axis] && !uncounted(record, axis));
  const missing = (record, axis) => (uncounted(record, axis) ? "scale inferred, not counted" : record.merits[axis].missing);
  const derived = (record) => [state.x, state.y].some((axis) => has(record, axis) && record.merits[axis]?.derived);
  const product = (record) => choices.product[record.product] || record.product || "no product named";
  const titles = (record) =>
    rules.filter((rule) => record.flags.includes(rule.name)).map((rule) => rule.title).join(", ");

  function said(record, axis) {
    if (axis === CATEGORY) return record.name;
    if (!has(record, axis)) return `none: ${missing(record, axis)}`;
    const merit = record.merits[axis];
    const notes = [merit.derived && "derived", axis === "potential" && record.scale === "inferred" && "scale inferred"];
    return merit.text + (notes.some(Boolean) ? ` (${notes.filter(Boolean).join(", ")})` : "");
  }

  function sorted(points) {
    const key = state.sort.replace("-", "");
    const names = { name: (record) => record.name, product };
    const direction = state.sort.startsWith("-") ? -1 : 1;
    // Where systems stand upwards, their values decide.
    const axis = state[key] === CATEGORY ? state.x : state[key];
    const text = names[key];
    const order = (a, b) => {
      if (text) return direction * text(a).localeCompare(text(b), "en");
      // Whichever way one sorts, points without the value come last.
      if (has(a, axis) !== has(b, axis)) return has(a, axis) ? -1 : 1;
      return has(a, axis) ? direction * (place(a, axis).middle - place(b, axis).middle) : 0;
    };
    return [...points].sort((a, b) => order(a, b) || records.indexOf(a) - records.indexOf(b));
  }

  // Beside each choice stands how many points it would leave; "only this" leaves out the other classes.
  function count() {
    for (const name of FILTERS) {
      const held = chosen(name);
      for (const option of form.elements[name].options) {
        option.dataset.said ??= option.textContent;
        const left = option.value ? held.filter((record) => holds(record, name, option.value)) : held;
        option.textContent = `${option.dataset.said} (${left.length})`;
      }
    }
    const held = chosen("defect");
    for (const box of boxes) {
      box.parentElement.querySelector(".explorer-n").textContent =
        `(${held.filter((record) => record.defect === box.value).length})`;
    }
    find(".explorer-inferred-n").textContent = `(${chosen().filter((record) => record.scale === "inferred").length})`;
    const set = FILTERS.filter((name) => state[name]).length + (state.defects.length < boxes.length);
    find(".explorer-filters > summary").textContent = set ? `Filters: ${set} set` : "Filters";
  }

  // The lines above the chart ---------------------------------------------------------------------

  function tell(selection) {
    const full = selection.filter((record) => has(record, state.x) && has(record, state.y));
    const one = selection.filter((record) => has(record, state.x) !== has(record, state.y));
    const none = selection.length - full.length - one.length;
    const parts = [[full.length, state.y === CATEGORY ? "with the value" : "with both values"], [one.length,
      state.y === CATEGORY ? "without it" : "with one of them"], [none, "with neither"]];
    find(".explorer-count").textContent = selection.length
      ? `${plural(selection.length, "point", "points")}: ` +
        parts.filter(([number]) => number).map(([number, words]) => `${number} ${words}`).join(", ") + "."
      : "No point: no row fits all that is chosen.";
    suggest(selection, full.length);
    return full;
  }

  // Where other axes show more of the selection in full, they are offered.
  function suggest(selection, now) {
    const merits = Object.keys(axes).filter((axis) => axis !== CATEGORY);
    const found = merits.flatMap((x, index) => [...merits.slice(index + 1), CATEGORY].map((y) =>
      ({ x, y, count: selection.filter((record) => has(record, x) && has(record, y)).length })));
    const best = (some) => some.reduce((one, other) => (other.count > one.count ? other : one), { count: now });
    const offers = [best(found.filter(({ y }) => y !== CATEGORY)), best(found.filter(({ y }) => y === CATEGORY))]
      .filter((offer) => offer.x);
    find(".explorer-offers").replaceChildren(...(offers.length ? ["Other axes show more in full: "] : []),
      ...offers.flatMap(({ x, y, count }, index) => [index ? " " : "", make("button", { type: "button", click: () => {
        Object.assign(state, { x, y });
        fillForm();
        show();
        form.elements.x.focus();
      } }, `${short(y)} against ${short(x).toLowerCase()} (${count})`)]));
  }

  function warn(points) {
    const { all, forbidden, counts } = judge.counted(points, [state.x, state.y], state);
    const box = find(".explorer-warning");
    box.replaceChildren();
    if (!all) return;
    const lists = [true, false].map((forbids) =>
      rules.map((rule, number) => ({ ...rule, count: counts[number] }))
        .filter((rule) => rule.count && rule.forbids === forbids)
        .sort((a, b) => b.count - a.count));
    const named = lists[0].slice(0, 3).map((rule) => `${rule.title} (${rule.count})`).join(", ");
    box.append(make("p", {}, make("strong", {},
      forbidden ? `${forbidden} of ${plural(all, "pair", "pairs")} of points may not be compared` :
        `No rule forbids to compare ${all === 1 ? "the pair" : `any of the ${all} pairs`} of points`),
    forbidden ? `, most often for: ${named}.` : "."));
    box.classList.toggle("explorer-free", !forbidden);
    if (!lists[0].length && !lists[1].length) return;
    const items = (list, does) => list.map((rule) =>
      make("li", {}, `${rule.title}: ${plural(rule.count, "pair", "pairs")}, ${does}. ${rule.means}`));
    box.append(make("details", {}, make("summary", {}, "All reasons, counted"),
      make("ul", {}, ...items(lists[0], "forbids"), ...items(lists[1], "warns"))));
  }

  // The chart -------------------------------------------------------------------------------------

  function viewOf(points) {
    const pair = [state.point, state.with].filter(Boolean).map(byId);
    const partners = pair.length === 1 ? judge.partners(pair[0], points, [state.x, state.y], state) : null;
    return { points, x: state.x, y: state.y, has, pairs, counts: state, name: (record) => record.name, hollow: derived,
      chosen: pair.map((record) => record.id), lit: partners && partners.map((record) => record.id),
      tell: (record) => `${record.name}, ${product(record)}: ` + [state.x, state.y].filter((axis) => axis !== CATEGORY)
        .map((axis) => `${short(axis)} ${said(record, axis)}`).join(", "),
      note: `${document.title}, ${location.protocol === "file:" ? "from a copy of the book" : location.href}`,
      label: `Chart of ${plural(points.length, "point", "points")}: ${axes[state.y].title} against ${axes[state.x].title}` };
  }

  function draw(points) {
    const box = find(".explorer-chart");
    const hadFocus = box.contains(document.activeElement);
    box.replaceChildren();
    drawn = null;
    find(".explorer-files").hidden = !points.length;
    if (points.length) {
      const view = viewOf(points);
      drawn = { ...chart.draw(box, view), view };
      if (hadFocus) box.querySelector("[tabindex='0']").focus();
    }
    listNumbers();
  }

  function listNumbers() {
    const box = find(".explorer-numbers");
    const numbered = drawn ? drawn.numbered : [];
    box.hidden = !numbered.length;
    find(".explorer-numbers > summary").textContent = `Points without a name in the chart (${numbered.length})`;
    find(".explorer-numbers ol").replaceChildren(...numbered.map((record) => make("li", { "data-id": record.id },
      make("button", { type: "button", "aria-pressed": isChosen(record) }, record.name), ` ${product(record)}`)));
  }

  // Point, row and number belong together: what one gets, the others get ---------------------------

  const isChosen = (record) => record.id === state.point || record.id === state.with;
  const pointOf = (id) => find(`.explorer-point[data-id="${CSS.escape(id)}"]`);
  const rowOf = (id) => find(`tr[data-id="${CSS.escape(id)}"]`);

  function mark(id, isTold) {
    unmark();
    for (const element of root.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)) element.classList.add("explorer-near");
    if (!isTold || !drawn) return;
    const record = byId(id);
    const [left, top] = drawn.spots.get(record);
    const lines = [record.name, ...[state.x, state.y].filter((axis) => axis !== CATEGORY)
      .map((axis) => `${short(axis)}: ${said(record, axis)}`)];
    const back = chart.make("rect", { rx: 4 });
    const text = chart.make("text", {}, ...lines.map((line, index) =>
      chart.make("tspan", { x: 0, dy: index ? "1.3em" : 0 }, line)));
    const tip = chart.make("g", { class: "explorer-tip", "aria-hidden": "true" }, back, text);
    drawn.svg.append(tip);
    const box = text.getBBox();
    const moved = Math.max(8, Math.min(drawn.width - box.width - 8, left + 16));
    const above = top > box.height + 32;
    tip.setAttribute("transform", `translate(${moved} ${above ? top - box.height - 8 : top + 34})`);
    for (const [name, value] of Object.entries({ x: box.x - 6, y: box.y - 4, width: box.width + 12,
      height: box.height + 8 })) back.setAttribute(name, value);
  }

  function unmark() {
    for (const element of root.querySelectorAll(".explorer-near")) element.classList.remove("explorer-near");
    for (const tip of root.querySelectorAll(".explorer-tip")) tip.remove();
  }

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function onKey(event) {
    const point = event.target.closest(".explorer-point");
    if (!point) return;
    const ids = drawn.order.map((record) => record.id);
    const now = ids.indexOf(point.dataset.id);
    const next = { Home: 0, End: ids.length - 1 }[event.key] ??
      (STEPS[event.key] && (now + STEPS[event.key] + ids.length) % ids.length);
    if (next !== undefined) {
      point.setAttribute("tabindex", -1);
      pointOf(ids[next]).setAttribute("tabindex", 0);
      pointOf(ids[next]).focus();
    } else if (event.key === "Enter" || event.key === " ") choose(point.dataset.id, point);
    else if (event.key === "Escape") unmark();
    else return;
    event.preventDefault();
  }

  // The table -------------------------------------------------------------------------------------

  function fillTable(points) {
    const heads = { name: "System", product: "Product", x: axes[state.x].head, y: axes[state.y].head };
    if (state.y === CATEGORY) delete heads.y;
    const header = make("tr");
    for (const [key, text] of Object.entries(heads)) {
      const isOwn = state.sort.replace("-", "") === key;
      const direction = state.sort.startsWith("-") ? "descending" : "ascending";
      header.append(make("th", { scope: "col", role: "columnheader", ...(isOwn && { "aria-sort": direction }) },
        make("button", { type: "button", "data-sort": key, click: () => sortBy(key) }, text,
          make("span", { "aria-hidden": "true" }, isOwn ? (direction === "ascending" ? " ▲" : " ▼") : ""))));
    }
    const rest = ["Conditions", "Not said, or special"];
    for (const text of rest) header.append(make("th", { scope: "col", role: "columnheader" }, text));
    find("thead").replaceChildren(header);
    const labels = [heads.product, heads.x, ...("y" in heads ? [heads.y] : []), ...rest];
    find("tbody").replaceChildren(...points.map((record) => {
      const number = drawn.numbered.indexOf(record) + 1;
      const button = make("button", { type: "button", "aria-pressed": isChosen(record) }, record.name);
      const cells = [product(record), said(record, state.x), ...("y" in heads ? [said(record, state.y)] : []),
        record.conditions, titles(record) || "nothing by itself"];
      return make("tr", { "data-id": record.id, role: "row" }, make("th", { scope: "row", role: "rowheader" }, button,
        ...(number ? [make("span", { class: "explorer-no" }, ` ${number}`)] : [])),
      ...cells.map((text, index) => make("td", { role: "cell", "data-label": labels[index] }, text)));
    }));
  }

  function sortBy(key) {
    const isOwn = state.sort.replace("-", "") === key;
    state.sort = isOwn && !state.sort.startsWith("-") ? "-" + key : key;
    show();
    find(`[data-sort="${key}"]`).focus();
  }

  // What an axis does not show ----------------------------------------------------------------------

  function tellMissing(selection) {
    const lost = selection.filter((record) => !has(record, state.x) || !has(record, state.y));
    const box = find(".explorer-missing");
    box.replaceChildren();
    if (!lost.length) return;
    const reasons = new Map();
    for (const record of lost) {
      for (const axis of [state.x, state.y]) {
        if (has(record, axis)) continue;
        const reason = `${short(axis)}: ${missing(record, axis)}`;
        reasons.set(reason, [...(reasons.get(reason) || []), record]);
      }
    }
    const listed = [...reasons].sort((a, b) => b[1].length - a[1].length).map(([reason, held]) =>
      make("li", {}, make("strong", {}, `${reason} (${held.length})`), ". ",
        held.map((record) => `${record.name} (${product(record)}; ${record.conditions})`).join(", ") + "."));
    box.append(make("p", {}, `${lost.length} of ${plural(selection.length, "row", "rows")} of the selection, on ` +
      plural(new Set(lost.map((record) => record.system)).size, "system", "systems") +
      ", lack a value of these axes and stand beside them. A row may lack both."),
    make("details", {}, make("summary", {}, "The reasons, and which rows"), make("ul", {}, ...listed)));
  }

  // The chosen points -----------------------------------------------------------------------------

  // The first that is chosen stays; the next is set beside it, and another takes the place of that one.
  function choose(id, from) {
    if (id === state.point) [state.point, state.with] = [state.with, ""];
    else if (id === state.with) state.with = "";
    else if (state.point) state.with = id;
    else state.point = id;
    // Both are drawn anew: what was used is found again by its place.
    const kind = ["tr", "li", ".explorer-point"].find((name) => from.closest(name)) || ".explorer-point";
    origin = `${kind}[data-id="${CSS.escape(id)}"]${kind === ".explorer-point" ? "" : " button"}`;
    show();
    if (state.point) find(".explorer-details h3").focus();
    else find(origin).focus();
  }

  function close(id) {
    if (id === state.point) [state.point, state.with] = [state.with, ""];
    else state.with = "";
    show();
    if (state.point) find(".explorer-details h3").focus();
    else (find(origin) || find(".table-scroll")).focus();
  }

  const marked = (parts) => parts.map((part) => (Array.isArray(part) ? make(part[0], {}, part[1]) : part));
  const to = (address, text) => make("a", { href: root.dataset.root + address }, text);

  function detailsOf(record, letter) {
    const rowLink = (id) => (pages[id] ? to(`${pages[id]}#row-${id}`, id) : id);
    const list = make("dl");
    const add = (term, ...parts) => list.append(make("div", {}, make("dt", {}, term), make("dd", {}, ...parts)));
    for (const [key, merit] of Object.entries(record.merits)) {
      if (key !== state.x && key !== state.y && !has(record, key)) continue;
      add(axes[key].head, said(record, key), !has(record, key) || merit.formula === "printed" ? ""
        : make("span", { class: "explorer-how" }, merit.formula));
    }
    add("Product", `${product(record)}, ${choices.reaction[record.reaction] || record.reaction}`);
    add("Conditions", record.conditions);
    if (record.prints.length) {
      add("As printed", make("ul", {}, ...record.prints.map((row) => make("li", {}, `${row.said}`,
        ...(row.print.length ? [", printed “", ...marked(row.print), `” (${row.source})`] : []), ", row ", rowLink(row.row)))));
    }
    const flagged = rules.filter((rule) => record.flags.includes(rule.name));
    if (flagged.length) {
      add("Not said, or special", make("ul", {}, ...flagged.map((rule) => make("li", {}, `${rule.title}: ${rule.means}`))));
    }
    if (record.note) add("Our note", record.note);
    if (record.work) {
      add("Work", record.work.credit ? `${record.work.credit}, through ` : "",
        to(`chapters/references.html#cite-${record.work.key}`, record.work.label));
    }
    return make("div", { class: "explorer-one" }, make("h3", { tabindex: "-1" }, letter + record.name), list,
      make("button", { type: "button", click: () => close(record.id) }, "Close"));
  }

  // Which points the chosen one may be set beside, each a button.
  function partnersOf(record, points) {
    const found = judge.partners(record, points, [state.x, state.y], state);
    const intro = found.length
      ? `May be compared with ${plural(found.length, "point", "points")} shown here: `
      : "With no point of another system shown here may it be compared. ";
    return make("p", { class: "explorer-partners" }, intro, ...found.flatMap((other, index) => [index ? " " : "",
      make("button", { type: "button", click: (event) => choose(other.id, event.currentTarget) }, other.name)]),
    make("span", {}, " Choose any second point to read what stands between the two."));
  }

  function verdictOf(one, other) {
    const found = judge.verdict(one, other, state);
    const free = found.filter((each) => !each.forbids.length);
    const names = `${one.name} and ${other.name}`;
    const list = (some) => some.map((each) => short(each.axis).toLowerCase()).join(", ");
    const head = !found.length ? `${names} have no quantity in common, so there is nothing to compare.`
      : free.length === found.length ? `${names} may be compared: ${list(found)}.`
        : free.length ? `${names} may be compared in ${list(free)} only.` : `${names} may not be compared.`;
    const reason = (rule, does) => make("li", {}, make("strong", {}, rule.title), ` ${does}: ${rule.means}`);
    const box = make("div", { class: `explorer-verdict${free.length ? " explorer-free" : ""}` },
      make("h3", { tabindex: "-1" }, head));
    if (one.system === other.system) box.append(make("p", {}, "Both are of one system, under two conditions."));
    for (const { axis, forbids, warns } of found) {
      box.append(make("p", {}, make("strong", {}, short(axis)), `: ${said(one, axis)} and ${said(other, axis)}. `,
        forbids.length ? "May not be compared." : warns.length ? "May be compared, with care." : "May be compared."));
      if (forbids.length || warns.length) {
        box.append(make("ul", {}, ...forbids.map((rule) => reason(rule, "forbids")), ...warns.map((rule) => reason(rule, "warns"))));
      }
    }
    box.append(make("p", {}, make("strong", {}, "Conditions"), `: ${one.conditions}; ${other.conditions}.`));
    return box;
  }

  function detail(points) {
    const box = find(".explorer-details");
    const pair = [state.point, state.with].filter(Boolean).map(byId);
    box.hidden = !pair.length;
    box.setAttribute("aria-label", pair.length > 1 ? "The two chosen points" : "The chosen point");
    box.replaceChildren();
    if (!pair.length) return;
    if (pair.length > 1) box.append(verdictOf(...pair));
    box.append(make("div", { class: "explorer-side" },
      ...pair.map((record, index) => detailsOf(record, pair.length > 1 ? `${"AB"[index]}: ` : ""))));
    if (pair.length === 1) box.querySelector("dl").before(partnersOf(pair[0], points));
    if (pair.some((record) => !points.includes(record))) box.append(make("p", {}, "A chosen point is not among those shown now."));
  }

  // A reader's own rows ---------------------------------------------------------------------------

  function sayOwn(...parts) {
    find(".explorer-own-said").replaceChildren(...parts);
  }

  function offerOwn(isThere) {
    const select = form.elements.source;
    select.querySelector("[value=own]")?.remove();
    if (isThere) select.append(make("option", { value: "own", "data-said": choices.source.own }, choices.source.own));
    else if (state.source === "own") state.source = "";
    find(".explorer-own-remove").hidden = !isThere;
    if (state.point.startsWith("own-")) [state.point, state.with] = ["", ""];
    if (state.with.startsWith("own-")) state.with = "";
    fillForm();
    show();
  }

  async function takeOwn(file) {
    let found;
    try {
      found = await reader.add(file);
    } catch (error) {
      found = { faults: [error.message] };
    }
    if (found.faults.length) {
      const left = found.faults.length - MOST_FAULTS;
      sayOwn(make("ul", {}, ...found.faults.slice(0, MOST_FAULTS).map((fault) => make("li", {}, `${file.name}:${fault}.`)),
        ...(left > 0 ? [make("li", {}, `And ${left} more.`)] : [])));
      return;
    }
    sayOwn(`${plural(found.count, "point", "points")} of yours among those of the literature.`);
    offerOwn(true);
  }

  // Everything ------------------------------------------------------------------------------------

  function show() {
    const selection = chosen();
    const points = sorted(selection);
    const address = addressOfState();
    if (address !== location.hash && (location.hash.includes("=") || address.includes("="))) {
      history.replaceState(null, "", address);
    }
    find(".explorer-address").setAttribute("href", address);
    count();
    tell(points);
    warn(points);
    draw(points);
    fillTable(points);
    detail(points);
    for (const record of points.filter(isChosen)) {
      for (const element of root.querySelectorAll(`[data-id="${CSS.escape(record.id)}"]`)) element.classList.add("explorer-chosen");
    }
    tellMissing(selection);
  }

  for (const box of boxes) drawMark(box.parentElement.querySelector("svg"), box.value, false);
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") {
      if (event.target.files[0]) takeOwn(event.target.files[0]);
      return;
    }
    readForm(event.target.name);
    fillForm();
    show();
  });
  form.addEventListener("click", (event) => {
    const only = event.target.closest(".explorer-only");
    if (!only) return;
    const isAlone = state.defects.length === 1 && state.defects[0] === only.value;
    state.defects = isAlone ? boxes.map((box) => box.value) : [only.value];
    fillForm();
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    Object.assign(state, Object.fromEntries(FILTERS.map((name) => [name, ""])), { inferred: true, point: "", with: "" });
    state.defects = boxes.map((box) => box.value);
    fillForm();
    show();
  });
  find(".explorer-own-template").addEventListener("click", () => files.save("my-data.csv", own.template, "text/csv;charset=utf-8"));
  find(".explorer-own-remove").addEventListener("click", () => {
    reader.remove();
    form.elements.own.value = "";
    sayOwn("Your rows are taken away.");
    offerOwn(false);
    form.elements.own.focus();
  });
  find(".explorer-files").addEventListener("click", (event) => {
    const kind = event.target.closest("button")?.value;
    if (kind === "svg") files.saveSvg(drawn, drawn.view);
    if (kind === "png") files.savePng(drawn, drawn.view);
    if (kind === "csv") files.saveCsv(sorted(chosen()), { axes, has, missing });
  });
  const view = find(".explorer-view");
  const idAt = (event) => event.target.closest?.("[data-id]")?.dataset.id;
  const isPoint = (event) => Boolean(event.target.closest(".explorer-point"));
  view.addEventListener("click", (event) => {
    const used = event.target.closest(".explorer-point, tr[data-id] button, li[data-id] button");
    if (used) choose(idAt(event), used);
  });
  view.addEventListener("keydown", onKey);
  for (const kind of ["focusin", "pointerover"]) {
    view.addEventListener(kind, (event) => { if (idAt(event)) mark(idAt(event), isPoint(event)); });
  }
  for (const kind of ["focusout", "pointerout"]) view.addEventListener(kind, unmark);
  window.addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    state = stateOfAddress();
    fillForm();
    show();
  });

  state = stateOfAddress();
  for (const name of [".explorer-filters", ".explorer-numbers", ".explorer-help"]) find(name).open = !NARROW.matches;
  form.hidden = false;
  view.hidden = false;
  fillForm();
  show();
  let width = find(".explorer-chart").clientWidth;
  // Drawn in the next frame: a change of what is observed, while it is told, is an error in WebKit.
  new ResizeObserver(() => requestAnimationFrame(() => {
    const now = find(".explorer-chart").clientWidth;
    if (now !== width) show();
    width = now;
  })).observe(find(".explorer-chart"));
})();
