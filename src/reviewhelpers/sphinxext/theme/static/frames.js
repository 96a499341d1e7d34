// Moves a figure: a slider picks one of its frames, which stands in the place of the picture. All frames of a figure are
// one script that calls `figureFrames`, loaded when a reader first moves that figure. Without scripts the picture stays.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const HERE = document.currentScript.src;
  const root = document.documentElement;
  const parser = new DOMParser();
  const loaded = new Map();
  const open = new Map();  // what closes the frames of a figure
  let looks;

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function attach(tag, properties) {
    return new Promise((done, fail) => {
      const made = element(tag, properties);
      made.addEventListener("load", () => done(made));
      made.addEventListener("error", fail);
      document.head.append(made);
    });
  }

  function load(address) {
    if (!loaded.has(address)) {
      const found = attach("script", { src: address }).then((made) => made.frames);
      loaded.set(address, found);
      found.catch(() => loaded.delete(address));
    }
    return loaded.get(address);
  }

  window.figureFrames = function (frames) {
    document.currentScript.frames = frames;
  };

  // A frame as SVG: each pair of numbers is a place in the table of elements and how many stand there.
  function drawn(moved, lines, runs, dark) {
    let text = "";
    for (let at = 0; at < runs.length; at += 2) text += lines.slice(runs[at], runs[at] + runs[at + 1]).join("");
    // The names of its parts stay apart from those of the page.
    text = text.replace(/( id="|href="#|url\(#)/g, `$1${moved.id}-`);
    if (dark) text = text.replace(/="(#[0-9a-f]{6})"/g, (all, colour) => `="${moved.dark[colour] ?? colour}"`);
    const black = dark ? moved.dark["#000000"] : "#000000";
    const head = `<svg xmlns="${SVG}" viewBox="0 0 ${moved.size.join(" ")}" fill="${black}" aria-hidden="true"`;
    // In matplotlib these hold for all that says nothing else.
    const lineEnds = 'stroke-linejoin="round" stroke-linecap="butt"';
    return parser.parseFromString(`${head} ${lineEnds}>${text}</svg>`, "image/svg+xml").documentElement;
  }

  function view(figure, button, picture, moved) {
    const ended = new AbortController();
    const id = `${moved.id}-moved`;
    const before = button.textContent;
    const lines = moved.table.split("\n");
    let printing = false;

    const drawing = element("div", { className: "moved-drawing" });
    const slider = element("input", { type: "range", id: `${id}-value`, min: 0, max: moved.texts.length - 1, value: 0 });
    const said = element("output", { className: "moved-value" });
    said.htmlFor = slider.id;
    const frame = element("div", { className: "moved", id }, drawing, element("div", { className: "moved-tools" },
      element("label", { htmlFor: slider.id, textContent: moved.label }), slider, said));

    function paint() {
      const dark = root.dataset.theme === "dark" && !printing;
      drawing.replaceChildren(drawn(moved, lines, moved.frames[slider.value], dark));
    }

    function show() {
      const text = moved.texts[slider.value];
      const told = moved.told[slider.value];
      slider.setAttribute("aria-valuetext", text);
      said.textContent = text;
      drawing.setAttribute("aria-label", `${moved.label}: ${text}.${told ? ` ${told}` : ""}`);
      paint();
    }

    function close() {
      ended.abort();
      watcher.disconnect();
      open.delete(figure);
      frame.remove();
      picture.hidden = false;
      button.textContent = before;
      button.setAttribute("aria-expanded", false);
      button.removeAttribute("aria-controls");
      button.focus();
    }

    const watcher = new MutationObserver(paint);
    watcher.observe(root, { attributeFilter: ["data-theme"] });
    drawing.setAttribute("role", "img");
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Figure that moves");
    slider.addEventListener("input", show);
    frame.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") close();
    });
    // Paper is white.
    for (const kind of ["beforeprint", "afterprint"]) {
      addEventListener(kind, () => {
        printing = kind === "beforeprint";
        paint();
      }, { signal: ended.signal });
    }
    show();
    picture.after(frame);
    picture.hidden = true;
    button.textContent = "Back to the figure";
    button.setAttribute("aria-expanded", true);
    button.setAttribute("aria-controls", id);
    slider.focus({ preventScroll: true });
    return close;
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".move button");
    if (!button) return;
    const figure = button.closest("figure");
    if (open.has(figure)) {
      open.get(figure)();
      return;
    }
    const picture = figure.querySelector("[data-frames]");
    // Without the styles it would be plain and work.
    looks ??= attach("link", { rel: "stylesheet", href: HERE.replace(".js", ".css") }).catch(() => null);
    const [moved] = await Promise.all([load(picture.dataset.frames), looks]);
    if (!open.has(figure)) open.set(figure, view(figure, button, picture, moved));
  });
})();
