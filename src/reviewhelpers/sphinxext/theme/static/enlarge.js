// Opens a figure in place, as large as the window allows, with its values. Without scripts its link leads to the picture.
(function () {
  "use strict";
  const MOST = 500;  // rows of values that are shown; the CSV file has all

  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: window.asset("page-tools.css", document.currentScript.src),
  });
  const styled = new Promise((done) => {
    for (const kind of ["load", "error"]) style.addEventListener(kind, done);
  });
  document.head.append(style);

  function element(name, properties, ...inner) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inner);
    return made;
  }

  window.figureValues = function (csv) {
    document.currentScript.values = csv;
  };

  function values(address) {
    return new Promise((done) => {
      const script = element("script", { src: address });
      script.addEventListener("load", () => done(script.values));
      script.addEventListener("error", () => done(""));
      document.head.append(script);
    });
  }

  // Rows of CSV, whose cells may be quoted.
  function rows(csv) {
    const found = [[]];
    for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
      found.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (end === "\n") found.push([]);
      if (!end) break;
    }
    return found.filter((row) => row.length > 1 || row[0]);
  }

  function table(csv, name) {
    const [head, ...body] = rows(csv);
    const line = (cells, tag, scope) => element("tr", {}, ...cells.map((cell) => {
      const made = element(tag, {}, cell.replaceAll("_", " "));
      if (scope) made.setAttribute("scope", scope);
      return made;
    }));
    const made = element("table", {},
      element("thead", {}, line(head, "th", "col")),
      element("tbody", {}, ...body.slice(0, MOST).map((cells) => line(cells, "td"))));
    const region = element("div", { className: "enlarged-values", tabIndex: 0 }, made);
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", "Values of " + name);
    const more = body.length > MOST ? [element("p", {}, `${body.length - MOST} more rows stand in the CSV file.`)] : [];
    return element("details", {}, element("summary", {}, `Values (${body.length} rows)`), region, ...more);
  }

  window.enlarge = async function (figure) {
    await styled;
    const link = [...figure.querySelectorAll("a.enlarge")].find((each) => each.checkVisibility());
    const shown = link.querySelector("img");
    const caption = figure.querySelector("figcaption > p");
    const name = (caption ? caption.textContent : shown.alt).replace(/#$/, "").trim();
    const picture = element("img", { src: shown.currentSrc || link.href, alt: shown.alt });
    const box = element("div", { className: "enlarged-picture", tabIndex: 0 }, picture);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "The picture, which scrolls where it is larger than the window");
    const close = element("button", { type: "button", className: "close" }, "Close");
    const heading = element("h2", { id: "enlarged-title" }, name);
    const dialog = element("dialog", { className: "tool enlarged" }, element("div", {}, heading, close), box);
    dialog.setAttribute("aria-labelledby", "enlarged-title");
    const before = document.activeElement;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    const ended = new AbortController();
    dialog.addEventListener("close", () => {
      ended.abort();
      dialog.remove();
      before?.focus?.({ preventScroll: true });
    });
    document.body.append(dialog);
    // As large as the window allows, and never smaller than on the page.
    const ratio = shown.clientWidth / Math.max(1, shown.clientHeight);
    const least = 1.2 * shown.clientWidth;
    const fit = () => {
      picture.width = Math.round(Math.max(least, Math.min(innerWidth - 80, (innerHeight - 150) * ratio)));
    };
    addEventListener("resize", fit, { signal: ended.signal });
    fit();
    dialog.showModal();
    close.focus();
    const address = figure.querySelector(".picture").dataset.values;
    const csv = address && await values(address);
    if (csv) dialog.append(table(csv, name));
  };
})();
