// What a reader takes along of the explorer: its chart as SVG and PNG, its points as CSV.
(function () {
  "use strict";

  const { chart, choices } = window.explorer;
  const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-family",
    "font-size", "font-weight"];
  const OF_PAGE = ["class", "tabindex", "role", "data-id", "aria-pressed", "aria-label", "aria-hidden"];
  const ROW = 20;  // pixels between lines of the legend

  function save(name, content, type) {
    const link = document.createElement("a");
    link.href = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // The chart by itself: the style sheet of the page written into it, with what its marks and numbers mean.
  function picture({ svg, order, numbered }, view) {
    const copy = svg.cloneNode(true);
    const originals = svg.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((element, index) => {
      const style = getComputedStyle(originals[index]);
      for (const name of DRAWN) element.setAttribute(name, style.getPropertyValue(name));
    });
    copy.querySelectorAll("[opacity='0']").forEach((element) => element.remove());
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const { make } = chart;
    const font = getComputedStyle(svg.querySelector("text")).fontFamily;
    const write = (text, x, y) => copy.append(make("text", { x, y, "font-family": font, "font-size": 12, fill: "#1a1a1a" }, text));
    let foot = height + ROW / 2;
    const columns = Math.max(1, Math.floor(width / 230));
    const list = (items, put) => {
      items.forEach((item, index) => put(item, 16 + (index % columns) * (width - 16) / columns,
        foot + Math.floor(index / columns) * ROW));
      foot += Math.ceil(items.length / columns) * ROW + 6;
    };
    list(Object.keys(choices.defect).filter((key) => order.some((record) => record.defect === key)), (key, x, y) => {
      const spot = make("g", { transform: `translate(${x} ${y})`, "stroke-width": 1.75 });
      chart.drawMark(spot, key, false);
      copy.append(spot);
      write(choices.defect[key], x + 14, y + 4);
    });
    list(numbered, (record, x, y) => write(`${numbered.indexOf(record) + 1}  ${view.name(record)}`, x - 6, y + 4));
    list([view.note], (text, x, y) => write(text, x - 6, y + 4));
    copy.prepend(make("title", {}, view.label), make("rect", { width, height: foot, fill: "#fff" }));
    for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height: foot,
      viewBox: `0 0 ${width} ${foot}` })) copy.setAttribute(name, value);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of OF_PAGE) element.removeAttribute(name);
    }
    return { text: new XMLSerializer().serializeToString(copy), width, height: foot };
  }

  function saveSvg(drawn, view) {
    save("explorer.svg", picture(drawn, view).text, "image/svg+xml");
  }

  async function savePng(drawn, view) {
    const { text, width, height } = picture(drawn, view);
    const image = new Image();
    // An address of data: the policy of the page lets pictures come from nowhere else but the site.
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    save("explorer.png", await new Promise((done) => canvas.toBlob(done, "image/png")));
  }

  // A cell that a spreadsheet would run gets an apostrophe in front; a number stays one.
  function cell(value) {
    const text = String(value ?? "");
    const inert = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) && !/^\s*(?:=|[-+]?\d[\d.,]*(?:e[-+]?\d+)?)$/i.test(text) ? "'" + text : text;
    return /[",\n\r;]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
  }

  const table = (rows) => rows.map((row) => row.map(cell).join(",") + "\n").join("");

  function saveCsv(points, { axes, has, missing }) {
    const merits = Object.keys(axes).filter((axis) => !axes[axis].category);
    const head = ["id", "system", "defect class", "reaction", "product", ...merits.flatMap((axis) =>
      [axes[axis].head, "highest", "uncertainty", "relation", "origin"].map((name, index) =>
        (index ? `${axes[axis].head.split(" / ")[0]}, ${name}` : name))),
    "scale of the potential", "conditions", "sources", "work", "rows"];
    const lines = points.map((record) => [record.id, record.name, choices.defect[record.defect] || record.defect,
      record.reaction, record.product, ...merits.flatMap((axis) => {
        const merit = record.merits[axis];
        if (!has(record, axis)) return ["", "", "", "", `none: ${missing(record, axis)}`];
        return [merit.value, merit.upper, merit.uncertainty, merit.relation, merit.formula];
      }), record.scale, record.conditions, record.sources.join(" "), record.work?.key,
      record.prints.map((row) => row.row).join(" ")]);
    save("explorer.csv", table([head, ...lines]), "text/csv;charset=utf-8");
  }

  window.explorer.files = { save, saveCsv, savePng, saveSvg };
})();
