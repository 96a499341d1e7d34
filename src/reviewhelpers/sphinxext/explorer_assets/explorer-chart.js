// The chart of the explorer as SVG: scales, marks, names, and lanes for points that lack a value of an axis.
(function () {
  "use strict";

  const { axes, marks, judge } = window.explorer;
  const CATEGORY = Object.keys(axes).find((axis) => axes[axis].category);
  const GAP = 18;  // pixels between marks of a lane, on which a finger can tell them apart
  const LINE = 24;  // the height of a system's line
  const SPACE = "http://www.w3.org/2000/svg";

  function make(tag, attributes, ...children) {
    const element = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  // Marks -----------------------------------------------------------------------------------------

  const AREA = 90;
  const polygon = (corners) => `M${corners.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
  const around = (count, radius) => Array.from({ length: count }, (_, number) => {
    const [angle, own] = [2 * Math.PI * number / count, radius(number)];
    return [own * Math.sin(angle), -own * Math.cos(angle)];
  });
  const disc = (r) => `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  const half = Math.sqrt(AREA) / 2;
  const arm = Math.sqrt(AREA / 5) / 2;
  const SQUARE = polygon([[-half, -half], [half, -half], [half, half], [-half, half]]);
  const TRIANGLE = polygon(around(3, () => 8.3));
  const CROSS = polygon([[-3, -1], [-1, -1], [-1, -3], [1, -3], [1, -1], [3, -1], [3, 1], [1, 1], [1, 3], [-1, 3],
    [-1, 1], [-3, 1]].map(([x, y]) => [x * arm, y * arm]));
  // A shape of matplotlib in the same look: the marks of the book's figures, each with its turn.
  const SHAPES = {
    s: [SQUARE, 0], "^": [TRIANGLE, 0], o: [disc(Math.sqrt(AREA / Math.PI)), 0], v: [TRIANGLE, 180],
    d: [polygon([[0, -8.8], [5.1, 0], [0, 8.8], [-5.1, 0]]), 0], "<": [TRIANGLE, -90], P: [CROSS, 0], X: [CROSS, 45],
    "*": [polygon(around(10, (number) => (number % 2 ? 3.4 : 9))), 0], ".": [disc(Math.sqrt(AREA / Math.PI / 2)), 0],
  };

  const markOf = (defect) => marks[defect] || { colour: "#444444", marker: "o" };

  function drawMark(parent, defect, hollow) {
    const { colour, marker } = markOf(defect);
    const [d, turn] = SHAPES[marker] || SHAPES.o;
    parent.append(make("path", { class: "explorer-mark", d, transform: `rotate(${turn})`, stroke: colour,
      fill: hollow ? "#fff" : colour }));
  }

  // Scales ----------------------------------------------------------------------------------------

  function step(width, count) {
    const rough = width / Math.max(1, count);
    const power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
  }

  // Where a value stands on its axis, and what is drawn around it.
  function place(record, axis) {
    const merit = record.merits[axis];
    const { sign } = axes[axis];
    const ends = [merit.value, merit.upper ?? merit.value].map((value) => sign * value).sort((a, b) => a - b);
    const spread = merit.uncertainty || 0;
    const bound = { ">": 1, ">=": 1, "<": -1, "<=": -1 }[merit.relation] || 0;
    // In powers of ten there is no zero: an uncertainty as large as its value ends at a tenth of it.
    const least = axes[axis].log ? ends[0] / 10 : -Infinity;
    return { middle: (ends[0] + ends[1]) / 2, low: Math.max(least, ends[0] - spread), high: ends[1] + spread, bound };
  }

  // An axis spans the data that stand on it, and never what no value can be.
  function scaleOf(points, axis, [from, to], count) {
    const places = points.map((record) => place(record, axis));
    if (!places.length) return null;
    let low = Math.min(...places.map((each) => each.low));
    let high = Math.max(...places.map((each) => each.high));
    const { log, most } = axes[axis];
    const between = (value, a, b) => from + (to - from) * (value - a) / (b - a);
    if (log) {
      const [a, b] = [Math.log10(low / 1.6), Math.log10(high * 1.6)];
      const powers = [];
      for (let power = Math.ceil(a); power <= b; power += 1) powers.push(10 ** power);
      const few = powers.length < 2;
      const ticks = few ? [1, 2, 5].flatMap((factor) => [-1, 0, 1].map((near) =>
        factor * 10 ** (Math.floor(a) + near))).filter((value) => value >= 10 ** a && value <= 10 ** b)
        .sort((x, y) => x - y) : powers;
      // Up to 10⁹, which one raised digit writes.
      const power = (value) => "10" + "⁰¹²³⁴⁵⁶⁷⁸⁹"[Math.round(Math.log10(value))];
      const text = (value) => (value >= 1e4 && !few ? power(value) : String(Number(value.toPrecision(3))));
      const scale = (value) => between(Math.log10(value), a, b);
      return Object.assign(scale, { ticks, text });
    }
    const slack = (high - low || Math.abs(high) || 1) * 0.06;
    const size = step(high - low + 2 * slack, count);
    // The ends are round, and near the data however few ticks there are.
    const end = step(high - low + 2 * slack, 10);
    low = Math.floor((low - slack) / end) * end;
    high = Math.ceil((high + slack) / end) * end;
    if (most !== undefined && most !== null) high = Math.min(high, Math.max(most, ...places.map((each) => each.high)));
    const digits = Math.max(0, -Math.floor(Math.log10(size) + 1e-9));
    const ticks = [];
    for (let number = Math.ceil(low / size - 1e-9); number * size <= high + size / 1e6; number += 1) ticks.push(number * size);
    const text = (value) => value.toFixed(digits).replace(/^-(?=0*\.?0*$)/, "").replace("-", "−");
    return Object.assign((value) => between(value, low, high), { ticks, text });
  }

  // Marks side by side where they would lie on each other: for each the number of its lane.
  function lanes(positions) {
    const last = [];
    const order = positions.map((_, index) => index).sort((a, b) => positions[a] - positions[b] || a - b);
    const found = [];
    for (const index of order) {
      let lane = last.findIndex((end) => positions[index] - end >= GAP);
      if (lane < 0) lane = last.length;
      last[lane] = positions[index];
      found[index] = lane;
    }
    return { of: found, count: last.length };
  }

  // The chart -------------------------------------------------------------------------------------

  // Systems stand from the largest value down, a control below what it is the control of.
  function linesOf(points, x, has, pairs) {
    const best = new Map();
    for (const record of points) {
      const value = has(record, x) ? place(record, x).middle : -Infinity;
      best.set(record.system, Math.max(value, best.get(record.system) ?? -Infinity));
    }
    const order = [...best.keys()].sort((a, b) => best.get(b) - best.get(a) || 0);
    const lines = [];
    const put = (system) => {
      if (lines.includes(system)) return;
      lines.push(system);
      for (const [defect, control] of pairs) if (defect === system && best.has(control)) put(control);
    };
    const controls = new Set(pairs.filter(([defect]) => best.has(defect)).map(([, control]) => control));
    order.filter((system) => !controls.has(system)).forEach(put);
    order.forEach(put);
    return lines;
  }

  // Which points of a system and of its control belong together: those that fewest rules keep apart, then those
  // closest in potential.
  function joins(points, pairs, shown, counts) {
    const found = [];
    for (const [defect, control] of pairs) {
      const candidates = [];
      for (const one of points.filter((record) => record.system === defect)) {
        for (const other of points.filter((record) => record.system === control)) {
          const told = judge.between(one, other, shown, counts) || judge.verdict(one, other, counts)[0];
          if (told && one.product === other.product) {
            candidates.push({ one, other, broken: told.forbids.length, apart: apart(one, other) });
          }
        }
      }
      candidates.sort((a, b) => a.broken - b.broken || a.apart - b.apart);
      found.push(...candidates.slice(0, 1));
    }
    return found;
  }

  function apart(one, other) {
    const [a, b] = [one, other].map((record) => record.merits.potential?.value);
    return a === undefined || b === undefined ? 1e9 : Math.abs(a - b);
  }

  /* Draws into a box.
     view: points, x, y, has(record, axis), name(record), hollow(record), pairs, counts, chosen (ids), lit (ids or null). */
  function draw(box, view) {
    const { points, x, y, has, pairs } = view;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = Math.max(box.clientWidth, 260);
    const narrow = width < 500;
    const listed = y === CATEGORY;
    const lines = listed ? linesOf(points, x, has, pairs) : [];
    const without = (axis) => (axis === CATEGORY ? () => false : (record) => !has(record, axis));
    const [noX, noY] = [without(x), without(y)];
    const kinds = { full: [], left: [], below: [], corner: [] };
    for (const record of points) {
      kinds[noX(record) ? (noY(record) ? "corner" : "left") : noY(record) ? "below" : "full"].push(record);
    }
    const height = listed ? lines.length * LINE : Math.max(260, Math.min(0.5 * width, 400));
    const margin = { left: listed ? Math.min(0.38 * width, 14 * rem) : 3.4 * rem, right: 1.2 * rem, top: 2.4 * rem,
      bottom: 3.4 * rem };
    const top = margin.top;
    const upright = listed ? null : scaleOf([...kinds.full, ...kinds.left], y, [top + height, top], height / 60);
    const level = (record) => (listed ? top + (lines.indexOf(record.system) + 0.5) * LINE
      : upright(place(record, y).middle));
    const aside = lanes(kinds.left.map(level));
    const corner = Math.min(Math.ceil(Math.sqrt(kinds.corner.length)), narrow ? 3 : 4);
    const columns = Math.max(aside.count, corner);
    const left = margin.left + (columns ? Math.max(columns * GAP + 10, 44) : 0);
    const across = scaleOf([...kinds.full, ...kinds.below], x, [left + 8, width - margin.right],
      (width - left) / (narrow ? 60 : 90));
    const beneath = lanes(kinds.below.map((record) => across(place(record, x).middle)));
    const depth = Math.max(beneath.count, corner ? Math.ceil(kinds.corner.length / columns) : 0);
    const foot = top + height + (depth ? depth * GAP + 10 : 0);
    const spots = new Map();
    for (const record of kinds.full) spots.set(record, [across(place(record, x).middle), level(record)]);
    kinds.left.forEach((record, index) => {
      spots.set(record, [margin.left + 14 + aside.of[index] * GAP, level(record)]);
    });
    kinds.below.forEach((record, index) => {
      spots.set(record, [across(place(record, x).middle), top + height + 14 + beneath.of[index] * GAP]);
    });
    kinds.corner.forEach((record, index) => {
      spots.set(record, [margin.left + 14 + (index % columns) * GAP, top + height + 14 + Math.floor(index / columns) * GAP]);
    });

    const whole = foot + margin.bottom;
    const svg = make("svg", { viewBox: `0 0 ${width} ${whole}`, role: "group", "aria-label": view.label });
    const quiet = { "aria-hidden": "true" };
    const grid = make("g", { class: "explorer-grid", ...quiet });
    const axis = make("g", { class: "explorer-axis", ...quiet });
    svg.append(grid, axis);
    const write = (text, at, down, anchor, kind = "explorer-tick") => {
      const element = make("text", { class: kind, x: at, y: down, "text-anchor": anchor }, text);
      axis.append(element);
      return element;
    };
    axis.append(make("path", { d: `M${margin.left} ${top}V${foot}H${width - margin.right}` }));
    for (const value of across?.ticks || []) {
      const at = across(value);
      grid.append(make("path", { d: `M${at} ${top}V${top + height}` }));
      axis.append(make("path", { d: `M${at} ${foot}v5` }));
      write(across.text(value), at, foot + 18, "middle");
    }
    for (const value of upright?.ticks || []) {
      const at = upright(value);
      grid.append(make("path", { d: `M${left} ${at}H${width - margin.right}` }));
      axis.append(make("path", { d: `M${margin.left} ${at}h-5` }));
      write(upright.text(value), margin.left - 9, at + 4, "end");
    }
    for (const system of lines) {
      const record = points.find((each) => each.system === system);
      const at = level(record);
      grid.append(make("path", { d: `M${margin.left} ${at}H${width - margin.right}` }));
      fit(write(view.name(record), margin.left - 8, at + 4, "end"), margin.left - 12);
    }
    const border = (d) => grid.append(make("path", { class: "explorer-border", d }));
    if (columns) {
      border(`M${left - 4} ${top}V${foot}`);
      write("none", margin.left + 2, foot + 18, "start");
    }
    if (depth) {
      border(`M${margin.left} ${top + height}H${width - margin.right}`);
      write("none", margin.left - 9, top + height + (foot - top - height) / 2 + 4, "end");
    }
    fit(write(axes[y].title, 0.4 * rem, 1.2 * rem, "start", "explorer-title"), width - 0.8 * rem);
    fit(write(axes[x].title, width - margin.right, whole - 0.7 * rem, "end", "explorer-title"), width - 2 * rem);

    const joined = make("g", { class: "explorer-joins", ...quiet });
    svg.append(joined);
    for (const { one, other, broken } of joins(kinds.full, pairs, [x, y], view.counts)) {
      const [[a, b], [c, d]] = [spots.get(one), spots.get(other)];
      joined.append(make("path", { class: broken ? "explorer-join explorer-doubtful" : "explorer-join",
        d: `M${a} ${b}L${c} ${d}` }));
    }

    const order = [...points].sort((a, b) => spots.get(a)[0] - spots.get(b)[0] || spots.get(a)[1] - spots.get(b)[1]);
    const entry = order.find((record) => view.chosen.includes(record.id)) || order[0];
    const layer = make("g", {});
    svg.append(layer);
    for (const record of order) {
      const chosen = view.chosen.indexOf(record.id);
      const classes = ["explorer-point", chosen >= 0 && "explorer-chosen",
        view.lit && (view.lit.includes(record.id) ? "explorer-partner" : chosen < 0 && "explorer-dim"),
        record.own && "explorer-own", kinds.full.includes(record) ? "explorer-full" : "explorer-lacking"];
      const group = make("g", { class: classes.filter(Boolean).join(" "), "data-id": record.id, role: "button",
        tabindex: record === entry ? 0 : -1, "aria-pressed": chosen >= 0, "aria-label": view.tell(record) +
          (view.lit?.includes(record.id) ? "; may be compared with the chosen point" : "") });
      const [at, down] = spots.get(record);
      drawRange(group, record, at, down, noX(record) ? null : across, listed || noY(record) ? null : upright, x, y);
      const spot = make("g", { transform: `translate(${at} ${down})` });
      spot.append(make("circle", { class: "explorer-ring", r: 12 }));
      if (record.scale === "inferred") {
        spot.append(make("circle", { class: "explorer-inferred", r: 8.5, stroke: markOf(record.defect).colour }));
      }
      drawMark(spot, record.defect, view.hollow(record));
      if (view.chosen.length > 1 && chosen >= 0) {
        spot.append(make("text", { class: "explorer-letter", x: 13, y: -9 }, "AB"[chosen]));
      }
      group.append(spot);
      layer.append(group);
    }
    box.append(svg);
    const named = listed ? order : nameThem(svg, order, spots, view, { left: margin.left, right: width, top, kinds });
    return { svg, order, spots, width, numbered: order.filter((record) => !named.includes(record)) };
  }

  // Bars of ranges and uncertainties, arrows of bounds; only along an axis on which the point has a value.
  function drawRange(group, record, left, top, across, upright, x, y) {
    const colour = markOf(record.defect).colour;
    const line = (d) => group.append(make("path", { class: "explorer-bar", stroke: colour, d }));
    if (across) {
      const { low, high, bound } = place(record, x);
      if (low < high) line(`M${across(low)} ${top - 4}v8m0-4H${across(high)}m0-4v8`);
      if (bound) line(`M${left} ${top}h${16 * bound}m${-5 * bound}-4l${5 * bound} 4l${-5 * bound} 4`);
    }
    if (upright) {
      const { low, high, bound } = place(record, y);
      if (low < high) line(`M${left - 4} ${upright(low)}h8m-4 0V${upright(high)}m-4 0h8`);
      if (bound) line(`M${left} ${top}v${-16 * bound}m-4 ${5 * bound}l4 ${-5 * bound}l4 ${5 * bound}`);
    }
  }

  // A text that is too long for its place loses its end; the page tells it in full elsewhere.
  function fit(text, room) {
    const whole = text.textContent;
    // Texts are measured once they are in the page.
    requestAnimationFrame(() => {
      if (!text.isConnected) return;
      for (let left = whole.length; left > 3 && text.getComputedTextLength() > room; left -= 1) {
        text.textContent = whole.slice(0, left - 1).trimEnd() + "…";
      }
    });
  }

  // Names stand at their points where there is room, else the number under which the list below the chart has them.
  function nameThem(svg, order, spots, view, frame) {
    const taken = order.map((record) => {
      const [u, v] = spots.get(record);
      return [u - 8, v - 8, u + 8, v + 8];
    });
    for (const bar of svg.querySelectorAll(".explorer-bar")) {
      const box = bar.getBBox();
      taken.push([box.x, box.y, box.x + box.width, box.y + box.height]);
    }
    const layer = make("g", { class: "explorer-names", "aria-hidden": "true" });
    svg.append(layer);
    const put = (record, words, kind) => {
      const [u, v] = spots.get(record);
      const text = make("text", { class: kind }, words);
      layer.append(text);
      const { width, height } = text.getBBox();
      const tries = [[u + 11, v + height / 3], [u - 11 - width, v + height / 3], [u - width / 2, v - 11],
        [u - width / 2, v + 9 + height], [u + 8, v - 7], [u + 8, v + 7 + height / 2], [u - 8 - width, v - 7]];
      const free = tries.find(([left, base]) => {
        const own = [left, base - height * 0.8, left + width, base + 2];
        return own[0] > frame.left && own[2] < frame.right - 4 && own[1] > 0.8 * frame.top &&
          !taken.some((box) => own[0] < box[2] && box[0] < own[2] && own[1] < box[3] && box[1] < own[3]) &&
          taken.push(own);
      });
      if (free) {
        text.setAttribute("x", free[0]);
        text.setAttribute("y", free[1]);
      } else text.remove();
      return Boolean(free);
    };
    const named = frame.kinds.full.filter((record) => {
      const name = view.name(record);
      return put(record, name.length > 24 ? name.slice(0, 23) + "…" : name, "explorer-name");
    });
    order.filter((record) => !named.includes(record))
      .forEach((record, index) => put(record, String(index + 1), "explorer-number"));
    return named;
  }

  window.explorer.chart = { CATEGORY, draw, drawMark, make, place };
})();
