// A reader's own rows among the points. The file has the form that the live figures read; it never leaves the page.
(function () {
  "use strict";

  const { own, axes, choices, judge } = window.explorer;
  const CONDITIONS = ["potential", "potential_unit", "potential_scale", "current_density", "current_density_unit", "cell",
    "electrolyte"];
  const SIGN = { "=": "", "~": "about ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ " };

  // Cells of a CSV file; a quoted cell may hold commas and line ends.
  function parse(text) {
    const rows = [[]];
    let [cell, quoted] = ["", false];
    const content = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/\n+$/, "") + "\n";
    for (let at = 0; at < content.length; at += 1) {
      const sign = content[at];
      if (quoted) {
        if (sign !== '"') cell += sign;
        else if (content[at + 1] === '"') { cell += sign; at += 1; } else quoted = false;
      } else if (sign === '"' && !cell) quoted = true;
      else if (sign === "," || sign === "\n") {
        rows[rows.length - 1].push(cell.trim());
        cell = "";
        if (sign === "\n" && at < content.length - 1) rows.push([]);
      } else cell += sign;
    }
    if (quoted) throw new Error("found a quote that nothing closes");
    return rows;
  }

  // What is wrong with a file, a line each; the words are those of the check of the data.
  function faultsOf(rows) {
    const [head, ...lines] = rows;
    const lacking = own.needed.filter((name) => !head.includes(name));
    if (lacking.length) return lacking.map((name) => `1: found no column ${name}, expected columns ${own.needed.join(", ")}`);
    const unknown = head.filter((name) => !(name in own.columns));
    if (unknown.length) return unknown.map((name) => `1: found column '${name}', expected columns such as ${own.needed.join(", ")}`);
    if (!lines.length) return ["2: found no row, expected a row a measurement"];
    return lines.flatMap((cells, index) => {
      const line = index + 2;
      if (cells.length !== head.length) return [`${line}: found ${cells.length} cells, expected ${head.length}`];
      const row = Object.fromEntries(head.map((name, column) => [name, cells[column]]));
      const told = [];
      const tell = (name, found, expected) => told.push(`${line}, ${name}: found ${found}, expected ${expected}`);
      for (const [name, cell] of Object.entries(row)) {
        if (!cell && own.needed.includes(name)) tell(name, "nothing", "a value");
        const listed = own.columns[name];
        if (cell && listed && !listed.includes(cell)) tell(name, `'${cell}'`, `one of ${listed.join(", ")}`);
      }
      for (const name of ["value", "value_max", "uncertainty", "potential", "current_density"]) {
        if (row[name] && !Number.isFinite(Number(row[name]))) tell(name, `'${row[name]}'`, "a number");
      }
      const known = own.quantities[row.quantity];
      if (!known) tell("quantity", `'${row.quantity}'`, `one of ${Object.keys(own.quantities).join(", ")}`);
      else if (!(row.unit in known.units)) tell("unit", `'${row.unit}'`, `one of ${Object.keys(known.units).join(", ")}`);
      else if (axes[known.axis]?.most < Number(row.value) * known.units[row.unit]) {
        tell("value", row.value, `at most ${axes[known.axis].most}`);
      }
      return told;
    });
  }

  const volts = (row) => Number(row.potential) / (row.potential_unit === "mV" ? 1000 : 1);
  const minus = (value) => String(Number(value.toPrecision(3))).replace("-", "−");

  function potentialOf(row) {
    if (!row.potential) return { missing: "potential not given" };
    if (row.potential_scale !== "RHE") {
      return { missing: row.potential_scale ? `given vs ${row.potential_scale}, not converted here` : "scale not stated" };
    }
    return { value: volts(row), relation: "=", text: minus(volts(row)), derived: false, formula: "printed", rows: [] };
  }

  function meritOf(row) {
    const factor = own.quantities[row.quantity].units[row.unit];
    const merit = { value: Number(row.value) * factor, relation: row.relation || "=", derived: false, formula: "printed",
      rows: [] };
    if (row.value_max) merit.upper = Number(row.value_max) * factor;
    if (row.uncertainty) merit.uncertainty = Number(row.uncertainty) * factor;
    const picked = row.statistic === "maximum" ? "up to " : "";
    const ends = [merit.value, ...(row.value_max ? [merit.upper] : [])].map(minus).join(" to ");
    return { ...merit, text: `${picked}${SIGN[merit.relation]}${ends}${row.uncertainty ? ` ± ${minus(merit.uncertainty)}` : ""}` };
  }

  // All that the rules look at in a row, by rule.
  function statementOf(row, number) {
    const quantity = own.quantities[row.quantity];
    const held = row.potential ? [volts(row), null] : null;
    const rhe = row.potential_scale === "RHE";
    const scale = row.potential && row.potential_scale !== "not stated" ? row.potential_scale : "";
    const set = row.current_density ? [Math.abs(Number(row.current_density))] : [];
    return {
      "other-reaction": row.reaction, "other-product": row.product, "other-quantity": row.quantity,
      "other-basis": quantity.basis === null ? null : [quantity.basis, ""], "not-electrochemical": "current",
      "scale-unknown": Boolean(row.potential && !scale), "not-rhe": [scale, rhe], "potential-unknown": !held && !set.length,
      "other-potential": { volts: held, scale: `own ${number} ${scale}`, stated: Number(Boolean(scale)), rhe: rhe ? held : null,
        currents: set, work: -1 },
      "peak-against-fixed": ["maximum", "minimum"].includes(row.statistic), "other-cell": row.cell || null,
      "cell-unknown": !row.cell, "other-electrolyte": row.electrolyte || null, "electrolyte-unknown": !row.electrolyte,
      "other-loading": quantity.perArea, "loading-unknown": quantity.perArea, "part-of-electrode": false,
      bound: [">", ">=", "<", "<="].includes(row.relation),
    };
  }

  // Rows of one system at one condition are one point, as those of the book are.
  function add(text) {
    const rows = parse(text);
    const faults = faultsOf(rows);
    if (faults.length) return { faults };
    const groups = new Map();
    for (const cells of rows.slice(1)) {
      const row = { relation: "=", ...Object.fromEntries(rows[0].map((name, column) => [name, cells[column]])) };
      const name = JSON.stringify([row.system, row.reaction, row.product, ...CONDITIONS.map((key) => row[key] || "")]);
      groups.set(name, [...(groups.get(name) || []), row]);
    }
    remove();
    let number = 0;
    for (const group of groups.values()) judge.add(...pointOf(group, number += 1));
    choices.source.own = "your rows";
    return { faults: [], count: groups.size };
  }

  function pointOf(group, number) {
    const [first] = group;
    const at = Object.fromEntries(group.map((row) => [own.quantities[row.quantity].axis, row]));
    const merits = Object.fromEntries(Object.keys(axes).filter((axis) => !axes[axis].category).map((axis) =>
      [axis, axis === "potential" ? potentialOf(first) : at[axis] ? meritOf(at[axis]) : { missing: "not given" }]));
    const statements = Object.fromEntries(Object.entries(at).map(([axis, row]) => [axis, statementOf(row, number)]));
    // As the book does: a total current and an efficiency at one condition give a partial current.
    if (at.total && !at.current && at.efficiency) {
      const [total, share] = [meritOf(at.total), meritOf(at.efficiency)];
      if ([total, share].every((merit) => merit.upper === undefined && ["=", "~"].includes(merit.relation))) {
        const value = total.value * share.value / 100;
        merits.current = { value, relation: "=", text: minus(value), derived: true, formula: "total current × efficiency", rows: [] };
        statements.current = statements.total;
      }
    }
    if ("value" in merits.current && merits.current.value > 0) {
      merits.current.value *= -1;
      merits.current.text = minus(merits.current.value);
    }
    const held = first.potential ? `${minus(Number(first.potential))} ${first.potential_unit} vs ${first.potential_scale || "?"}` : "";
    const record = { id: `own-${number}`, own: true, system: `own ${first.system}`, name: `${first.system} (yours)`,
      reaction: first.reaction, product: first.product, defect: first.defect_class || "", metals: (first.metal || "").split(" ").filter(Boolean),
      sources: ["own"], work: null, conditions: [held, first.cell, first.electrolyte].filter(Boolean).join(", ") || "none given",
      scale: "stated", flags: [], merits, prints: [], note: "" };
    return [record, statements];
  }

  function remove() {
    judge.forget((record) => record.own);
    delete choices.source.own;
  }

  window.explorer.reader = { add, remove };
})();
