// "Change this figure": an editor at each figure and table, and one Python for all of them on a page.
(function () {
  "use strict";
  const BASE = new URL("./", document.currentScript.src);
  const bytes = (number) => `${(number / 1e6).toFixed(1)} MB`;

  // Python -----------------------------------------------------------------------------------------

  const python = {
    worker: null,
    ready: false,
    tasks: 0,
    waiting: new Map(),
    watchers: new Set(),

    start() {
      if (this.worker) return;
      this.worker = new Worker(new URL("worker.js", BASE), { type: "module" });
      this.worker.onmessage = ({ data }) => this.hear(data);
      this.worker.onerror = () => this.hear({ failed: "the worker could not be started" });
    },

    hear(said) {
      if (said.ready) this.ready = true;
      if (said.failed) this.end();
      if ("task" in said) {
        this.waiting.get(said.task)?.(said.result);
        this.waiting.delete(said.task);
      }
      for (const watch of this.watchers) watch(said);
    },

    run(id, code, own) {
      this.start();
      const task = ++this.tasks;
      return new Promise((resolve) => {
        this.waiting.set(task, resolve);
        this.worker.postMessage({ task, id, code, own });
      });
    },

    // The only way out of an endless loop: end the worker, with all that it holds.
    end() {
      this.worker?.terminate();
      this.worker = null;
      this.ready = false;
      for (const resolve of this.waiting.values()) resolve(null);
      this.waiting.clear();
    },
  };

  // The address of an edit ---------------------------------------------------------------------------

  function packed(text) {
    const binary = String.fromCharCode(...new TextEncoder().encode(text));
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function unpacked(text) {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (each) => each.charCodeAt(0)));
  }

  function linked() {
    const [, id, code] = /^#live=([a-z0-9-]+)&lines=([A-Za-z0-9_-]+)$/.exec(location.hash) ?? [];
    try {
      return id ? { id, code: unpacked(code) } : null;
    } catch {
      return null; // A link that was cut.
    }
  }

  // The editor -------------------------------------------------------------------------------------

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function editor(place) {
    const { id, kind, lines, own } = place.dataset;
    const named = (what) => `live-${id}-${what}`;
    const title = `Lines of Python that make this ${kind}`;
    let made = []; // Addresses of files to download.
    let measured = null; // The reader's own rows: a name and bytes.
    const open = element("button", { type: "button", className: "live-open", textContent: `Change this ${kind}` });
    open.setAttribute("aria-expanded", "false");
    const field = element("textarea", {
      id: named("lines"), value: lines, rows: Math.min(lines.split("\n").length + 1, 18), spellcheck: false,
      autocapitalize: "off", autocomplete: "off",
    });
    field.setAttribute("aria-describedby", named("help"));
    const run = element("button", { type: "button", textContent: "Run" });
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
    const panel = element(
      "div", { className: "live-panel", id: named("panel"), hidden: true },
      element("label", { htmlFor: field.id, textContent: title }),
      field,
      element("p", {
        className: "live-help", id: named("help"),
        textContent: "Ctrl+Enter runs the lines, Escape leaves the field. The last line is what is shown.",
      }),
      element("p", { className: "live-buttons" }, run, stop, reset, link),
      ...(own ? [chooser()] : []),
      status, bar, fault, result,
    );
    open.setAttribute("aria-controls", panel.id);
    place.append(open, panel);
    place.hidden = false;

    function chooser() {
      const file = element("input", { type: "file", id: named("own"), accept: ".csv,text/csv" });
      file.setAttribute("aria-describedby", named("own-help"));
      const none = element("button", { type: "button", textContent: "Without your data", hidden: true });
      const template = element("a", {
        href: new URL("template.csv", BASE).href, download: "template.csv", textContent: "this template",
      });
      const take = async (chosen) => {
        if (!chosen) return;
        measured = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) };
        none.hidden = false;
        go();
      };
      file.addEventListener("change", () => take(file.files[0]));
      none.addEventListener("click", () => {
        measured = null;
        file.value = "";
        none.hidden = true;
        go();
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
        // A screen reader is told every quarter, and not every packet.
        const step = `${progress.words}, ${Math.floor(4 * bar.value)}`;
        if (bar.dataset.step !== step) status.textContent = `${progress.words}: ${size}.`;
        bar.dataset.step = step;
      } else if (ready) {
        bar.hidden = true;
        if (!stop.disabled) status.textContent = "Running.";
        else status.textContent = "Python is ready.";
      }
    }

    function show() {
      panel.hidden = false;
      open.setAttribute("aria-expanded", "true");
      python.watchers.add(watch);
    }

    function cannot() {
      if (location.protocol !== "file:") return false;
      fault.textContent =
        "A page opened from a folder cannot run Python. It can where the site is served, on the web or by " +
        "“python -m http.server” in the folder of the site.";
      return true;
    }

    function busy(is) {
      run.disabled = is;
      stop.disabled = !is;
    }

    async function go() {
      if (run.disabled || cannot()) return;
      fault.replaceChildren();
      field.removeAttribute("aria-invalid");
      busy(true);
      status.textContent = python.ready ? "Running." : "Starting.";
      const began = performance.now();
      const answer = await python.run(id, field.value, measured);
      busy(false);
      if (!answer) return;
      if ("error" in answer) {
        status.textContent = "";
        const where = answer.line ? `Line ${answer.line}: ` : "";
        fault.replaceChildren(element("pre", { textContent: where + answer.error }));
        field.setAttribute("aria-invalid", "true");
        if (answer.line) mark(answer.line);
        return;
      }
      draw(answer);
      const time = `Done in ${((performance.now() - began) / 1000).toFixed(1)} s. The result is below.`;
      const points = "own" in answer ? ` Rows of yours that this figure plots: ${answer.own}.` : "";
      status.textContent = time + points;
    }

    // Select the line of the fault, for who looks on or types on.
    function mark(line) {
      const before = field.value.split("\n").slice(0, line - 1).join("\n");
      const start = before.length + (line > 1 ? 1 : 0);
      const end = field.value.indexOf("\n", start);
      field.setSelectionRange(start, end < 0 ? field.value.length : end);
    }

    function draw(answer) {
      made.forEach((address) => URL.revokeObjectURL(address));
      made = [];
      const files = [];
      const offer = (text, type, suffix, label) => {
        const address = URL.createObjectURL(new Blob([text], { type }));
        made.push(address);
        files.push(element("a", { href: address, download: `${id}-changed.${suffix}`, textContent: label }));
      };
      const shown = [];
      if (answer.svg) {
        const picture = (svg, className) => {
          const source = `data:image/svg+xml,${encodeURIComponent(svg)}`;
          return element("img", { src: source, alt: answer.alt, className });
        };
        // As in the page: both stand there, and its mode shows one.
        shown.push(
          answer.dark
            ? element("span", { className: "drawn" }, picture(answer.svg, "in-light"), picture(answer.dark, "in-dark"))
            : picture(answer.svg, ""),
        );
        offer(answer.svg, "image/svg+xml", "svg", "New SVG");
        offer(answer.csv, "text/csv", "csv", "Its data as CSV");
      } else {
        shown.push(grid(answer));
        offer(answer.csv, "text/csv", "csv", "New CSV");
      }
      const downloads = element("p", { className: "files" }, element("span", { textContent: "Download" }));
      for (const file of files) downloads.append(" ", file);
      result.replaceChildren(...shown, downloads);
    }

    function grid({ header, rows }) {
      const head = element("tr");
      for (const name of header) {
        const cell = element("th", { textContent: name });
        cell.scope = "col";
        head.append(cell);
      }
      const body = element("tbody");
      for (const row of rows) {
        body.append(element("tr", {}, ...row.map((text) => element("td", { textContent: text }))));
      }
      const table = element("table", { className: "table" }, element("thead", {}, head), body);
      const region = element("div", { className: "table-scroll", tabIndex: 0 }, table);
      region.setAttribute("role", "region");
      region.setAttribute("aria-label", "The changed table");
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
        python.watchers.delete(watch);
      }
    });
    run.addEventListener("click", go);
    stop.addEventListener("click", () => {
      python.end();
      bar.hidden = true;
      status.textContent = "Stopped. The next run starts Python anew, from the cache.";
    });
    reset.addEventListener("click", () => {
      field.value = lines;
      field.removeAttribute("aria-invalid");
      fault.replaceChildren();
      result.replaceChildren();
      status.textContent = "The lines are as published.";
    });
    link.addEventListener("click", async () => {
      const address = new URL(`#live=${id}&lines=${packed(field.value)}`, location.href).href;
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
        (run.disabled ? stop : run).focus();
      }
    });

    const edit = linked();
    if (edit && edit.id === id) {
      // Someone else wrote these lines: they run when the reader says so.
      field.value = edit.code;
      show();
      status.textContent = "These lines came with the link. Read them, then press Run.";
      place.scrollIntoView();
    }
  }

  document.querySelectorAll(".live[data-id]").forEach(editor);
})();
