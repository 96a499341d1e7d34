// An editor at each figure and table ("Change this figure") and at cells of code ("Run it yourself").
(function () {
  "use strict";
  const { python } = live;
  let links = 0; // Number of links with code that were followed.
  const bytes = (number) => `${(number / 1e6).toFixed(1)} MB`;

  // Links to an edit ---------------------------------------------------------------------------

  function encodeText(text) {
    const binary = String.fromCharCode(...new TextEncoder().encode(text));
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function decodeText(text) {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  }

  // Invisible characters, and those that change the order of others.
  const INVISIBLE = /(?![\t\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

  // The place of the first invisible character in code; empty if there is none.
  function findInvisible(code) {
    const [found] = INVISIBLE.exec(code) ?? [];
    if (!found) return "";
    const line = code.slice(0, code.indexOf(found)).split("\n").length;
    return `line ${line} holds U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}, which cannot be seen`;
  }

  // The code in the link of the page, or why it is refused.
  function readLink() {
    const [, id, text] = /^#live=([a-z0-9-]+)&lines=(.*)$/.exec(location.hash) ?? [];
    if (!id) return null;
    try {
      const code = decodeText(text);
      return findInvisible(code) ? { id, refused: `The lines of the link are not opened: ${findInvisible(code)}.` } : { id, code };
    } catch {
      return { id, refused: "The link is cut or damaged: its lines cannot be read." };
    }
  }

  // Names the lines of an edit that are not among the published ones.
  function describeChanges(code, published) {
    if (code === published) return "They are as published.";
    const known = new Set(published.split("\n"));
    const other = code.split("\n").flatMap((line, at) => (line.trim() && !known.has(line) ? [at + 1] : []));
    if (!other.length) return "Each is as published, but some are left out, moved or repeated.";
    if (other.length > 8) return `${other.length} of them are not as published.`;
    const named = new Intl.ListFormat("en").format(other.map(String));
    return other.length > 1 ? `Lines ${named} are not as published.` : `Line ${named} is not as published.`;
  }

  const WIDE = "(min-width: 900px)";
  const NAMES = { stream: "printed text", value: "a value", table: "a table", figure: "a figure" };

  // Says what stands below, once for each kind.
  function describe(outputs) {
    const kinds = new Set(outputs.map((output) => output.kind));
    const named = Object.keys(NAMES).filter((kind) => kinds.has(kind)).map((kind) => NAMES[kind]);
    return named.length ? `Below: ${new Intl.ListFormat("en").format(named)}.` : "The lines show nothing.";
  }

  // The editor -------------------------------------------------------------------------------------

  function element(name, properties = {}, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  }

  function editor(place) {
    const { id, kind, lines, own } = place.dataset;
    const named = (what) => `live-${id}-${what}`;
    const isCell = kind === "cell";
    const title = isCell ? "The lines of Python of this cell" : `Lines of Python that make this ${kind}`;
    let downloadUrls = [];
    let measured = null; // Rows of the reader: name and bytes of the file.
    let running = false;
    let author = "reader"; // Who wrote the code: the reader, or a link.
    const open = element("button", {
      type: "button", className: "live-open", textContent: isCell ? "Run it yourself" : `Change this ${kind}`,
    });
    open.setAttribute("aria-expanded", "false");
    const field = element("textarea", {
      id: named("lines"), value: lines, rows: Math.min(lines.split("\n").length + 1, isCell ? 30 : 18), spellcheck: false,
      autocapitalize: "off", autocomplete: "off",
    });
    field.setAttribute("aria-describedby", named("help"));
    const run = element("button", { type: "button", textContent: "Run" });
    const seen = agreement("seen");
    const useData = agreement("lent");
    const ask = element(
      "div", { className: "live-ask", id: named("ask"), hidden: true },
      element("p", { className: "live-whose" }), seen.row, useData.row,
    );
    const stop = element("button", { type: "button", textContent: "Stop", disabled: true });
    const reset = element("button", { type: "button", textContent: "Reset" });
    const link = element("button", { type: "button", textContent: "Copy a link to this edit" });
    const status = element("p", { className: "live-status" });
    status.setAttribute("role", "status");
    const bar = element("progress", { className: "live-bar", hidden: true, max: 1, value: 0 });
    bar.setAttribute("aria-label", "Loading");
    const fault = element("div", { className: "live-error" });
    fault.setAttribute("role", "alert");
    const result = element("div", { className: "live-result" });
    // Short texts and the descriptions of pictures are read out when they appear; tables and long texts are not.
    result.setAttribute("aria-live", "polite");
    const panel = element(
      "div", { className: "live-panel", id: named("panel"), hidden: true },
      element("label", { htmlFor: field.id, textContent: title }),
      field,
      element("p", {
        className: "live-help", id: named("help"),
        textContent:
          "Ctrl+Enter runs the lines, Escape leaves the field. As in a notebook, what the lines print and draw is shown, " +
          "and the value of the last one.",
      }),
      ask,
      element("p", { className: "live-buttons" }, run, stop, reset, link),
      ...(own ? [chooser()] : []),
      status, bar, fault, result,
    );
    open.setAttribute("aria-controls", panel.id);
    place.append(open, panel);
    place.hidden = false;

    // A checkbox that must be ticked before code of someone else runs.
    function agreement(what) {
      const box = element("input", { type: "checkbox", id: named(what) });
      const text = element("label", { htmlFor: box.id });
      box.addEventListener("change", permit);
      return { box, text, row: element("p", { className: "live-agree" }, box, text) };
    }

    function chooser() {
      const file = element("input", { type: "file", id: named("own"), accept: ".csv,text/csv" });
      file.setAttribute("aria-describedby", named("own-help"));
      const none = element("button", { type: "button", textContent: "Without your data", hidden: true });
      const template = element("a", {
        href: live.address("template.csv"), download: "template.csv", textContent: "this template",
      });
      const take = async (chosen) => {
        if (!chosen) return;
        measured = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) };
        none.hidden = false;
        dataChanged();
      };
      file.addEventListener("change", () => take(file.files[0]));
      none.addEventListener("click", () => {
        measured = null;
        file.value = "";
        none.hidden = true;
        dataChanged();
      });
      const box = element(
        "div", { className: "live-own" },
        element("label", { htmlFor: file.id, textContent: "Your own data among the literature (CSV)" }),
        element("p", { className: "live-buttons" }, file, none),
        element(
          "p", { className: "live-help", id: named("own-help") },
          "Columns of the table performance, or of ", template, ", whose numbers are made up. Choose the file or drop " +
          "it here. It is checked and drawn in this browser and sent to nobody.",
        ),
      );
      box.addEventListener("dragover", (event) => event.preventDefault());
      box.addEventListener("drop", (event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      });
      return box;
    }

    function watch({ progress, ready, failed }) {
      if (failed) {
        bar.hidden = true;
        status.textContent = "";
        fault.textContent = `Python could not be loaded: ${failed}.`;
      } else if (progress) {
        bar.hidden = false;
        bar.value = progress.loaded / progress.total;
        bar.dataset.fetched = progress.fetched;
        const size = `${bytes(progress.loaded)} of ${bytes(progress.total)}`;
        // Screen readers announce every quarter, not every packet.
        const step = `${progress.words}, ${Math.floor(4 * bar.value)}`;
        if (bar.dataset.step !== step) status.textContent = `${progress.words}: ${size}.`;
        bar.dataset.step = step;
      } else if (ready) {
        bar.hidden = true;
        status.textContent = running ? "Running." : "Python is ready.";
      }
    }

    function show() {
      panel.hidden = false;
      open.setAttribute("aria-expanded", "true");
      python.listeners.add(watch);
    }

    function cannot() {
      if (location.protocol !== "file:") return false;
      fault.textContent =
        "A page opened from a folder cannot run Python. It can where the site is served, on the web or by " +
        "“python -m http.server” in the folder of the site.";
      return true;
    }

    // Code of a link runs only after the reader has confirmed to have read it, and with data only after consent.
    function permit() {
      const foreign = author !== "reader";
      ask.hidden = !foreign;
      useData.row.hidden = !measured;
      run.disabled = running || (foreign && !(seen.box.checked && (!measured || useData.box.checked)));
      stop.disabled = !running;
    }

    function busy(is) {
      running = is;
      permit();
    }

    function askAgain() {
      useData.box.checked = false;
      useData.text.textContent = measured ? `Let these lines use my data, ${measured.name}, too` : "";
      permit();
    }

    // Called when other data were chosen, or none.
    function dataChanged() {
      askAgain();
      if (!run.disabled) go();
      else if (!running) status.textContent = "The lines of the link wait for your word: see the boxes above Run.";
    }

    async function go() {
      if (run.disabled || cannot()) return;
      fault.replaceChildren();
      field.removeAttribute("aria-invalid");
      busy(true);
      const began = performance.now();
      const runAuthor = author;
      const session = author === "reader" ? author : `${author} ${measured ? "with data" : "alone"}`;
      // In the form in which the figure above shows, if there is one.
      const form = place.closest("figure")?.querySelector("source");
      const width = matchMedia(form?.media ?? WIDE).matches ? "page" : "phone";
      const answering = python.run(session, id, field.value, measured, width);
      status.textContent = python.ready ? "Running." : "Starting.";
      const result = await answering;
      busy(false);
      if (!result) {
        bar.hidden = true;
        if (!fault.textContent) status.textContent = "Stopped. The next run starts Python anew, from the cache.";
        return;
      }
      if (author !== runAuthor) return; // The editor has other code now.
      const { outputs = [], own: plotted, refused } = live.checkResult(result);
      draw(outputs);
      const error = refused ? { text: refused, line: null } : outputs.find((output) => output.kind === "error");
      if (error) {
        status.textContent = "";
        const where = error.line ? `Line ${error.line}: ` : "";
        fault.replaceChildren(element("pre", { textContent: where + error.text }));
        field.setAttribute("aria-invalid", "true");
        if (error.line) mark(error.line);
        return;
      }
      const time = `Done in ${((performance.now() - began) / 1000).toFixed(1)} s. ${describe(outputs)}`;
      const points = plotted === undefined ? "" : ` Rows of yours that this figure plots: ${plotted}.`;
      status.textContent = time + points;
    }

    // Select the line with the error.
    function mark(line) {
      const before = field.value.split("\n").slice(0, line - 1).join("\n");
      const start = before.length + (line > 1 ? 1 : 0);
      const end = field.value.indexOf("\n", start);
      field.setSelectionRange(start, end < 0 ? field.value.length : end);
    }

    function draw(outputs) {
      downloadUrls.forEach((address) => URL.revokeObjectURL(address));
      downloadUrls = [];
      result.replaceChildren(...outputs.flatMap((output, at) => SHOW[output.kind](output, at)));
      reach();
    }

    // The elements of each kind of output; the texts of the lines become texts, never markup.
    const SHOW = {
      stream: ({ name, text }) => [block(text, name === "stderr" ? "Warnings and messages" : "Printed text", name)],
      value: ({ text }) => [block(text, "Value of the lines", "value")],
      notice: ({ text }) => [element("p", { className: "live-help", textContent: text })],
      // The error itself stands above, where it is announced.
      error: ({ text, traceback }) =>
        traceback && traceback !== text ? [block(traceback, "Where the error arose", "traceback")] : [],
      table: (table, at) => [
        grid(table),
        ...(table.note ? [element("p", { className: "live-help", textContent: table.note })] : []),
        ...offer(at, [table.csv, "csv", "New CSV"]),
      ],
      figure({ svg, dark, alt, csv }, at) {
        const picture = (text, className) =>
          element("img", { src: `data:image/svg+xml,${encodeURIComponent(text)}`, alt, className });
        // Both pictures are inserted, as in the page; its colour mode shows one.
        const drawn = dark
          ? element("span", { className: "drawn" }, picture(svg, "in-light"), picture(dark, "in-dark"))
          : picture(svg, "");
        return [drawn, ...offer(at, [svg, "svg", "New SVG"], [csv, "csv", "Its data as CSV"])];
      },
    };

    // A line of downloads: text, suffix and label of each file that there is.
    function offer(at, ...files) {
      const downloads = element("p", { className: "files" }, element("span", { textContent: "Download" }));
      for (const [text, suffix, textContent] of files) {
        if (text === undefined) continue;
        // A type that browsers do not open: an opened file would be a page with the origin of this site.
        const href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
        downloadUrls.push(href);
        const name = at ? `${id}-changed-${at + 1}` : `${id}-changed`;
        downloads.append(" ", element("a", { href, download: `${name}.${suffix}`, textContent }));
      }
      return downloads.children.length > 1 ? [downloads] : [];
    }

    function block(text, label, name) {
      const shown = element("pre", { className: `live-text live-${name}`, textContent: text });
      shown.setAttribute("role", "group");
      shown.setAttribute("aria-label", label);
      if (text.length > 300 || name === "traceback") shown.setAttribute("aria-live", "off");
      return shown;
    }

    // A text that scrolls can be reached by the keyboard; others are no stop on its way.
    function reach() {
      for (const shown of result.querySelectorAll(".live-text")) {
        const scrolls = shown.scrollHeight > shown.clientHeight || shown.scrollWidth > shown.clientWidth;
        if (scrolls) shown.tabIndex = 0;
        else shown.removeAttribute("tabindex");
      }
    }

    function grid({ header, rows, heads }) {
      const cell = (text, scope) => {
        // An empty corner heads nothing.
        const node = element(scope && text ? "th" : "td", { textContent: text });
        if (scope && text) node.scope = scope;
        return node;
      };
      const head = header.map((row) => element("tr", {}, ...row.map((text) => cell(text, "col"))));
      const body = rows.map((row) => element("tr", {}, ...row.map((text, at) => cell(text, at < heads ? "row" : ""))));
      const table = element(
        "table", { className: "table" }, element("thead", {}, ...head), element("tbody", {}, ...body),
      );
      const region = element("div", { className: "table-scroll", tabIndex: 0 }, table);
      region.setAttribute("role", "region");
      region.setAttribute("aria-label", isCell ? "Table of the result" : "The changed table");
      region.setAttribute("aria-live", "off");
      return region;
    }

    open.addEventListener("click", () => {
      if (panel.hidden) {
        show();
        if (!cannot()) {
          python.start();
          if (python.ready) status.textContent = "Python is ready.";
        }
        field.focus();
      } else {
        panel.hidden = true;
        open.setAttribute("aria-expanded", "false");
        python.listeners.delete(watch);
      }
    });
    run.addEventListener("click", go);
    stop.addEventListener("click", () => python.end());
    reset.addEventListener("click", () => {
      field.value = lines;
      author = "reader";
      fit();
      permit();
      field.removeAttribute("aria-invalid");
      fault.replaceChildren();
      draw([]);
      status.textContent = "The lines are as published.";
    });
    link.addEventListener("click", async () => {
      if (findInvisible(field.value)) {
        status.textContent = `There is no link to these lines: ${findInvisible(field.value)}.`;
        return;
      }
      const address = new URL(`#live=${id}&lines=${encodeText(field.value)}`, location.href).href;
      history.replaceState(null, "", address);
      try {
        await navigator.clipboard.writeText(address);
        status.textContent = "The link is copied; it is also the address of this page now.";
      } catch {
        status.textContent = "The link is the address of this page now.";
      }
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        go();
      } else if (event.key === "Escape") {
        (running ? stop : run.disabled ? seen.box : run).focus();
      }
    });

    // Code of someone else is shown completely, with wrapped lines, so that nothing is hidden by scrolling.
    function fit() {
      const showAll = author !== "reader" && !panel.hidden;
      field.classList.toggle("live-whole", showAll);
      field.style.height = "";
      if (showAll) field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    }

    function follow() {
      const edit = readLink();
      if (edit?.id !== id) return;
      show();
      if (edit.refused) {
        fault.textContent = edit.refused;
      } else {
        author = `link ${++links}`;
        field.value = edit.code;
        const count = edit.code.split("\n").length;
        ask.firstChild.textContent =
          `Someone else may have written these lines: they came with the link. ${describeChanges(edit.code, lines)} They run ` +
          "apart from this site and reach no network, but what they draw may be wrong.";
        seen.text.textContent = `I have read ${count > 1 ? `all ${count} lines` : "the line"}`;
        seen.box.checked = false;
        result.replaceChildren();
        fault.replaceChildren();
        status.textContent = "These lines came with the link. Read them, tick the box, then press Run.";
        fit();
        askAgain();
      }
      place.scrollIntoView();
    }

    addEventListener("hashchange", follow);
    addEventListener("resize", fit);
    addEventListener("resize", reach);
    follow();
  }

  document.querySelectorAll(".live[data-id]").forEach(editor);
})();
