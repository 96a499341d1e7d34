// A reader's own rows among the points. The file has the form that the live figures read; it never leaves the page.
(function () {
  "use strict";

  const { own, axes, choices, judge } = window.explorer;
  const CONDITIONS = ["potential", "potential_unit", "potential_scale", "current_density", "current_density_unit", "cell",
    "electrolyte"];
  const SIGN = { "=": "", "~": "about ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ " };

  const MOST_BYTES = 1e6;
  const MOST_ROWS = 500;
  const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
  const NUMBERS = ["value", "value_max", "uncertainty", "potential", "current_density"];
  const SAVE = "In a spreadsheet, save it as “CSV UTF-8”";

  // The text of a file, or an error that says why it has none.
  async function textOf(file) {
    if (file.size > MOST_BYTES) {
      throw new Error(`1: found a file of ${(file.size / 1e6).toFixed(1)} MB, expected at most 1 MB. Keep the rows to be drawn`);
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.slice(0, 2).join()];
    if (!wide && bytes.includes(0)) throw new Error(`1: found a file that is no text, expected a CSV file. ${SAVE}`);
    try {
      return new TextDecoder(wide || "utf-8", { fatal: true }).decode(bytes);
    } catch {
      const before = new TextDecoder().decode(bytes).split("\ufffd")[0];
      const line = before.split("\n").length;
      throw new Error(`${line}: found a character behind “${before.split("\n").pop().slice(-20)}” that is not UTF-8, expected UTF-8. ${SAVE}`);
    }
  }

  // Rows of a CSV file, each its line and its cells; a quoted cell may hold commas and line ends, and an empty line is none.
  function parse(text) {
    const rows = [];
    let [cells, cell, quoted, line, begun] = [[], "", 0, 1, 1];
    const content = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n") + "\n";
    for (let at = 0; at < content.length; at += 1) {
      const sign = content[at];
      if (sign === "\n") line += 1;
      if (quoted) {
        if (sign !== '"') cell += sign;
        else if (content[at + 1] === '"') { cell += sign; at += 1; } else quoted = 0;
      } else if (sign === '"' && !cell) quoted = line;
      else if (sign === "," || sign === "\n") {
        cells.push(cell.trim());
        cell = "";
        if (sign === ",") continue;
        if (cells.some(Boolean)) rows.push({ line: begun, cells });
        [cells, begun] = [[], line];
      } else cell += sign;
    }
    if (quoted) throw new Error(`${quoted}: found a quote that nothing closes, expected a second one. Close it, or take it away`);
    return rows;
  }

  // What is wrong with the first line: names of columns, or what stands between them.
  function faultsOfHead({ line, cells }) {
    const such = own.needed.join(", ");
    const between = [[";", "semicolons"], ["\t", "tabs"]].find(([sign]) => cells.join().split(sign).length >= own.needed.length);
    if (between) return [`${line}: found ${between[1]} between cells, expected commas. ${SAVE}, with a point in decimals`];
    const twice = cells.filter((name, at) => cells.indexOf(name) < at);
    if (twice.length) return twice.map((name) => `${line}: found column '${name}' twice, expected it once. Take one away`);
    const unknown = cells.filter((name) => !(name in own.columns));
    return [...own.needed.filter((name) => !cells.includes(name)).map((name) =>
      `${line}: found no column ${name}, expected columns ${such}. Name the columns in the first line`),
    ...unknown.map((name) => `${line}: found column '${name}', expected columns such as ${such}. Take it away, or name it as the file to start from does`)];
  }

  // How a cell that should be a number is mended.
  function mend(cell) {
    if (/^[=@]/.test(cell)) return "Write the value, not the formula";
    if (/[\u2010-\u2015\u2212]/.test(cell)) return "Write the minus as a hyphen: -";
    if (/^[-+]?\d+,\d+/.test(cell)) return `Write a point: ${cell.replace(",", ".")}`;
    return /^[-+]?[\d.]+\s*\D/.test(cell) ? "Units, relations and errors have columns of their own" : "Write digits, with a point in decimals";
  }

  // What is wrong with a file, a line each; the words are those of the check of the data, with how it is mended.
  function faultsOf(rows) {
    if (!rows.length) return [`1: found an empty file, expected columns ${own.needed.join(", ")}. Begin with the file to start from`];
    const [{ cells: head }, ...lines] = rows;
    const faults = faultsOfHead(rows[0]);
    if (faults.length) return faults;
    if (!lines.length) return ["2: found no row, expected a row a measurement. Write one below the names of the columns"];
    if (lines.length > MOST_ROWS) return [`${lines[MOST_ROWS].line}: found ${lines.length} rows, expected at most ${MOST_ROWS}. Keep the rows to be drawn`];
    const seen = new Map();
    return lines.flatMap(({ line, cells }) => {
      if (cells.length !== head.length) {
        return [`${line}: found ${cells.length} cells, expected ${head.length}. A cell with a comma needs quotes, a decimal a point`];
      }
      const row = Object.fromEntries(head.map((name, column) => [name, cells[column]]));
      const told = [];
      const tell = (name, found, expected, how) => told.push(`${line}, ${name}: found ${found}, expected ${expected}. ${how}`);
      for (const [name, cell] of Object.entries(row)) {
        if (!cell && own.needed.includes(name)) tell(name, "nothing", "a value", "Fill it in, or take the row away");
        const listed = own.columns[name];
        if (cell && listed && !listed.includes(cell)) tell(name, `'${cell}'`, `one of ${listed.join(", ")}`, "Write one of these, or leave it empty where it may be");
      }
      for (const name of NUMBERS) if (row[name] && !NUMBER.test(row[name])) tell(name, `'${row[name]}'`, "a number", mend(row[name]));
      if (row.potential && !row.potential_unit) tell("potential_unit", "nothing", "V or mV", "A potential needs its unit");
      const known = own.quantities[row.quantity];
      if (!row.quantity || told.length) return told;
      if (!known) tell("quantity", `'${row.quantity}'`, `one of ${Object.keys(own.quantities).join(", ")}`, "Other quantities have no axis here");
      else if (!(row.unit in known.units)) tell("unit", `'${row.unit}'`, `one of ${Object.keys(known.units).join(", ")}`, "Convert the value to one of these");
      else told.push(...faultsOfValue(line, row, axes[known.axis], known.units[row.unit]));
      const same = JSON.stringify([row.system, row.reaction, row.product, row.quantity, ...CONDITIONS.map((name) => row[name])]);
      if (seen.has(same)) tell("quantity", `${row.quantity} of line ${seen.get(same)} again`, "one value at one condition", "Take one away, or tell the conditions apart");
      seen.set(same, line);
      return told;
    });
  }

  function faultsOfValue(line, row, axis, factor) {
    const told = [];
    const ends = [["value", row.value], ["value_max", row.value_max]].filter(([, cell]) => cell);
    for (const [name, cell] of ends) {
      const value = Number(cell) * factor;
      if (axis?.most < value) told.push(`${line}, ${name}: found ${cell}, expected at most ${axis.most / factor}. Look at its unit`);
      if (axis?.log && (axis.sign > 0 ? value <= 0 : value === 0)) {
        told.push(`${line}, ${name}: found ${cell}, expected ${axis.sign > 0 ? "more than 0" : "another number than 0"}. Its axis counts in powers of ten`);
      }
    }
    if (ends.length > 1 && Math.abs(row.value_max) < Math.abs(row.value)) {
      told.push(`${line}, value_max: found ${row.value_max}, expected at least ${row.value}. Change the two`);
    }
    if (Number(row.uncertainty) < 0) told.push(`${line}, uncertainty: found ${row.uncertainty}, expected 0 or more. Write it without its sign`);
    return told;
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
  async function add(file) {
    const rows = parse(await textOf(file));
    const faults = faultsOf(rows);
    if (faults.length) return { faults };
    const groups = new Map();
    for (const { cells } of rows.slice(1)) {
      const row = { relation: "=", ...Object.fromEntries(rows[0].cells.map((name, column) => [name, cells[column]])) };
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
    // Some write a cathodic current without its sign.
    const { current } = merits;
    if (current.value > 0) {
      current.value *= -1;
      if ("upper" in current) current.upper *= -1;
      current.text = current.text.replace(/(?=\d+(?:\.\d+)?(?: to |$| ±))/g, "−");
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
