// The explorer: what the form and the address say decides which points, rows and reasons are shown.
// All text comes from data.js, which the build makes from the tested helpers.
(function () {
  "use strict";

  const { records, axes, rules, keys, choices, marks, pages } = window.explorer;
  const root = document.querySelector(".explorer");
  const find = (selector) => root.querySelector(selector);
  const form = find("form");
  const boxes = [...form.querySelectorAll("[name=defect]")];
  const FILTERS = ["reaction", "product", "metal", "source", "scale"];
  const SORTS = ["name", "product", "x", "y"];
  const START = { x: "potential", y: "efficiency", sort: "-y", point: "" };
  const at = new Map(records.map((record, index) => [record.id, index]));
  let state;
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

  // A shape of matplotlib in the same look: the marks of the book's figures.
  const SHAPES = {
    s: [d3.symbolSquare, 0, 1], "^": [d3.symbolTriangle, 0, 1], o: [d3.symbolCircle, 0, 1],
    d: [d3.symbolDiamond, 0, 1], "*": [d3.symbolStar, 0, 1], v: [d3.symbolTriangle, 180, 1],
    "<": [d3.symbolTriangle, -90, 1], P: [d3.symbolCross, 0, 1], X: [d3.symbolCross, 45, 1],
    ".": [d3.symbolCircle, 0, 0.5],
  };

  function drawMark(parent, defect, hollow) {
    const { colour, marker } = marks[defect];
    const [type, turn, size] = SHAPES[marker];
    return parent.append("path").attr("class", "explorer-mark").attr("d", d3.symbol(type, 90 * size)())
      .attr("transform", `rotate(${turn})`).attr("stroke", colour).attr("fill", hollow ? "#fff" : colour);
  }

  // State and address -----------------------------------------------------------------------------

  function stateOfAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    const among = (name, known) => (known.includes(said.get(name)) ? said.get(name) : "");
    const found = {
      x: among("x", Object.keys(axes)) || START.x,
      y: among("y", Object.keys(axes)) || START.y,
      sort: among("sort", SORTS.flatMap((key) => [key, "-" + key])) || START.sort,
      point: among("point", [...at.keys()]),
      defects: Object.keys(choices.defect),
    };
    if (found.x === found.y) found.y = Object.keys(axes).find((key) => key !== found.x);
    for (const name of FILTERS) found[name] = among(name, Object.keys(choices[name]));
    if (said.has("defect")) {
      const kept = said.get("defect").split(",");
      found.defects = found.defects.filter((key) => kept.includes(key));
    }
    return found;
  }

  function addressOfState() {
    const said = new URLSearchParams();
    for (const name of [...FILTERS, "x", "y", "sort", "point"]) {
      if (state[name] !== (START[name] || "")) said.set(name, state[name]);
    }
    if (state.defects.length < boxes.length) said.set("defect", state.defects.join(","));
    return said.toString() ? "#" + said : "#across-explore-view";
  }

  function fillForm() {
    for (const name of [...FILTERS, "x", "y"]) form.elements[name].value = state[name];
    for (const box of boxes) box.checked = state.defects.includes(box.value);
  }

  function readForm(changed) {
    const before = { x: state.x, y: state.y };
    for (const name of [...FILTERS, "x", "y"]) state[name] = form.elements[name].value;
    state.defects = boxes.filter((box) => box.checked).map((box) => box.value);
    // One quantity cannot stand on both axes: the other axis takes what this one had.
    if (state.x === state.y) {
      if (changed === "x") state.y = before.x;
      else state.x = before.y;
    }
  }

  // What is shown ---------------------------------------------------------------------------------

  function chosen() {
    return records.filter((record) =>
      state.defects.includes(record.defect) &&
      (!state.reaction || record.reaction === state.reaction) &&
      (!state.product || record.product === state.product) &&
      (!state.metal || record.metals.includes(state.metal)) &&
      (!state.source || record.sources.includes(state.source)) &&
      (!state.scale || record.scale === state.scale));
  }

  const has = (record, axis) => "value" in record.merits[axis];
  const shows = (record) => has(record, state.x) && has(record, state.y);

  // Where a value stands on its axis, and what is drawn around it.
  function place(record, axis) {
    const merit = record.merits[axis];
    const { sign } = axes[axis];
    const ends = [merit.value, merit.upper ?? merit.value].map((value) => sign * value).sort(d3.ascending);
    const middle = (ends[0] + ends[1]) / 2;
    const spread = merit.uncertainty || 0;
    const bound = { ">": 1, ">=": 1, "<": -1, "<=": -1 }[merit.relation] || 0;
    return { middle, low: ends[0] - spread, high: ends[1] + spread, bound };
  }

  const derived = (record) => record.merits[state.x].derived || record.merits[state.y].derived;
  const said = (merit) => merit.text + (merit.derived ? " (derived)" : "");
  const product = (record) => choices.product[record.product] || "no product named";
  const titles = (record) =>
    rules.filter((rule) => record.flags.includes(rule.name)).map((rule) => rule.title).join(", ");

  function sorted(points) {
    const key = state.sort.replace("-", "");
    const value = (record) =>
      key === "name" ? record.name : key === "product" ? product(record) : place(record, state[key]).middle;
    const order = state.sort.startsWith("-") ? d3.descending : d3.ascending;
    return [...points].sort((a, b) => order(value(a), value(b)) || at.get(a.id) - at.get(b.id));
  }

  // The line above the chart ----------------------------------------------------------------------

  // The relations of the rules, on keys of two records: see analysis/relations.py.
  const near = (one, other, width) => one.every((end, place) =>
    end === null || other[place] === null ? end === other[place] : Math.abs(end - other[place]) < width);
  const unequal = (one, other) => one !== null && other !== null && one !== other;
  const BREAKS = {
    unequal: (relation, one, other) => unequal(relation.keys[one], relation.keys[other]),
    "unequal-if-marked": ({ keys }, one, other) =>
      Boolean(keys[one][1] || keys[other][1]) && unequal(keys[one][0], keys[other][0]),
    "either-lacks": ({ keys }, one, other) =>
      Boolean(keys[one][0] || keys[other][0]) && (keys[one][1] === null || keys[one][1] !== keys[other][1]),
    listed: ({ keys }, one, other) => keys[one].includes(other),
    apart: ({ keys, closerThan }, one, other) => {
      const [a, b] = [keys[one], keys[other]];
      if (!a || !b) return false;
      if (!a.volts || !b.volts) return String(a.currents) !== String(b.currents);
      const silent = a.work === b.work && !(a.stated && b.stated);
      if (a.scale === b.scale || silent) return !near(a.volts, b.volts, closerThan);
      return Boolean(a.rhe && b.rhe) && !near(a.rhe, b.rhe, closerThan);
    },
  };

  // Points that the rules cannot tell apart stand together, so that not all pairs are looked at.
  function alike(points) {
    const found = new Map();
    const used = [state.x, state.y].filter((axis) => axis in keys.of);
    for (const record of points) {
      const own = used.map((axis) => keys.classes[axis][keys.of[axis][at.get(record.id)]]);
      const name = String(own);
      if (!found.has(name)) found.set(name, { own, count: 0, systems: new Map() });
      const group = found.get(name);
      group.count += 1;
      group.systems.set(record.system, (group.systems.get(record.system) || 0) + 1);
    }
    return [...found.values()];
  }

  // Pairs of points on two systems, of two groups or of one.
  function pairsOf(one, other) {
    const systems = d3.sum(one.systems, ([system, count]) => count * (other.systems.get(system) || 0));
    return (one.count * other.count - systems) / (one === other ? 2 : 1);
  }

  function compared(points) {
    const groups = alike(points);
    const counts = rules.map(() => 0);
    let [all, forbidden] = [0, 0];
    groups.forEach((one, index) => {
      for (const other of groups.slice(index)) {
        const pairs = pairsOf(one, other);
        if (!pairs) continue;
        const broken = rules.map((_, number) => one.own.some((own, axis) =>
          BREAKS[keys.relations[number].kind](keys.relations[number], own[number], other.own[axis][number])));
        all += pairs;
        broken.forEach((is, number) => { if (is) counts[number] += pairs; });
        if (broken.some((is, number) => is && rules[number].forbids)) forbidden += pairs;
      }
    });
    return { all, forbidden, counts };
  }

  function warn(points) {
    const { all, forbidden, counts } = compared(points);
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

  function scaleOf(points, axis, range) {
    const places = points.map((record) => place(record, axis));
    if (axis === "efficiency") return d3.scaleLinear([0, 100], range);
    const [low, high] = [d3.min(places, (p) => p.low), d3.max(places, (p) => p.high)];
    if (axes[axis].log) return d3.scaleLog([low / 2, high * 2], range);
    return d3.scaleLinear([low - 0.05, high + 0.05], range).nice();
  }

  // Ticks of a logarithmic axis are powers of ten, the large ones written as such.
  function drawAxis(group, axis, scale, log, count) {
    const powers = scale.ticks().filter((value) => /^(1|0\.0*1)0*$/.test(String(value)));
    const ticks = !log ? scale.ticks(count) : powers.length > 1 ? powers : scale.ticks(3);
    // Up to 10⁹, which one raised digit writes.
    const power = (value) => "10" + "⁰¹²³⁴⁵⁶⁷⁸⁹"[Math.round(Math.log10(value))];
    const text = (value) => (value >= 1e4 && powers.includes(value) ? power(value) : String(value));
    group.call(axis(scale).tickValues(ticks).tickSizeOuter(0).tickFormat(log ? text : scale.tickFormat(count)));
    return ticks;
  }

  function draw(points) {
    const box = find(".explorer-chart");
    const hadFocus = box.contains(document.activeElement);
    box.replaceChildren();
    if (!points.length) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = Math.max(box.clientWidth, 260);
    const height = Math.max(300, Math.min(0.66 * width, 460));
    const margin = { left: 3.4 * rem, right: 1.2 * rem, top: 3 * rem, bottom: 3.4 * rem };
    const x = scaleOf(points, state.x, [margin.left, width - margin.right]);
    const y = scaleOf(points, state.y, [height - margin.bottom, margin.top]);
    const svg = d3.select(box).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group")
      .attr("aria-label", `Chart of ${plural(points.length, "point", "points")}: ` +
        `${axes[state.y].title} against ${axes[state.x].title}`);
    const grid = svg.append("g").attr("class", "explorer-grid").attr("aria-hidden", "true");
    const across = svg.append("g").attr("class", "explorer-axis").attr("aria-hidden", "true")
      .attr("transform", `translate(0 ${height - margin.bottom})`);
    const up = svg.append("g").attr("class", "explorer-axis").attr("aria-hidden", "true")
      .attr("transform", `translate(${margin.left} 0)`);
    for (const value of drawAxis(across, d3.axisBottom, x, axes[state.x].log, width / 90)) {
      grid.append("path").attr("d", `M${x(value)} ${margin.top}V${height - margin.bottom}`);
    }
    for (const value of drawAxis(up, d3.axisLeft, y, axes[state.y].log, height / 60)) {
      grid.append("path").attr("d", `M${margin.left} ${y(value)}H${width - margin.right}`);
    }
    const title = (text, left, top, anchor) => svg.append("text").attr("class", "explorer-title")
      .attr("aria-hidden", "true").attr("x", left).attr("y", top).attr("text-anchor", anchor).text(text);
    title(axes[state.y].title, 0.4 * rem, 1.2 * rem, "start");
    title(axes[state.x].title, width - margin.right, height - 0.7 * rem, "end");

    const order = [...points].sort((a, b) =>
      d3.ascending(place(a, state.x).middle, place(b, state.x).middle) || at.get(a.id) - at.get(b.id));
    const entry = order.some((record) => record.id === state.point) ? state.point : order[0].id;
    const groups = svg.append("g").selectAll("g").data(order).join("g")
      .attr("class", "explorer-point").attr("data-id", (record) => record.id)
      .attr("role", "button").attr("tabindex", (record) => (record.id === entry ? 0 : -1))
      .attr("aria-pressed", (record) => record.id === state.point)
      .attr("aria-label", (record) => `${record.name}, ${product(record)}: ` + [state.x, state.y]
        .map((axis) => `${axes[axis].head.split(" / ")[0]} ${said(record.merits[axis])}`).join(", "));
    groups.each(function (record) { drawPoint(d3.select(this), record, x, y); });
    label(svg, order, x, y, width - margin.right, margin);

    groups.on("click", (event, record) => choose(record.id, event.currentTarget))
      .on("focus pointerenter", (event, record) => mark(record, x, y, width))
      .on("blur pointerleave", unmark)
      .on("keydown", (event, record) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (step) {
          const next = order[(order.indexOf(record) + step + order.length) % order.length];
          groups.attr("tabindex", (other) => (other === next ? 0 : -1));
          pointOf(next.id).focus();
        } else if (event.key === "Enter" || event.key === " ") choose(record.id, event.currentTarget);
        else if (event.key === "Escape") unmark();
        else return;
        event.preventDefault();
      });
    if (hadFocus) pointOf(entry).focus();
  }

  function drawPoint(group, record, x, y) {
    const [a, b] = [place(record, state.x), place(record, state.y)];
    const [left, top] = [x(a.middle), y(b.middle)];
    const colour = marks[record.defect].colour;
    const line = (d) => group.append("path").attr("class", "explorer-bar").attr("stroke", colour).attr("d", d);
    if (a.low < a.high) line(`M${x(a.low)} ${top - 4}v8m0-4H${x(a.high)}m0-4v8`);
    if (b.low < b.high) line(`M${left - 4} ${y(b.low)}h8m-4 0V${y(b.high)}m-4 0h8`);
    if (a.bound) line(`M${left} ${top}h${16 * a.bound}m${-5 * a.bound}-4l${5 * a.bound} 4l${-5 * a.bound} 4`);
    if (b.bound) line(`M${left} ${top}v${-16 * b.bound}m-4 ${5 * b.bound}l4 ${-5 * b.bound}l4 ${5 * b.bound}`);
    const spot = group.append("g").attr("transform", `translate(${left} ${top})`);
    spot.append("circle").attr("class", "explorer-ring").attr("r", 12);
    drawMark(spot, record.defect, derived(record));
  }

  // Names stand at their points where there is room; all stand in the table.
  function label(svg, order, x, y, right, margin) {
    const spots = order.map((record) => [x(place(record, state.x).middle), y(place(record, state.y).middle)]);
    const taken = spots.map(([u, v]) => [u - 8, v - 8, u + 8, v + 8]);
    for (const bar of svg.selectAll(".explorer-bar").nodes()) {
      const box = bar.getBBox();
      taken.push([box.x, box.y, box.x + box.width, box.y + box.height]);
    }
    const layer = svg.append("g").attr("class", "explorer-names").attr("aria-hidden", "true");
    order.forEach((record, index) => {
      const [u, v] = spots[index];
      const name = record.name.length > 24 ? record.name.slice(0, 23) + "…" : record.name;
      const text = layer.append("text").text(name);
      const { width, height } = text.node().getBBox();
      const tries = [[u + 11, v + height / 3], [u - 11 - width, v + height / 3],
        [u - width / 2, v - 12], [u - width / 2, v + 9 + height]];
      const free = tries.find(([left, base]) => {
        const own = [left, base - height, left + width, base + 3];
        return own[0] > margin.left && own[2] < right + margin.right && own[1] > 0.8 * margin.top &&
          !taken.some((box) => own[0] < box[2] && box[0] < own[2] && own[1] < box[3] && box[1] < own[3]) &&
          taken.push(own);
      });
      if (free) text.attr("x", free[0]).attr("y", free[1]);
      else text.remove();
    });
  }

  // Point and row belong together: what one gets, the other gets ----------------------------------

  const pointOf = (id) => find(`.explorer-point[data-id="${id}"]`);
  const rowOf = (id) => find(`tr[data-id="${id}"]`);

  function mark(record, x, y, width) {
    unmark();
    rowOf(record.id).classList.add("explorer-near");
    pointOf(record.id).classList.add("explorer-near");
    if (!x) return;
    const left = x(place(record, state.x).middle);
    const top = y(place(record, state.y).middle);
    const tip = d3.select(find(".explorer-chart svg")).append("g").attr("class", "explorer-tip")
      .attr("aria-hidden", "true");
    const back = tip.append("rect").attr("rx", 4);
    const text = tip.append("text");
    const lines = [record.name, ...[state.x, state.y].map((axis) =>
      `${axes[axis].head.split(" / ")[0]}: ${said(record.merits[axis])}`)];
    text.selectAll("tspan").data(lines).join("tspan").attr("x", 0).attr("dy", (_, line) => (line ? "1.3em" : 0))
      .text((line) => line);
    const box = text.node().getBBox();
    const moved = Math.max(8, Math.min(width - box.width - 8, left + 16));
    const above = top > box.height + 32;
    tip.attr("transform", `translate(${moved} ${above ? top - box.height - 8 : top + 34})`);
    back.attr("x", box.x - 6).attr("y", box.y - 4).attr("width", box.width + 12).attr("height", box.height + 8);
  }

  function unmark() {
    for (const element of root.querySelectorAll(".explorer-near")) element.classList.remove("explorer-near");
    for (const tip of root.querySelectorAll(".explorer-tip")) tip.remove();
  }

  // The table -------------------------------------------------------------------------------------

  function fillTable(points) {
    const heads = { name: "System", product: "Product", x: axes[state.x].head, y: axes[state.y].head };
    const header = make("tr");
    for (const [key, text] of Object.entries(heads)) {
      const own = state.sort.replace("-", "") === key;
      const direction = state.sort.startsWith("-") ? "descending" : "ascending";
      const cell = make("th", { scope: "col", ...(own && { "aria-sort": direction }) },
        make("button", { type: "button", "data-sort": key, click: () => sortBy(key) }, text,
          make("span", { "aria-hidden": "true" }, own ? (direction === "ascending" ? " ▲" : " ▼") : "")));
      header.append(cell);
    }
    for (const text of ["Conditions", "Not said, or special"]) header.append(make("th", { scope: "col" }, text));
    find("thead").replaceChildren(header);
    find("tbody").replaceChildren(...points.map((record) => {
      const button = make("button", { type: "button", "aria-pressed": record.id === state.point,
        click: (event) => choose(record.id, event.currentTarget) }, record.name);
      const own = { focusin: () => mark(record), focusout: unmark, pointerenter: () => mark(record),
        pointerleave: unmark };
      return make("tr", { "data-id": record.id, ...own }, make("th", { scope: "row" }, button),
        ...[product(record), said(record.merits[state.x]), said(record.merits[state.y]), record.conditions,
          titles(record) || "nothing by itself"].map((text) => make("td", {}, text)));
    }));
  }

  function sortBy(key) {
    const own = state.sort.replace("-", "") === key;
    state.sort = own && !state.sort.startsWith("-") ? "-" + key : key;
    show();
    find(`[data-sort="${key}"]`).focus();
  }

  // What cannot be shown --------------------------------------------------------------------------

  function tellMissing(selection) {
    const lost = selection.filter((record) => !shows(record));
    const box = find(".explorer-missing");
    box.replaceChildren();
    if (!lost.length) return;
    const reasons = new Map();
    for (const record of lost) {
      for (const axis of [state.x, state.y]) {
        if (has(record, axis)) continue;
        const reason = `${axes[axis].head.split(" / ")[0]}: ${record.merits[axis].missing}`;
        reasons.set(reason, [...(reasons.get(reason) || []), record]);
      }
    }
    const listed = [...reasons].sort((a, b) => b[1].length - a[1].length).map(([reason, held]) =>
      make("li", {}, make("strong", {}, `${reason} (${held.length})`), ". ",
        held.map((record) => `${record.name} (${product(record)}; ${record.conditions})`).join(", ") + "."));
    box.append(make("p", {}, `${lost.length} of ${plural(selection.length, "row", "rows")} of the selection, on ` +
      plural(new Set(lost.map((record) => record.system)).size, "system", "systems") +
      ", cannot be shown on these axes. A row may lack both values."),
    make("details", {}, make("summary", {}, "The reasons, and which rows"), make("ul", {}, ...listed)));
  }

  // The chosen point ------------------------------------------------------------------------------

  function choose(id, from) {
    state.point = id;
    // Both are drawn anew: what was used is found again by its place.
    origin = from.closest("tr") ? `tr[data-id="${id}"] button` : `.explorer-point[data-id="${id}"]`;
    show();
    find(".explorer-details h3").focus();
  }

  function close() {
    state.point = "";
    show();
    (find(origin) || find(".table-scroll")).focus();
  }

  function detail() {
    const box = find(".explorer-details");
    const record = records[at.get(state.point)];
    box.hidden = !record;
    box.replaceChildren();
    if (!record) return;
    const to = (address, text) => make("a", { href: root.dataset.root + address }, text);
    const rowLink = (id) => (pages[id] ? to(`${pages[id]}#row-${id}`, id) : id);
    const list = make("dl");
    const add = (term, ...parts) => list.append(make("div", {}, make("dt", {}, term), make("dd", {}, ...parts)));
    for (const [key, merit] of Object.entries(record.merits)) {
      if (key !== state.x && key !== state.y && "missing" in merit) continue;
      const how = "missing" in merit ? [`none: ${merit.missing}`] : [said(merit),
        merit.formula === "printed" ? "" : make("span", { class: "explorer-how" }, merit.formula)];
      add(axes[key].head, ...how);
    }
    add("Product", `${product(record)}, ${choices.reaction[record.reaction]}`);
    add("Conditions", record.conditions);
    add("As printed", make("ul", {}, ...record.prints.map((row) => make("li", {}, `${row.said}`,
      row.print ? `, printed “${row.print}” (${row.source})` : "", ", row ", rowLink(row.row)))));
    add("Not said, or special", make("ul", {}, ...rules.filter((rule) => record.flags.includes(rule.name))
      .map((rule) => make("li", {}, `${rule.title}: ${rule.means}`))));
    if (!record.flags.length) list.lastChild.remove();
    if (record.note) add("Our note", record.note);
    add("Work", record.work.credit ? `${record.work.credit}, through ` : "",
      to(`chapters/references.html#cite-${record.work.key}`, record.work.label));
    box.append(make("h3", { tabindex: "-1" }, record.name), list,
      make("button", { type: "button", click: close }, "Close"));
    if (!rowOf(record.id)) box.append(make("p", {}, "This point is not among those shown now."));
  }

  // Everything ------------------------------------------------------------------------------------

  function show() {
    const selection = chosen();
    const points = sorted(selection.filter(shows));
    const address = addressOfState();
    if (address !== location.hash && (location.hash.includes("=") || address.includes("="))) {
      history.replaceState(null, "", address);
    }
    find(".explorer-address").setAttribute("href", address);
    find(".explorer-count").textContent = points.length
      ? `${plural(points.length, "point", "points")} of ${plural(selection.length, "row", "rows")} selected.`
      : `No point: none of ${plural(selection.length, "row", "rows")} selected has both values.`;
    warn(points);
    draw(points);
    fillTable(points);
    detail();
    for (const element of [pointOf(state.point || "-"), rowOf(state.point || "-")]) {
      if (element) element.classList.add("explorer-chosen");
    }
    tellMissing(selection);
  }

  for (const box of boxes) {
    drawMark(d3.select(box.parentElement).select("svg"), box.value, false);
  }
  form.addEventListener("change", (event) => {
    readForm(event.target.name);
    fillForm();
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of FILTERS) state[name] = "";
    state.defects = boxes.map((box) => box.value);
    state.point = "";
    fillForm();
    show();
  });
  window.addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    state = stateOfAddress();
    fillForm();
    show();
  });

  state = stateOfAddress();
  form.hidden = false;
  find(".explorer-view").hidden = false;
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
